import Kijun
import KijunSheets
import KijunSyntax

/// What a change did, shown after every one.
extension Session {
    /// Shows what a change of rules or values did to the sheets, and which gaps and conflicts the rules have that were not there.
    ///
    /// - Parameters:
    ///   - changes: what was typed, or taken away.
    ///   - touched: the places of the sheets whose values were changed, where the others cannot have changed; nil for all.
    func showEffect(of changes: [SessionRules.Change], from before: State, touched: [Int]? = nil) {
        tell(changes.map(\.key), from: before)
        let isSameSet = state.set.isCopy(of: before.set)
        let sheetPairs = isSameSet ? SheetPair.same(sheets.count) : SheetPair.pairs(before.sheets.sheets, sheets)
        // Of sheets that are there for the first time, what the rules say of them is what the change did.
        guard sheetPairs.count == sheets.count else {
            show(RuleChanges(allOf: program), from: state, sheets: SheetPair.same(sheets.count))
            if let note = noteOnTrials { console.writeLine(note) }
            return
        }
        let named = changes.filter { $0.key.kind == .rule || $0.key.kind == .check }.map(\.key.path)
        let all = RuleChanges(from: before.program, to: program, named: Set(named), includesAll: !isSameSet)
        // What reads all sheets takes the values of one to the others.
        let readsAllSheets = touched != nil && RuleNeeds(program).of([], rules: Array(program.rules.indices)).readsAllSheets
        let wanted = readsAllSheets ? nil : touched.map(Set.init)
        let compared = wanted.map { wanted in sheetPairs.filter { wanted.contains($0.new) } } ?? sheetPairs
        var effort = AnalysisChange.effort
        effort.isInterrupted = console.work.limits.isInterrupted
        let analysis = AnalysisChange(from: before.program, to: program, all, allowances: state.rules.allowances, effort: effort)
        let notes = EffectNotes(
            analysis, in: program, language: language, width: width,
            caseNumber: { _, place in self.state.written.caseNumber(at: place, schema: self.state.set.schema) },
            command: { SessionCommand.typed($0, $1, in: self.language) })
        let told = show(all, from: before, sheets: compared, isSameSet: isSameSet, notes: notes.lines)
        if !told, !isSameSet || changes.isEmpty && !all.all.isEmpty { say(ja: "結果は変わりません", en: "no result is other than before") }
        // Who tries a value knows of it.
        if told, touched == nil, let note = noteOnTrials { console.writeLine(note) }
    }

    /// - Returns: whether there was anything to show.
    @discardableResult
    private func show(
        _ changes: RuleChanges, from before: State, sheets compared: [SheetPair], isSameSet: Bool = true, notes: [RuleID: [String]] = [:]
    ) -> Bool {
        do {
            let report = try EffectReport(
                from: EffectReport.Side(before.program, before.set, before.sheets.sheets),
                to: EffectReport.Side(program, state.set, sheets), changes, sheets: compared, areSheetsShared: isSameSet, chosen: chosen,
                notes: notes, language: language, width: width, limits: console.work.limits)
            let lines = report.lines()
            for line in lines { console.writeLine(line) }
            return !lines.isEmpty
        } catch {
            tell([.stopped(error)])
            return true
        }
    }

    /// Lines are cut there.
    private var width: Int { max(40, console.world.screen().width) }

    /// What has no results of its own: functions, parameters and the like.
    private func tell(_ keys: [StatementKey], from before: State) {
        let names = StatementNames(before.written.statements + state.written.statements, schema: state.set.schema)
        let old = Set(before.written.statements.compactMap(names.key))
        let new = Set(state.written.statements.compactMap(names.key))
        for key in keys {
            let (ja, en): (String, String)
            switch key.kind {
            case .rule, .check: continue
            case .function: (ja, en) = ("関数", "function")
            case .parameter: (ja, en) = ("係数", "parameter")
            case .scale: (ja, en) = ("尺度", "scale")
            case .form: (ja, en) = ("様式", "form")
            case .test: (ja, en) = ("テスト", "test")
            }
            if !new.contains(key) {
                say(ja: "\(key.path): \(ja)を削除", en: "\(key.path): dropped the \(en)")
            } else if old.contains(key) {
                say(ja: "\(key.path): \(ja)を書き換え", en: "\(key.path): changed the \(en)")
            } else {
                say(ja: "\(key.path): \(ja)を追加", en: "\(key.path): added the \(en)")
            }
        }
    }
}

extension SessionRules {
    /// The number of a case of a decision, from 1, as ``drop(_:case:schema:)`` counts them.
    func caseNumber(at place: Span, schema: RecordSchema) -> Int? {
        let names = StatementNames(statements, schema: schema)
        func holds(_ statement: Statement) -> Bool {
            guard case .decision(let decision) = statement.kind else { return false }
            return decision.cases.contains { $0.span == place }
        }
        guard let key = statements.first(where: holds).flatMap(names.key) else { return nil }
        var count = 0
        for statement in statements where names.key(of: statement) == key {
            guard case .decision(let decision) = statement.kind else { continue }
            for item in decision.cases {
                count += 1
                if item.span == place { return count }
            }
        }
        return nil
    }
}
