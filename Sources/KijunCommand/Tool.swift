public import ArgumentParser
public import KijunSyntax

/// The program `kijun`: finds the command, parses its arguments and runs it.
struct Tool: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "kijun",
            abstract: says(
                ja: "評価の基準を書いて、評価調書に当てはめる言語です。", en: "A language for grading criteria, run against evaluation sheets."),
            version: version,
            subcommands: commands)
    }

    static let version = "0.1.0"

    /// The language of help texts, which are made before any command exists.
    @TaskLocal static var language = Language.en

    static func says(ja: String, en: String) -> String { language == .ja ? ja : en }

    /// Runs one command line.
    /// - Parameter arguments: without the program's name.
    static func run(_ arguments: [String], in world: World) -> ExitStatus {
        let language = world.language(chosen: chosenLanguage(in: arguments))
        return $language.withValue(language) {
            let console = Console(
                world: world, language: language, usesColour: world.wantsColour && !arguments.contains("--no-color"))
            let status = run(arguments, on: console)
            console.flush()
            guard !console.isReachable else { return status }
            console.tell([.outputClosed])
            return max(status, .unreadable)
        }
    }

    /// The options that every command takes may also stand before the command.
    private static func inOrder(_ arguments: [String]) -> [String] {
        var options: [String] = []
        var rest = arguments[...]
        while let first = rest.first, isCommon(first) {
            let count = first == "--lang" ? 2 : 1
            options += rest.prefix(count)
            rest = rest.dropFirst(count)
        }
        rest = rest.prefix(1) + options + rest.dropFirst()
        guard rest.first == EvalCommand.configuration.commandName, !rest.contains("--"),
            let index = rest.firstIndex(where: isNegative)
        else {
            return Array(rest)
        }
        let expression = rest.remove(at: index)
        return rest + ["--", expression]
    }

    private static func isCommon(_ argument: String) -> Bool {
        argument == "--lang" || argument.hasPrefix("--lang=") || argument == "--no-color"
    }

    /// `-5 + 3`, `-cost`, `--1`: an expression that starts with a minus, and no option.
    private static func isNegative(_ argument: String) -> Bool {
        guard argument.hasPrefix("-"), argument.count > 1, argument != "-h", argument != "--" else { return false }
        return !argument.hasPrefix("--") || !(argument.dropFirst(2).first?.isLetter ?? true)
    }

    private static func run(_ arguments: [String], on console: Console) -> ExitStatus {
        let arguments = inOrder(arguments)
        // What stands before a command without one: `kijun --lang ja`.
        guard let first = arguments.first, !isCommon(first) else { return begin(arguments, on: console) }
        if !first.hasPrefix("-"), !Self.commands.contains(where: { $0._commandName == first }) {
            console.tell(Usage.unknownCommand(first, known: commands.map { $0._commandName })[console.language])
            return .wrong
        }
        // Through the root, the arguments of all commands are looked at: a sixth of a short run. Whatever is not a plain command
        // line goes there, for its help and its errors name the whole program.
        if let command = commands.first(where: { $0._commandName == first }), let plain = plain(command, Array(arguments.dropFirst())) {
            return plain.run(on: console)
        }
        do {
            let parsed = try parseAsRoot(arguments)
            guard let command = parsed as? any Command else {
                // `kijun run --help`
                console.write(Usage.help(for: commands.first { $0._commandName == first } ?? Tool.self))
                return .done
            }
            return command.run(on: console)
        } catch {
            let text = Usage.text(of: error)
            if exitCode(for: error) == .success {
                console.write(text)
                return .done
            }
            console.tell(text)
            return .wrong
        }
    }

    private static func plain<Plain: Command>(_ type: Plain.Type, _ arguments: [String]) -> Plain? { try? type.parse(arguments) }

    /// `kijun` alone: a session; where nobody is there and nothing comes in, what the program can do.
    private static func begin(_ options: [String], on console: Console) -> ExitStatus {
        let command: ReplCommand
        do {
            guard let parsed = try parseAsRoot([ReplCommand._commandName] + options) as? ReplCommand else { return .wrong }
            command = parsed
        } catch {
            console.tell(Usage.text(of: error))
            return .wrong
        }
        var line: String?
        if console.world.nextEntry == nil {
            line = console.world.nextLine().map { String(decoding: $0, as: UTF8.self) }
            guard line != nil else {
                console.write(Usage.help(for: Tool.self))
                return .done
            }
        }
        return command.run(firstLine: line, on: console)
    }

    static let commands: [any Command.Type] = [
        ReplCommand.self, RunCommand.self, CheckCommand.self, TestCommand.self, ExplainCommand.self, DiffCommand.self, EvalCommand.self,
        InspectCommand.self, ImportCommand.self, FormatCommand.self, HelpCommand.self,
    ]

    /// `--lang` is needed before the arguments are parsed: their errors are told in it too.
    private static func chosenLanguage(in arguments: [String]) -> Language? {
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { return nil }
            if argument == "--lang", index + 1 < arguments.count { return Language(rawValue: arguments[index + 1]) }
            if argument.hasPrefix("--lang=") { return Language(rawValue: String(argument.dropFirst(7))) }
        }
        return nil
    }
}

/// A command of the program.
protocol Command: ParsableCommand {
    func run(on console: Console) -> ExitStatus
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Tool.says(ja: "表示の言語。なければ LC_MESSAGES、LANG による。", en: "The language; else from LC_MESSAGES or LANG."),
            valueName: "ja|en"))
    var lang: Language?

    @Flag(help: ArgumentHelp(Tool.says(ja: "色を付けない。", en: "No colour.")))
    var noColor = false
}

extension Language: ExpressibleByArgument {}

/// In commands an argument is one of the command line, not of a function of the language.
typealias Argument<Value> = ArgumentParser.Argument<Value>
