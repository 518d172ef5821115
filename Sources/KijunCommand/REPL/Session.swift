import Kijun
import KijunSheets
import KijunSyntax

/// A session: rules and sheets in force, what was in force before, and the sheet that questions are about.
///
/// A class, for commands change it; what they change is one value (``State``), so that going back is taking an older one.
final class Session {
    /// Everything that a change of rules or values replaces.
    struct State {
        /// As written.
        var written = SessionRules()
        /// As checked, over the fields of the sheets.
        var rules: Rules
        var sheets: LoadedSheets
        /// The files, folders and patterns that the sheets come from, as they were named.
        var sheetPaths: [String] = []

        var program: CheckedProgram { rules.program }
        /// Values that are tried in place of what the sheets have.
        var trials = SheetTrials()
        /// What rules are evaluated over.
        var set: SheetSet { trials.set ?? sheets.set }
    }

    /// What was in force before a change.
    struct Step {
        let state: State
        /// What the change was: 「judge」.
        let what: String
        /// The places of the sheets that alone got other values; nil where more was changed.
        let touched: [Int]?
    }

    let console: Console
    let options: ReadingOptions
    private(set) var state: State
    private(set) var past: [Step] = []
    /// The place among the sheets of the one that was chosen.
    var chosen: Int?
    /// What was last shown, typed or changed: `:why` alone explains it.
    var asked: Asked?
    /// The worst that happened, for a session that is no one's dialogue.
    var status = ExitStatus.done
    var isOver = false
    /// Files were written: what an entry did can no more be taken back by breaking it off.
    var isCommitted = false
    /// Prints prompts and entries too, where they do not appear by themselves: what is printed is then a transcript.
    let echoes: Bool
    /// A line that was read already and belongs to the next entry.
    var nextLine: String?
    /// Comments that were read already and belong to the next entry.
    var heldComments: [Substring] = []
    /// The last entry went wrong or was broken off.
    var hasFailed = false

    /// What the command line named and could not be loaded, for its rules are wrong: `:reload` tries again.
    var unloaded: [String] = []
    /// The rules of the files as they were read or saved last.
    var saved = SessionRules()
    /// How the files that rules and sheets were read from stood then.
    var stamps: [String: FileStamp] = [:]
    /// The warnings that were told, by code and text: none is told twice.
    var told: Set<String> = []
    /// How long each entry took is told.
    var showsTime = false

    init(options: ReadingOptions = ReadingOptions(), echoes: Bool = false, on console: Console) throws(ExitStatus) {
        self.console = console
        self.options = options
        self.echoes = echoes
        state = try Self.state(SessionRules(), sheetPaths: [], options, on: console)
    }

    var language: Language { console.language }
    var program: CheckedProgram { state.program }
    var sheets: [LoadedSheet] { state.sheets.sheets }
    /// Someone sits before it.
    var isInteractive: Bool { console.world.nextEntry != nil }

    /// The sheet that questions are about: the chosen one, or the only one.
    var sheet: Int? { chosen ?? (sheets.count == 1 ? 0 : nil) }

    // MARK: Changes

    /// Puts a state in force; `:undo` brings back what was.
    func change(to state: State, what: String, touched: [Int]? = nil) {
        past.append(Step(state: self.state, what: what, touched: touched))
        replace(by: state)
    }

    /// Takes back the last change.
    /// - Returns: what it was; nil where there is none left.
    func undo() -> Step? {
        guard let step = past.popLast() else { return nil }
        replace(by: step.state)
        return step
    }

    /// Puts the same rules in force as they stand elsewhere now: there is nothing to take back.
    func settle(_ state: State) { replace(by: state) }

    /// Everything that an entry may change.
    struct Snapshot {
        fileprivate let state: State
        fileprivate let past: [Step]
        fileprivate let chosen: Int?
        fileprivate let asked: Asked?
        let status: ExitStatus
        fileprivate let saved: SessionRules
        fileprivate let stamps: [String: FileStamp]
    }

    var snapshot: Snapshot {
        Snapshot(state: state, past: past, chosen: chosen, asked: asked, status: status, saved: saved, stamps: stamps)
    }

    /// Puts everything back that an entry changed before it was broken off.
    func restore(_ snapshot: Snapshot) {
        (state, past, chosen, asked) = (snapshot.state, snapshot.past, snapshot.chosen, snapshot.asked)
        (status, saved, stamps) = (snapshot.status, snapshot.saved, snapshot.stamps)
        isOver = false
    }

    /// What is in force is where `:undo` ends.
    func forgetPast() { past = [] }

    /// The same sheet stays chosen where it is still there.
    private func replace(by state: State) {
        if let sheet = chosen, !state.sheets.set.isCopy(of: self.state.sheets.set) {
            chosen = SheetPlaces(state.sheets).place(of: self.state.sheets.key(of: sheet))
        }
        self.state = state
    }

    /// Checks rules and reads the sheets by them, as far as either is needed for a new state. What is wrong is told.
    ///
    /// - Throws: nothing is changed then.
    func state(_ written: SessionRules, readingSheets paths: [String]? = nil) throws(ExitStatus) -> State {
        if paths == nil, RuleFiles.texts(of: written.forms) == RuleFiles.texts(of: state.written.forms) {
            let rules = try Self.checked(written, schema: state.rules.schema, on: console)
            // The sheets were read by fields that are still the same, wherever they are written.
            if rules.program.schema.isAlike(state.set.schema) {
                var state = state
                state.written = written
                state.rules = rules
                return state
            }
        }
        var new = try Self.state(written, sheetPaths: paths ?? state.sheetPaths, options, on: console)
        // A slip in a name takes no sheets away.
        guard paths?.isEmpty ?? true || !new.sheets.sheets.isEmpty || sheets.isEmpty else { throw .unreadable }
        new.trials = state.trials
        tellLost(new.trials.place(on: new.sheets))
        return new
    }

    private static func state(
        _ written: SessionRules, sheetPaths: [String], _ options: ReadingOptions, on console: Console
    ) throws(ExitStatus) -> State {
        let files = SheetFiles(sheetPaths, in: console.world)
        let (rules, sheets) = try LoadedSheets.load(files, infersFields: !written.hasForm, options, on: console) {
            schema throws(ExitStatus) in try checked(written, schema: schema, on: console)
        }
        return State(written: written, rules: rules, sheets: sheets, sheetPaths: sheetPaths)
    }

    private static func checked(_ written: SessionRules, schema: RecordSchema?, on console: Console) throws(ExitStatus) -> Rules {
        let rules = Rules(written, schema: schema)
        let errors = rules.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else {
            let helpful = errors.map { rules.hintedInSession($0.inSession, written) }
            console.tell(rules.render(helpful, for: console))
            throw .wrong
        }
        return rules
    }
}

extension Rules {
    /// The rules of a session, checked.
    init(_ written: SessionRules, schema: RecordSchema?) {
        let (program, diagnostics) = Checker.check(written.trees, sources: written.sources, schema: schema)
        self.init(trees: written.trees, sources: written.sources, schema: schema, program: program)
        add(written.problems + diagnostics)
    }
}
