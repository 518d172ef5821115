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
        self.old = try Self.read(old, isNew: false, files, options, on: console)
        self.new = try Self.read(new, isNew: true, files, options, on: console)
        pairs = SheetPair.pairs(self.old.sheets.sheets, self.new.sheets.sheets)
        areSheetsShared = false
        unreadable = max(self.old.sheets.unreadable, self.new.sheets.unreadable)
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
    /// The forms as they would be laid out: equal texts read documents alike.
    fileprivate var forms: [String] {
        trees.flatMap(\.statements).compactMap { statement in
            guard case .form = statement.kind else { return nil }
            return Printer.text(of: Statement(statement.kind, doc: [], at: statement.span))
        }
    }
}

extension RecordSchema {
    /// The same fields of the same types, wherever they are written.
    fileprivate func isAlike(_ other: RecordSchema) -> Bool {
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
