import Kijun
import KijunSheets
import KijunSyntax

extension SessionCommand {
    static let trials = [
        SessionCommand(
            "set", "仮定", .assignment, usage: Wording(ja: "[項目 = 値]", en: "[FIELD = VALUE]"),
            ja: "調書の値を仮に変える。何もなければ、仮の値の一覧", en: "try a value on the sheet; alone, list the trial values"
        ) { session, argument in session.set(argument) },
        SessionCommand(
            "unset", "仮定解除", .overridden, usage: Wording(ja: "[項目|*]", en: "[FIELD|*]"),
            ja: "仮の値をやめる。何もなければこの調書の、* ならすべての調書の仮の値",
            en: "give up a trial value; alone, all of the sheet; with *, of every sheet"
        ) { session, argument in session.unset(argument) },
        SessionCommand(
            "inspect", "読取", .sheet, usage: Wording(ja: "[番号]", en: "[CODE]"),
            ja: "調書から何を読み取ったか、項目ごとに", en: "what was read from the sheet, field by field"
        ) { session, argument in session.inspect(argument) },
    ]
}

/// Values that are tried: what would come of it if a sheet had them?
extension Session {
    /// `:set basis1 = ○`; `:set 02-10 basis1 = ○` for a sheet that is not chosen.
    func set(_ argument: String) {
        let (named, text) = sheetNamed(first: argument)
        guard let sheet = named ?? sheet else {
            if isOnlyComment(argument) { return listTrials() }
            return tell([.whichSheet(sheets.prefix(3).map(\.name), command: "set")])
        }
        switch TrialAssignment.read(text, rules: state.rules, set: state.set, sheet: sheet) {
        case .wrong(let diagnostics, let sources): tell(diagnostics, in: sources)
        case .found(let assignments):
            guard !assignments.isEmpty else { return listTrials(of: named) }
            var trials = state.trials
            trials.put(assignments, on: sheet, of: state.sheets)
            change(trials, on: [sheet], what: "set", argument)
        }
    }

    func unset(_ argument: String) {
        var trials = state.trials
        let ended: [SheetTrials.Trial]
        var sheets: [Int] = []
        if ["*", "＊", "ALL", "all", "すべて"].contains(argument) {
            ended = trials.removeAll()
            sheets = state.trials.bySheet(of: state.sheets).map(\.sheet)
        } else {
            let (named, text) = sheetNamed(first: argument)
            guard let sheet = named ?? sheet else { return tell([.whichSheet(self.sheets.prefix(3).map(\.name), command: "unset")]) }
            sheets = [sheet]
            if isOnlyComment(text) {
                ended = trials.removeAll(on: sheet, of: state.sheets)
            } else {
                guard let paths = paths(text, sheet) else { return }
                ended = trials.remove(on: sheet, of: state.sheets, at: paths)
                let whole = trials.trials(on: sheet, of: state.sheets).first { trial in
                    paths.contains { trial.assignment.path.contains($0) }
                }
                if ended.isEmpty, let path = whole.map({ NameText.path($0.assignment.path, in: program, language) }) {
                    return say(
                        ja: "\(path) の全体が仮の値です。:仮定解除 \(path) でやめます",
                        en: "all of \(path) is a trial value; :unset \(path) gives it up")
                }
            }
        }
        guard !ended.isEmpty else {
            return say(ja: "仮の値はありません", en: "there is no trial value")
        }
        change(trials, on: sheets, what: "unset", argument)
    }

    /// Fields as the sheet has them now, or as it has them without any trial.
    private func paths(_ text: String, _ sheet: Int) -> [SheetPath]? {
        switch TrialAssignment.paths(text, rules: state.rules, set: state.set, sheet: sheet) {
        case .found(let paths): return paths
        case .wrong(let diagnostics, let sources):
            if case .found(let paths) = TrialAssignment.paths(text, rules: state.rules, set: state.sheets.set, sheet: sheet) {
                return paths
            }
            tell(diagnostics, in: sources)
            return nil
        }
    }

    /// - Parameter command: by which the values are changed, with its argument.
    private func change(_ trials: SheetTrials, on sheets: [Int], what command: String, _ argument: String) {
        let before = state
        var new = state
        new.trials = trials
        change(to: new, what: typed(command, Self.withoutComment(argument)), touched: sheets)
        showEffect(of: [], from: before, touched: sheets)
    }

    /// The sheet that the first word names, where more follows that is no `=`.
    private func sheetNamed(first argument: String) -> (sheet: Int?, rest: String) {
        let first = argument.prefix { !$0.isWhitespace }
        let rest = argument.dropFirst(first.count).drop(while: \.isWhitespace)
        guard !first.isEmpty, !rest.hasPrefix("="), !rest.hasPrefix("＝") else { return (nil, argument) }
        let found = sheets(named: String(first))
        guard let sheet = found.first else { return (nil, argument) }
        if sheet != chosen { tellTaken(sheet, of: found, named: String(first)) }
        return (sheet, String(rest))
    }

    private func isOnlyComment(_ text: String) -> Bool { text.isEmpty || text.hasPrefix("#") || text.hasPrefix("＃") }

    /// A `#` within quotes belongs to the value.
    private static func withoutComment(_ text: String) -> String {
        var isQuoted = false
        let end = text.firstIndex { character in
            if "\"“”".contains(character) { isQuoted.toggle() }
            return !isQuoted && (character == "#" || character == "＃")
        }
        return String(text[..<(end ?? text.endIndex)].reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The fields of the chosen sheet that have a trial value, as `:unset` takes them.
    var overridden: [String] {
        sheet.map { state.trials.trials(on: $0, of: state.sheets).map(\.assignment.path.text) } ?? []
    }

    // MARK: Showing

    /// All values that are tried, of every sheet or of one.
    private func listTrials(of sheet: Int? = nil) {
        let rows = state.trials.bySheet(of: state.sheets).filter { sheet == nil || $0.sheet == sheet }.flatMap { sheet, trials in
            trials.map { trial in
                (
                    DisplayWidth.truncated(DiagnosticRenderer.visible(sheets[sheet].name), to: 30),
                    "\(NameText.path(trial.assignment.path, in: program, language)) = \(self.shown(trial.assignment))",
                    original(of: trial.assignment, on: sheet)
                )
            }
        }
        guard !rows.isEmpty else {
            return say(ja: "仮の値はありません。例 :仮定 項目 = 値", en: "there are no trial values; for example :set FIELD = VALUE")
        }
        let widths = (rows.map { DisplayWidth.of($0.0) }.max() ?? 0, min(60, rows.map { DisplayWidth.of($0.1) }.max() ?? 0))
        for (name, value, original) in rows {
            console.writeLine(
                DisplayWidth.padded(name, to: widths.0) + "  " + DisplayWidth.padded(value, to: widths.1) + "  "
                    + Wording(ja: "（\(original)）", en: "(\(original))")[language])
        }
    }

    private func shown(_ assignment: TrialAssignment) -> String {
        texts.line(assignment.value.value(as: assignment.field), as: assignment.type)
    }

    /// `調書では △`
    private func original(of assignment: TrialAssignment, on sheet: Int) -> String {
        guard let value = state.sheets.set.value(at: assignment.path, sheet: sheet) else {
            return Wording(ja: "調書にはない", en: "not on the sheet")[language]
        }
        let shown = texts.line(value.value(as: assignment.field), as: assignment.type)
        return Wording(ja: "調書では \(shown)", en: "the sheet has \(shown)")[language]
    }

    private var texts: ValueText { ValueText(program: program, language: language, spellsMarks: true) }

    /// What stands behind a value that is shown, where a question is a field with a trial: `（仮の値。調書では △）`.
    func noteOnTrial(of question: String, sheet: Int) -> String {
        let trials = state.trials.trials(on: sheet, of: state.sheets)
        guard !trials.isEmpty,
            case .found(let paths) = TrialAssignment.paths(question, rules: state.rules, set: state.set, sheet: sheet), paths.count == 1
        else { return "" }
        guard let trial = trials.last(where: { $0.assignment.path == paths[0] }) else {
            let isPart = trials.contains { $0.assignment.path.contains(paths[0]) || paths[0].contains($0.assignment.path) }
            return isPart ? Wording(ja: "  （仮の値を含む）", en: "  (with trial values)")[language] : ""
        }
        let original = original(of: trial.assignment, on: sheet)
        return Wording(ja: "  （仮の値。\(original)）", en: "  (trial value; \(original))")[language]
    }

    /// A line under results that trial values may have changed: `仮の値あり: 02-11（:仮定 が一覧）`; nil where nothing is tried.
    var noteOnTrials: String? {
        let groups = state.trials.bySheet(of: state.sheets)
        guard !groups.isEmpty else { return nil }
        let names = groups.prefix(5).map { DisplayWidth.truncated(DiagnosticRenderer.visible(sheets[$0.sheet].name), to: 30) }
        let more = groups.count - names.count
        let ja = names.joined(separator: "、") + (more > 0 ? " ほか \(more) 件" : "")
        let en = names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        return Wording(ja: "仮の値あり: \(ja)（:仮定 が一覧）", en: "with trial values on \(en) (:set lists them)")[language]
    }

    /// Tells which values could not be put on sheets that were read again.
    func tellLost(_ trials: [SheetTrials.Trial]) {
        for trial in trials {
            let (name, path) = (trial.sheet.name, trial.assignment.path.text)
            say(
                ja: "仮の値 \(name) の \(path) は、調書にもうその項目や行がないので、やめました",
                en: "the trial value of \(path) on \(name) is given up: the sheets have no such field or row any more")
        }
    }

    /// `:inspect`, `:inspect 02-10`.
    func inspect(_ argument: String) {
        let text = isOnlyComment(argument) ? "" : argument
        guard !text.isEmpty || sheet != nil else { return tell([.whichSheet(sheets.prefix(3).map(\.name), command: "inspect")]) }
        let found = text.isEmpty ? [] : sheets(named: text)
        guard let index = text.isEmpty ? sheet : found.first else {
            return tell([.unknownSheet(text, near: suggestions(for: text, among: sheets.map(\.name)))])
        }
        tellTaken(index, of: found, named: text)
        console.write(InspectionReport(sheets[index], index, of: state.set, program: program, language: language).text())
    }
}

extension Diagnostic {
    static func whichSheet(_ names: [String], command: String) -> Diagnostic {
        guard let first = names.first else {
            return Diagnostic(
                .badSessionArgument, at: .none, Wording(ja: "調書がまだありません", en: "there are no sheets yet"),
                hint: Wording(ja: ":読込 調書 で読み込みます", en: ":load SHEETS reads them"))
        }
        let japanese = SessionCommand.named(command).first?.japanese ?? command
        return Diagnostic(
            .badSessionArgument, at: .none,
            Wording(ja: "どの調書のことかが決まっていません", en: "it is open which sheet is meant"),
            hint: Wording(
                ja: ":調書 \(first) のように選んでから、もう一度 :\(japanese) を使います",
                en: "choose one, as in :sheet \(first), and use :\(command) again"))
    }
}
