import ArgumentParser
import Kijun
import KijunSyntax

/// `kijun fmt FILES…`: the canonical layout. A file with an error is left as it is.
struct FormatCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "fmt", abstract: Tool.says(ja: "規則のファイルの書き方をそろえる。", en: "Puts rule files into the canonical layout."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(ja: "規則のファイル。- は標準入力を整えて標準出力に書く。", en: "Rule files; - reads the standard input and writes to the standard output."),
            valueName: "rules"))
    var paths: [String] = []

    @Flag(help: ArgumentHelp(Tool.says(ja: "書き換えず、直すところのあるファイルを示す。", en: "Changes nothing; names the files that are not in the layout.")))
    var check = false

    @Option(
        help: ArgumentHelp(
            Tool.says(ja: "かつ・and などの語を一つの言語にそろえる。", en: "Turns the words of the language into one tongue."), valueName: "ja|en"))
    var words: Language?

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        guard !paths.isEmpty else {
            console.tell([.noRules])
            return .wrong
        }
        return paths.map { format($0, on: console) }.max() ?? .done
    }

    private func format(_ path: String, on console: Console) -> ExitStatus {
        let bytes: [UInt8]
        do {
            bytes = try console.world.read(path)
        } catch {
            console.tell([.unreadable(path, error)])
            return .unreadable
        }
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: path, bytes: bytes))
        guard parsed.diagnostics.isEmpty else {
            console.tell(
                DiagnosticRenderer(sources: sources, language: console.language, usesColour: console.usesColour).render(parsed.diagnostics))
            return .wrong
        }
        let text = Array(Printer.text(of: parsed.tree, words: words, functions: words.map(Self.functions) ?? [:]).utf8)
        if check {
            guard text != bytes else { return .done }
            console.writeLine(path)
            let line = Self.firstDifference(bytes, text)
            console.tell(Wording(ja: "\(path) は整っていません（\(line) 行目から）", en: "\(path) is not in the layout, from line \(line) on"))
            return .failed
        }
        if path == "-" {
            console.write(text)
            return .done
        }
        guard text != bytes else {
            console.tell(Wording(ja: "\(path) に直すところはありません", en: "\(path) is in the layout already"))
            return .done
        }
        do {
            try console.world.write(path, text)
        } catch {
            console.tell([.unwritable(path, error)])
            return .unreadable
        }
        console.tell(Wording(ja: "\(path) を整えました", en: "\(path) is now in the layout"))
        return .done
    }

    /// The names of the language's functions in a language, by those in the other.
    static func functions(in language: Language) -> [String: String] {
        let names = Aggregate.allCases.map { ($0.rawValue, $0.japanese) } + Builtin.all.map { ($0.name, $0.japanese) }
        return Dictionary(names.map { language == .ja ? ($0.0, $0.1) : ($0.1, $0.0) }) { first, _ in first }
    }

    /// The number of the first line that would change.
    private static func firstDifference(_ bytes: [UInt8], _ text: [UInt8]) -> Int {
        let same = zip(bytes, text).prefix { $0 == $1 }.count
        return bytes.prefix(same).count { $0 == UInt8(ascii: "\n") } + 1
    }
}
