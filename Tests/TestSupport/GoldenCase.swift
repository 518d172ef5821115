import Foundation
import KijunSyntax

/// A Markdown file that is a test: prose why, files in fenced blocks, and `console` blocks with commands and their whole
/// output.
///
/// - A block with a language and a file name (```` ```kijun rules.kijun ````) is written into a folder of its own. With the
///   language `xlsx` it is a workbook in the notation of ``WorkbookNotation``. Words behind the file name say how a text is
///   written: `cp932`, `utf-16`, `bom`, `crlf`; see ``TextWriting``.
/// - A line `Uses: PATH` copies a file, or the content of a folder, of the repository into that folder. Where the path
///   leads out of the repository and is not there, the case is left out.
/// - A block `console`, `console ja` or `console en` holds lines `$ command`, each followed by what it prints, standard
///   output and standard error as they come, and `[exit n]`. Commands run in a shell with `kijun` in their path.
///   Lines of a session (`$ kijun repl …`) that begin with its prompt are what is typed there.
/// - A block `eval`, perhaps with options of `kijun eval` after it, holds lines `EXPRESSION  # VALUE`: what `kijun eval -`
///   gives for each.
public struct GoldenCase: Sendable, CustomStringConvertible {
    public struct File: Sendable {
        public let name: String
        /// As it stands in the block.
        public let content: String
        let isWorkbook: Bool
        let writings: [TextWriting]

        /// What is written into the folder.
        public func bytes() throws -> [UInt8] {
            guard isWorkbook else { return TextWriting.bytes(content, writings) }
            var workbook = WorkbookNotation(content)
            return try workbook.bytes()
        }
    }

    public struct Command: Sendable {
        public let line: String
        /// What is printed, `[exit n]` at the end.
        public let expected: String

        /// What was typed in a session (`kijun`, `kijun repl …`): the lines of the transcript that begin with a prompt, without
        /// it. Empty for every other command.
        public var entries: [String] {
            guard line == "kijun" || line.hasPrefix("kijun repl") else { return [] }
            var entries: [String] = []
            var width: Int?
            for text in expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
                if let prompt = text.prefixMatch(of: /(?:[^\s>]+)?>(?: |$)/) {
                    width = DisplayWidth.of(String(prompt.output))
                    entries.append(String(text[prompt.range.upperBound...]))
                } else if let count = width, let rest = Self.continued(text, behind: count) {
                    entries.append(rest)
                } else {
                    width = nil
                }
            }
            return entries
        }

        /// A further line of an entry, behind a prompt of its width that ends in `| `.
        private static func continued(_ text: String, behind width: Int) -> String? {
            let prompt = String(repeating: " ", count: max(0, width - 2)) + "|"
            guard text.hasPrefix(prompt) else { return nil }
            return String(text.dropFirst(prompt.count + 1))
        }
    }

    public struct Console: Sendable {
        public let language: String
        public let commands: [Command]
        /// The lines between the fences, in the file.
        public let lines: Range<Int>
    }

    public struct Evaluation: Sendable {
        /// What stands after `eval`: `--rules rules.kijun`.
        public let options: String
        /// Expressions and their values.
        public let pairs: [(source: String, value: String)]
        /// The lines between the fences, in the file.
        public let lines: Range<Int>
    }

    public let path: String
    public let files: [File]
    public let uses: [String]
    public let consoles: [Console]
    public let evaluations: [Evaluation]
    let lines: [String]

    public var description: String { path }

    public init(path: String) throws {
        self.path = path
        lines = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var files: [File] = []
        var uses: [String] = []
        var consoles: [Console] = []
        var evaluations: [Evaluation] = []
        var index = 0
        while index < lines.count {
            let line = lines[index]
            index += 1
            if line.hasPrefix("Uses: ") { uses.append(String(line.dropFirst(6))) }
            guard let fence = Self.fence(of: line) else { continue }
            let start = index
            while index < lines.count, lines[index] != fence.marks { index += 1 }
            let content = lines[start..<index]
            let words = fence.info.split(separator: " ").map(String.init)
            if words.first == "console" {
                consoles.append(
                    Console(
                        language: words.dropFirst().first ?? "ja", commands: Self.commands(in: content), lines: start..<index))
            } else if words.first == "eval" {
                evaluations.append(
                    Evaluation(
                        options: words.dropFirst().joined(separator: " "), pairs: content.map(Self.pair), lines: start..<index))
            } else if words.count >= 2 {
                let writings = words.dropFirst(2).compactMap(TextWriting.init)
                if writings.count == words.count - 2 {
                    files.append(
                        File(
                            name: words[1], content: content.map { $0 + "\n" }.joined(), isWorkbook: words[0] == "xlsx",
                            writings: writings))
                }
            }
            index += 1
        }
        self.files = files
        self.uses = uses
        self.consoles = consoles
        self.evaluations = evaluations
    }

    private static func fence(of line: String) -> (marks: String, info: String)? {
        let marks = line.prefix { $0 == "`" }
        guard marks.count >= 3 else { return nil }
        return (String(marks), String(line.dropFirst(marks.count)))
    }

    private static func commands(in lines: ArraySlice<String>) -> [Command] {
        var commands: [Command] = []
        var line: String?
        var output = ""
        for text in lines {
            if text.hasPrefix("$ ") {
                if let line { commands.append(Command(line: line, expected: output)) }
                line = String(text.dropFirst(2))
                output = ""
            } else {
                output += text + "\n"
            }
        }
        if let line { commands.append(Command(line: line, expected: output)) }
        return commands
    }

    /// `1 + 1  # 2`
    private static func pair(_ line: String) -> (source: String, value: String) {
        guard let mark = line.ranges(of: "  # ").last else { return (trimmed(line[...]), "") }
        return (trimmed(line[..<mark.lowerBound]), String(line[mark.upperBound...]))
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.prefix((text.lastIndex { $0 != " " }.map { text.distance(from: text.startIndex, to: $0) + 1 }) ?? 0))
    }

    /// The lines of an `eval` block, the values one below the other.
    public static func evaluationLines(_ pairs: [(source: String, value: String)]) -> [String] {
        let width = pairs.map { DisplayWidth.of($0.source) }.filter { $0 <= 80 }.max() ?? 0
        return pairs.map { $0.source.isEmpty ? "" : DisplayWidth.padded($0.source, to: width) + "  # " + $0.value }
    }

    /// Every Markdown file below a folder of the repository, by path; with `KIJUN_GOLDEN=session/` set only those whose path
    /// holds that, for the time in which one is written.
    public static func all(below folder: String) throws -> [GoldenCase] {
        let wanted = ProcessInfo.processInfo.environment["KIJUN_GOLDEN"] ?? ""
        let base = Repository.root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
            .filter { wanted.isEmpty || $0.contains(wanted) }.map { try GoldenCase(path: $0) }
    }
}

/// The checkout that the tests belong to.
public enum Repository {
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The built program `kijun`, beside the test bundle.
    public static var program: URL {
        if let path = ProcessInfo.processInfo.environment["KIJUN_PROGRAM"] { return URL(filePath: path) }
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "kijun")
    }
}
