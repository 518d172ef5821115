import KijunSyntax

/// A command of a session: `:why`, `:なぜ`.
struct SessionCommand: Sendable {
    /// What stands after the name of a command: it says what completion offers there.
    enum Argument: Sendable {
        case nothing
        /// Files and folders of rules or sheets.
        case paths
        /// One file of rules.
        case rulePath
        /// The code of a loaded sheet.
        case sheet
        /// A rule of the session, and perhaps the number of a case.
        case rule
        /// A rule, field or parameter, and perhaps the code of a sheet; `not` and an outcome.
        case explained
        /// `FIELD = VALUE`.
        case assignment
        /// A field that has a trial value.
        case overridden
        case expression
        /// A rule, field, function, command or code of a message.
        case topic
        /// A number, `on`: nothing that could be offered.
        case plain
    }

    /// Without the colon.
    let name: String
    let japanese: String
    let argument: Argument
    /// What stands after the name in the list of commands: `NAME [SHEET]`; empty for nothing.
    let usage: Wording
    let summary: Wording
    /// - Parameter argument: what stands behind the name, without the white space around it.
    let run: @Sendable (_ session: Session, _ argument: String) -> Void

    init(
        _ name: String, _ japanese: String, _ argument: Argument = .nothing, usage: Wording = Wording(ja: "", en: ""), ja: String,
        en: String,
        run: @escaping @Sendable (_ session: Session, _ argument: String) -> Void
    ) {
        self.name = name
        self.japanese = japanese
        self.argument = argument
        self.usage = usage
        summary = Wording(ja: ja, en: en)
        self.run = run
    }

    /// The one table of commands, in the order of the list that `:help` prints. Each group stands in a file of its own.
    static var all: [SessionCommand] { files + rules + asking + saving + checks + trials + demo + general }

    /// What may be meant by a name or the beginning of one, in either language and any width; what is exactly that name alone.
    static func named(_ typed: String) -> [SessionCommand] {
        let name = nfkc(typed).lowercased()
        if let exact = all.first(where: { $0.name == name || $0.japanese == name }) { return [exact] }
        return name.isEmpty ? [] : all.filter { $0.name.hasPrefix(name) || $0.japanese.hasPrefix(name) }
    }
}

extension Session {
    /// - Parameter text: what stands behind the colon.
    func run(command text: some StringProtocol) {
        let text = text.drop(while: \.isWhitespace)
        let name = text.prefix { !$0.isWhitespace }
        var argument = text.dropFirst(name.count).drop(while: \.isWhitespace)
        // A remark, as behind any rule; `#2` is a row.
        if let remark = argument.firstRange(of: " # ") { argument = argument[..<remark.lowerBound] }
        while argument.last?.isWhitespace == true { argument.removeLast() }
        let found = SessionCommand.named(String(name))
        guard found.count != 1 else {
            if found[0].argument == .nothing, !argument.isEmpty { return tell([.needlessArgument(String(argument), of: found[0])]) }
            return found[0].run(self, String(argument))
        }
        let all = SessionCommand.all.flatMap { [$0.name, $0.japanese] }
        tell([
            .unknownSessionCommand(
                String(name),
                likely: found.isEmpty ? suggestions(for: nfkc(String(name)), among: all) : found.map { $0.shown(in: language) })
        ])
    }
}

extension SessionCommand {
    /// The name in the language of the session.
    func shown(in language: Language) -> String { language == .ja ? japanese : name }

    /// As it is typed in the language of the session: `:削除 判定 2`, `:drop judge 2`.
    ///
    /// - Parameter name: the English name.
    static func typed(_ name: String, _ argument: String = "", in language: Language) -> String {
        let command = all.first { $0.name == name }?.shown(in: language) ?? name
        return argument.isEmpty ? ":\(command)" : ":\(command) \(argument)"
    }
}

extension Diagnostic {
    static func unknownSessionCommand(_ name: String, likely: [String]) -> Diagnostic {
        let list = likely.prefix(6).map { ":" + $0 }
        return Diagnostic(
            .unknownSessionCommand, at: .none,
            Wording(ja: "「:\(shown(name))」という命令はありません", en: "there is no command “:\(shown(name))”"),
            hint: list.isEmpty
                ? Wording(ja: ":ヘルプ がすべての命令を示します", en: ":help lists all commands")
                : Wording(ja: "もしかして \(list.joined(separator: "、")) ?", en: "did you mean \(list.joined(separator: " or "))?"))
    }

    static func needlessArgument(_ text: String, of command: SessionCommand) -> Diagnostic {
        Diagnostic(
            .badSessionArgument, at: .none,
            Wording(
                ja: ":\(command.japanese) の後には何も書きません（「\(shown(text))」があります）",
                en: "nothing follows :\(command.name), but there is “\(shown(text))”"))
    }
}
