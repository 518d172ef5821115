import Kijun
import KijunSheets
import KijunSyntax

/// OLD and NEW of a `diff`: their rules, and the same documents as each reads them. With one form for both, or none, the documents
/// are read once.
struct ComparedSides {
    struct Side {
        /// As the user named it.
        let name: String
        let rules: Rules
        let sheets: LoadedSheets
    }

    let old: Side
    let new: Side
    let pairs: [SheetPair]
    /// Both have the same sheets.
    let areSheetsShared: Bool
    /// How many documents could not be read, by the side that could read fewer.
    let unreadable: Int

    /// - Throws: what the command ends with.
    init(
        old: (name: String, files: RuleFiles), new: (name: String, files: RuleFiles), sheets paths: [String], options: ReadingOptions,
        on console: Console
    ) throws(ExitStatus) {
        let sheetFiles = SheetFiles(paths, in: console.world)
        let oldForms = old.files.forms
        let newForms = new.files.forms
        if oldForms.isEmpty, newForms.isEmpty, !old.files.hasErrors, !new.files.hasErrors {
            // What the documents say of their fields holds for both.
            var partner: Rules?
            let (rules, loaded) = try LoadedSheets.load(sheetFiles, infersFields: true, options, on: console) {
                schema throws(ExitStatus) in
                let (before, after) = try Self.checked(old, new, schema, on: console)
                partner = after
                return before
            }
            guard let partner else { throw .wrong }
            self.init(shared: loaded, old: (old.name, rules), new: (new.name, partner))
            return
        }
        guard !oldForms.isEmpty && !newForms.isEmpty || old.files.hasErrors || new.files.hasErrors else {
            try self.init(each: old, new, sheetFiles, options, on: console)
            return
        }
        let (before, after) = try Self.checked(old, new, nil, on: console)
        guard oldForms == newForms, before.program.schema.isAlike(after.program.schema) else {
            try self.init(each: old, new, sheetFiles, options, on: console)
            return
        }
        let (_, loaded) = try LoadedSheets.load(sheetFiles, infersFields: false, options, on: console) { _ throws(ExitStatus) in before }
        self.init(shared: loaded, old: (old.name, before), new: (new.name, after))
    }

    /// NEW as a session has it, with its sheets; OLD gets the same sheets unless it reads them by another form.
    init(
        old: (name: String, rules: SessionRules), new: (name: String, state: Session.State), options: ReadingOptions, on console: Console
    ) throws(ExitStatus) {
        let (state, written) = (new.state, new.state.written)
        if old.rules.hasForm == written.hasForm, RuleFiles.texts(of: old.rules.forms) == RuleFiles.texts(of: written.forms) {
            let before = Rules(old.rules, schema: state.rules.schema)
            guard before.tellErrors(of: old.name, isNew: false, on: console) else { throw .wrong }
            if before.program.schema.isAlike(state.program.schema) {
                self.init(shared: state.sheets, old: (old.name, before), new: (new.name, state.rules))
                return
            }
        }
        let files = SheetFiles(state.sheetPaths, in: console.world)
        let (before, loaded) = try LoadedSheets.load(files, infersFields: !old.rules.hasForm, options, on: console) {
            schema throws(ExitStatus) in
            let rules = Rules(old.rules, schema: schema)
            guard rules.tellErrors(of: old.name, isNew: false, on: console) else { throw .wrong }
            return rules
        }
        self.init(
            old: Side(name: old.name, rules: before, sheets: loaded),
            new: Side(name: new.name, rules: state.rules, sheets: state.sheets))
    }

    /// Sides with sheets of their own.
    private init(old: Side, new: Side) {
        self.old = old
        self.new = new
        pairs = SheetPair.pairs(old.sheets.sheets, new.sheets.sheets)
        areSheetsShared = false
        unreadable = max(old.sheets.unreadable, new.sheets.unreadable)
    }

    private init(shared: LoadedSheets, old: (name: String, rules: Rules), new: (name: String, rules: Rules)) {
        self.old = Side(name: old.name, rules: old.rules, sheets: shared)
        self.new = Side(name: new.name, rules: new.rules, sheets: shared)
        pairs = SheetPair.same(shared.sheets.count)
        areSheetsShared = true
        unreadable = shared.unreadable
    }

    /// Each side reads the documents by its own form.
    private init(
        each old: (name: String, files: RuleFiles), _ new: (name: String, files: RuleFiles), _ files: SheetFiles, _ options: ReadingOptions,
        on console: Console
    ) throws(ExitStatus) {
        let console = console.tellingOnce
        self.init(
            old: try Self.read(old, isNew: false, files, options, on: console),
            new: try Self.read(new, isNew: true, files, options, on: console))
    }

    private static func read(
        _ side: (name: String, files: RuleFiles), isNew: Bool, _ files: SheetFiles, _ options: ReadingOptions, on console: Console
    ) throws(ExitStatus) -> Side {
        let (rules, loaded) = try LoadedSheets.load(files, infersFields: !side.files.hasForm, options, on: console) {
            schema throws(ExitStatus) in
            let rules = side.files.checked(schema: schema)
            guard rules.tellErrors(of: side.name, isNew: isNew, on: console) else { throw .wrong }
            return rules
        }
        return Side(name: side.name, rules: rules, sheets: loaded)
    }

    /// Both checked; the errors of both are told before either ends the command.
    private static func checked(
        _ old: (name: String, files: RuleFiles), _ new: (name: String, files: RuleFiles), _ schema: RecordSchema?, on console: Console
    ) throws(ExitStatus) -> (Rules, Rules) {
        let before = old.files.checked(schema: schema)
        let after = new.files.checked(schema: schema)
        var isRunnable = true
        for (rules, side, isNew) in [(before, old, false), (after, new, true)] {
            // Of rules whose fields nobody has told yet, only what cannot be read at all is wrong.
            guard schema != nil || side.files.hasForm || side.files.hasErrors else { continue }
            let isFieldKnown = schema != nil || side.files.hasForm
            let unknown: DiagnosticCode? = isFieldKnown ? nil : .unknownName
            if !rules.tellErrors(of: side.name, isNew: isNew, without: unknown, on: console) { isRunnable = false }
        }
        guard isRunnable else { throw .wrong }
        return (before, after)
    }
}

extension ComparedSides {
    /// Evaluates both sides and compares them.
    ///
    /// - Parameters:
    ///   - old: OLD's program, with the weight where that is of OLD; `new` alike.
    ///   - pairs: what to compare; nil for everything.
    ///   - weightText: the weight as the user wrote it.
    /// - Throws: what the command ends with.
    func reporter(
        _ old: CheckedProgram, _ new: CheckedProgram, pairs chosen: [RulePair]? = nil, weight: DifferenceWeight? = nil,
        writtenAs weightText: String? = nil, on console: Console
    ) throws(ExitStatus) -> DifferenceReporter {
        let before = try Self.evaluation(old, self.old.sheets.set, chosen.map { $0.compactMap(\.old) }, on: console)
        let after = try Self.evaluation(new, self.new.sheets.set, chosen.map { $0.compactMap(\.new) }, on: console)
        if let weight, !(weight.isOfNew ? after : before).isPerSheet(expression: weight.expression) {
            console.tell([.badWeight(weightText ?? "")])
            throw .wrong
        }
        self.old.rules.tell(before.staleParameters, of: self.old.name, on: console)
        self.new.rules.tell(after.staleParameters, of: self.new.name, on: console)
        let difference = RuleDifference(
            old: before, new: after, pairs: chosen ?? RulePair.pairs(old, new), sheets: pairs, areSheetsShared: areSheetsShared,
            weight: weight, isInterrupted: console.work.limits.isInterrupted)
        return DifferenceReporter(
            difference, old: (self.old.name, self.old.sheets.sheets), new: (self.new.name, self.new.sheets.sheets), weight: weightText,
            unreadable: unreadable, language: console.language)
    }

    private static func evaluation(
        _ program: CheckedProgram, _ set: SheetSet, _ rules: [RuleID]?, on console: Console
    ) throws(ExitStatus) -> Evaluation {
        let evaluation = Evaluation(
            program, set, only: rules.map { Reporter.withTables(Set($0), in: program) }, limits: console.work.limits)
        if let stop = evaluation.stop {
            console.tell([.stopped(stop)])
            throw .failed
        }
        return evaluation
    }
}

extension Rules {
    /// Tells the errors under the name of their side.
    ///
    /// - Parameter code: errors that follow from what is not known yet.
    /// - Returns: whether the program may be run.
    fileprivate func tellErrors(of name: String, isNew: Bool, without code: DiagnosticCode? = nil, on console: Console) -> Bool {
        let errors = diagnostics.filter { $0.severity == .error && $0.code != code }
        guard !errors.isEmpty else { return true }
        let name = DiagnosticRenderer.visible(name)
        console.tell(
            Wording(ja: "\(isNew ? "新しい" : "旧い")規則 \(name) に誤りがあります。", en: "The \(isNew ? "new" : "old") rules, \(name), have errors."))
        console.tell(render(errors, for: console))
        return false
    }
}

extension RuleFiles {
    fileprivate var forms: [String] { Self.texts(of: trees.flatMap(\.statements).filter(\.isForm)) }

    /// Forms as they would be laid out: equal texts read documents alike.
    static func texts(of forms: [Statement]) -> [String] {
        forms.map { Printer.text(of: Statement($0.kind, doc: [], at: $0.span)) }
    }
}

extension RecordSchema {
    /// The same fields of the same types, wherever they are written.
    func isAlike(_ other: RecordSchema) -> Bool {
        path == other.path && key == other.key && fields.count == other.fields.count
            && zip(fields, other.fields).allSatisfy { a, b in
                a.name == b.name && a.aliases == b.aliases && a.type == b.type && a.mayBeBlank == b.mayBeBlank && a.sign == b.sign
                    && a.fallback == b.fallback && (a.record ?? .empty).isAlike(b.record ?? .empty)
            }
    }
}

extension Console {
    /// For documents that are read twice: no message is told again, and the standard input is kept.
    fileprivate var tellingOnce: Console {
        var world = world
        let own = self.world
        var told: Set<[UInt8]> = []
        var input: [UInt8]?
        world.message = { text in
            if told.insert(text).inserted { own.message(text) }
        }
        world.read = { (path) throws(FileProblem) in
            guard path == "-" else { return try own.read(path) }
            if let input { return input }
            let bytes = try own.read(path)
            input = bytes
            return bytes
        }
        return Console(world: world, language: language, usesColour: usesColour)
    }
}
