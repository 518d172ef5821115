import ArgumentParser
import KijunSyntax

/// Help texts and the errors of a command line, in the language of the run. The argument parser words its own part in
/// English only; its headings and sentences are replaced here.
enum Usage {
    /// Wide enough that the argument parser never folds a line: it counts characters, not columns.
    private static let columns = 10_000

    static func help(for command: any ParsableCommand.Type) -> String {
        localised(Tool.helpMessage(for: command, columns: columns))
    }

    /// What a thrown error of the argument parser says: the help that was asked for, or what is wrong.
    static func text(of error: any Error) -> String {
        let text = Tool.fullMessage(for: error, columns: columns)
        return localised(text) + (text.hasSuffix("\n") ? "" : "\n")
    }

    static func unknownCommand(_ name: String, known: [String]) -> Wording {
        let shown = name.count > 60 ? String(name.prefix(60)) + "…" : name
        let list = known.joined(separator: ", ")
        let isRules = name.hasSuffix(".kijun")
        return Wording(
            ja: isRules
                ? "error: 命令がありません。調書を評価するには: kijun run \(shown) 調書…"
                : "error: 「\(shown)」という命令はありません。使えるのは: \(list)",
            en: isRules
                ? "error: there is no command. To grade sheets: kijun run \(shown) SHEETS…"
                : "error: there is no command “\(shown)”. There are: \(list)")
    }

    private static func localised(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Tool.language == .ja ? japanese(String(line)) : english(String(line))
        }
        return lines.joined(separator: "\n")
    }

    private static func english(_ line: String) -> String {
        line.hasPrefix("Error: ") ? "error: " + line.dropFirst(7) : line
    }

    private static func japanese(_ line: String) -> String {
        var line = line
        for (english, japanese) in headings where line.hasPrefix(english) {
            line = japanese + sentence(String(line.dropFirst(english.count)))
            break
        }
        for (english, japanese) in endings {
            guard let range = line.firstRange(of: english) else { continue }
            line.replaceSubrange(range, with: japanese)
        }
        return line
    }

    private static let headings = [
        ("OVERVIEW: ", ""), ("USAGE: ", "使い方: "), ("Usage: ", "使い方: "), ("Help:  ", "説明:   "), ("Error: ", "error: "),
        ("ARGUMENTS:", "引数:"), ("OPTIONS:", "オプション:"), ("SUBCOMMANDS:", "命令:"),
        ("  See 'kijun help <subcommand>' for detailed help.", "  詳しくは: kijun help <命令>、エラーの番号は: kijun help K0102"),
        ("  See 'kijun ", "  詳しくは: 'kijun "),
    ]

    private static let endings = [
        ("<subcommand>", "<命令>"), ("Show the version.", "版を表示する。"), ("Show help information.", "この説明を表示する。"),
        ("(default: ", "(指定しなければ "), ("; default: ", "、指定しなければ "), ("(values: ", "(選べる値: "), ("' for more information.", "'"),
    ]

    /// The argument parser's sentences by what stands before, between and after the quoted parts.
    private static let sentences: [(english: [String], japanese: [String])] = [
        (["Unknown option '", "'. Did you mean '", "'?"], ["「", "」というオプションはありません。もしかして ", " ?"]),
        (["Unknown option '", "'"], ["「", "」というオプションはありません。"]),
        (["Missing value for '", "'"], ["「", "」に値がありません。"]),
        (["Missing expected argument '", " ...'"], ["「", "」を指定してください。"]),
        (["Missing expected argument '", "'"], ["「", "」を指定してください。"]),
        (["Unexpected argument '", "'"], ["「", "」は余分です。"]),
        (["The option '", "' does not take any value, but '", "' was specified."], ["「", "」は値を取りませんが、「", "」が指定されています。"]),
        (
            ["The value '", "' is invalid for '", "'. Please provide one of ", "."],
            ["値「", "」は「", "」に使えません。選べるのは ", " です。"]
        ),
        (["The value '", "' is invalid for '", "'"], ["値「", "」は「", "」に使えません。"]),
    ]

    private static func sentence(_ text: String) -> String {
        for (english, japanese) in sentences {
            guard let parts = parts(of: text, between: english) else { continue }
            var result = ""
            for (index, part) in parts.enumerated() { result += japanese[index] + part }
            return result + japanese[parts.count]
        }
        return text
    }

    /// The quoted parts of a sentence with the given words around them, or nil where it is another sentence.
    private static func parts(of text: String, between words: [String]) -> [String]? {
        guard text.hasPrefix(words[0]), let last = words.last, text.hasSuffix(last) else { return nil }
        var rest = text.dropFirst(words[0].count)
        var parts: [String] = []
        for (index, word) in words.enumerated().dropFirst() {
            if index == words.count - 1 {
                guard rest.hasSuffix(word) else { return nil }
                parts.append(String(rest.dropLast(word.count)))
            } else {
                guard let range = rest.firstRange(of: word) else { return nil }
                parts.append(String(rest[..<range.lowerBound]))
                rest = rest[range.upperBound...]
            }
        }
        return parts
    }
}
