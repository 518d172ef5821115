import Kijun
import KijunSheets
import KijunSyntax

/// `:help`: the commands, or what something is.
extension Session {
    /// - Parameter argument: a name of the rules, a field, a function or word of the language, a command or a code; empty for the
    ///   commands.
    func help(_ argument: String) {
        let topic = nfkc(Self.words(of: argument).joined(separator: " "))
        guard !topic.isEmpty else { return show(lines: commandList()) }
        if topic.hasPrefix(":") {
            let found = SessionCommand.named(String(topic.dropFirst()))
            guard !found.isEmpty else { return tell([.unknownTopic(topic, near: near(topic))]) }
            return show(sections: found.map(help))
        }
        if let code = HelpCommand.code(topic), let explanation = Explanation.of(code) {
            return show(explanation.rendered(in: language))
        }
        var sections = helpOnRules(topic)
        sections += helpOnLanguage(topic)
        if sections.isEmpty || SessionCommand.all.contains(where: { $0.name == topic || $0.japanese == topic }) {
            sections += SessionCommand.named(topic).map(help)
        }
        guard !sections.isEmpty else { return tell([.unknownTopic(topic, near: near(topic))]) }
        show(sections: sections)
    }

    private func show(sections: [[String]]) { show(lines: Array(sections.joined(separator: [""]))) }

    private func show(lines: [String]) {
        show(lines.map { DiagnosticRenderer.visible($0) + "\n" }.joined())
    }

    private func near(_ topic: String) -> [String] {
        let names = ExplainedName.all(in: program)
        let language = Keyword.allCases.flatMap { $0.spellings(.ja) + $0.spellings(.en) }
        let functions =
            Builtin.all.flatMap { [$0.name, $0.japanese] } + Aggregate.allCases.flatMap { [$0.rawValue, $0.japanese] }
        let commands = SessionCommand.all.flatMap { [":" + $0.name, ":" + $0.japanese] }
        let all = names + functions + language + commands + SessionCommand.all.flatMap { [$0.name, $0.japanese] }
        let found = suggestions(for: topic, among: all)
        return found.isEmpty ? [likeliest(topic, among: all)].compactMap(\.self) : found
    }

    // MARK: Functions and words

    private func helpOnLanguage(_ topic: String) -> [[String]] {
        var sections: [[String]] = []
        if let aggregate = Aggregate(named: topic) {
            let lists = Wording(ja: "(並び)　(値, 値, …)　(式 for 表)", en: "(list)  (value, value, …)  (expression for table)")
            sections.append(
                function((aggregate.rawValue, aggregate.japanese), lists[language], aggregate.summary, aggregate.examples))
        }
        if let index = Builtin.index(of: topic) {
            let builtin = Builtin.all[index]
            sections.append(function((builtin.name, builtin.japanese), builtin.signature.shown, builtin.summary, builtin.examples))
        }
        if let word = WordHelp.of(topic) {
            sections.append(
                [word.title(in: language), "  " + word.text[language], says("  例:", "  example:")]
                    + word.lines(in: language).map { "    " + $0 })
        }
        return sections
    }

    private func function(
        _ names: (english: String, japanese: String), _ parameters: String, _ summary: Wording,
        _ examples: [(source: String, result: String)]
    ) -> [String] {
        let (own, other) = language == .ja ? (names.japanese, names.english) : (names.english, names.japanese)
        let examples = examples.map { (source: inWords($0.source), result: $0.result) }
        let width = examples.map { DisplayWidth.of($0.source) }.max() ?? 0
        return ["\(own)\(parameters)   \(other)", "  " + summary[language], says("  例:", "  examples:")]
            + examples.map { "    " + DisplayWidth.padded($0.source, to: width) + "  # " + $0.result }
    }

    /// With the words and functions of the language of the session.
    private func inWords(_ source: String) -> String {
        var sources = SourceMap()
        let tree = Parser.parse(sources.add(name: "<>", bytes: Array(source.utf8))).tree
        let text = Printer.text(of: tree, words: language, functions: FormatCommand.functions(in: language))
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    // MARK: Commands

    private static let groups: [(title: Wording, names: [String])] = [
        (Wording(ja: "調書と規則を読む", en: "Sheets and rules"), ["load", "demo", "reload", "sheets", "sheet", "inspect"]),
        (Wording(ja: "規則を変える", en: "Changing rules"), ["rules", "drop", "undo", "edit", "save"]),
        (Wording(ja: "値を変えてみる", en: "What if"), ["set", "unset"]),
        (Wording(ja: "尋ねる・確かめる", en: "Asking and checking"), ["why", "type", "check", "test", "diff"]),
        (Wording(ja: "そのほか", en: "Besides"), []),
    ]

    /// The commands under headings, then what to type first.
    private func commandList() -> [String] {
        let width = console.world.screen().width
        let known = Set(Self.groups.flatMap(\.names))
        var lines: [String] = []
        for (title, names) in Self.groups {
            let commands =
                names.isEmpty
                ? SessionCommand.all.filter { !known.contains($0.name) }
                : names.compactMap { name in SessionCommand.all.first { $0.name == name } }
            guard !commands.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(title[language])
            lines += commands.flatMap { line(of: $0, width: width) }
        }
        lines.append("")
        lines.append(says("まず打ってみるもの", "To begin with"))
        for (typed, meaning) in firstThings {
            lines += Self.twoColumns("  " + typed, meaning, at: Self.helpColumn, width: width)
        }
        return lines
    }

    private static let helpColumn = 30

    private func line(of command: SessionCommand, width: Int) -> [String] {
        let usage = command.usage[language].isEmpty ? "" : " " + command.usage[language]
        guard language == .ja else {
            return Self.twoColumns(
                "  :\(command.name)\(usage)", command.summary.en + "  :\(command.japanese)", at: Self.helpColumn, width: width)
        }
        // Who switches the keyboard to Japanese for a name can as well type the other one.
        return Self.twoColumns("  :\(command.japanese) (:\(command.name))\(usage)", command.summary.ja, at: Self.helpColumn, width: width)
    }

    /// What stands at the right goes below where it has no room, and is broken at spaces and after 、 and 。.
    static func twoColumns(_ left: String, _ right: String, at column: Int, width: Int) -> [String] {
        let fits = DisplayWidth.of(left) + 2 <= column && column + 20 <= width
        let indent = fits ? column : 6
        var lines: [String] = fits ? [DisplayWidth.padded(left, to: column)] : [left, String(repeating: " ", count: indent)]
        var isStart = true
        for piece in pieces(of: right, room: width - 1 - indent) {
            let last = lines[lines.count - 1]
            if !isStart, piece != " ", DisplayWidth.of(last) + DisplayWidth.of(piece.trimmingEnd) > width - 1 {
                lines[lines.count - 1] = last.trimmingEnd
                lines.append(String(repeating: " ", count: indent))
            }
            lines[lines.count - 1] += piece
            isStart = false
        }
        lines[lines.count - 1] = lines[lines.count - 1].trimmingEnd
        return lines
    }

    /// - Parameter room: a phrase that is wider is broken where it must be.
    private static func pieces(of text: String, room: Int) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for character in text {
            // A word in kana behind a space belongs to what stands before it: 「* なら」.
            if let last = pieces.last, last.hasSuffix(" "), last != " ", piece.isEmpty, ("ぁ"..."ん").contains(character) {
                piece = pieces.removeLast()
            }
            piece.append(character)
            if character == " " || "、。・）」".contains(character) {
                pieces.append(piece)
                piece = ""
            }
        }
        return (piece.isEmpty ? pieces : pieces + [piece]).flatMap { DisplayWidth.of($0.trimmingEnd) > room ? broken($0, room) : [$0] }
    }

    /// Japanese may be broken anywhere, but not before its punctuation; a word of letters nowhere.
    private static func broken(_ phrase: String, _ room: Int) -> [String] {
        var pieces: [String] = []
        for character in phrase {
            let isLatin = character.isASCII && pieces.last?.last?.isASCII == true
            if let last = pieces.indices.last, isLatin || "、。・）」ーっゃゅょ ".contains(character) || pieces[last] == "（" {
                pieces[last].append(character)
            } else {
                pieces.append(String(character))
            }
        }
        return pieces
    }

    /// The three most useful things to type as the session stands.
    private var firstThings: [(String, String)] {
        let decisions = program.rules.filter { if case .decision = $0.body { $0.table.isEmpty } else { false } }
        // To one that is order-free a case can be added by a line.
        let decision = decisions.first { newCase(of: $0) != nil } ?? decisions.first
        guard !sheets.isEmpty else {
            let load = says(":読込 様式.kijun 調書のフォルダー", ":load form.kijun sheets/")
            return [
                (load, says("様式と調書を読み込む", "reads a form and sheets")), ("1億円 / 3", says("そのまま計算する", "computes at once")),
                (says(":ヘルプ 合計", ":help sum"), says("関数や言葉の説明", "what a function or word is")),
            ]
        }
        let name = decision.map { NameText.of($0, in: program, language) }
        let field = program.schema.fields.first { if case .mark = $0.type { true } else { false } } ?? program.schema.fields.first
        let asked = name ?? field.map { NameText.best([$0.name] + $0.aliases, language) } ?? "1 + 1"
        let code = DiagnosticRenderer.visible(sheets[sheet ?? 0].name)
        return [
            (asked, says("その値を見る", "shows its value")),
            (says(":なぜ \(asked) \(code)", ":why \(asked) \(code)"), says("なぜそうなったか", "why it came out so")),
            (
                decision.flatMap(newCase) ?? says("判定: \(asked) が空欄 → a", "grade: \(asked) is blank -> a"),
                says("場合を加えて、影響を見る", "adds a case and shows what it does")
            ),
        ]
    }

    /// A case that may be typed for a decision.
    private func newCase(of rule: Rule) -> String? {
        guard case .decision(let decision) = rule.body, decision.policy == .unique, let last = decision.cases.last else { return nil }
        let outcome = program.sources.text(of: last.outcome.span)
        let name = NameText.of(rule, in: program, language)
        return says("\(name): それ以外 → \(outcome)", "\(name): otherwise -> \(outcome)")
    }

    private func help(on command: SessionCommand) -> [String] {
        let (own, other) = language == .ja ? (command.japanese, command.name) : (command.name, command.japanese)
        let usage = command.usage[language]
        var lines = [":\(own)\(usage.isEmpty ? "" : " " + usage)   :\(other)", "  " + command.summary[language]]
        if let more = CommandHelp.of(command.name) {
            lines += more.text[language].split(separator: "\n").map { "  " + $0 }
            lines.append(says("  例:", "  example:"))
            lines += more.example[language].split(separator: "\n").map { "    " + $0 }
        }
        return lines
    }

    func says(_ ja: String, _ en: String) -> String { language == .ja ? ja : en }
}

extension String {
    fileprivate var trimmingEnd: String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}
