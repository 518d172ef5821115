import Foundation

/// A Markdown file that is a test: prose why, files in fenced blocks, and `console` blocks with commands and their whole
/// output.
///
/// - A block with a language and a file name (```` ```kijun rules.kijun ````) is written into a folder of its own.
/// - A line `Uses: PATH` copies a file, or the content of a folder, of the repository into that folder. Where the path
///   leads out of the repository and is not there, the case is left out.
/// - A block `console`, `console ja` or `console en` holds lines `$ command`, each followed by what it prints, standard
///   output and standard error as they come, and `[exit n]`. Commands run in a shell with `kijun` in their path.
public struct GoldenCase: Sendable, CustomStringConvertible {
    public struct File: Sendable {
        public let name: String
        public let content: String
    }

    public struct Command: Sendable {
        public let line: String
        /// What is printed, `[exit n]` at the end.
        public let expected: String
    }

    public struct Console: Sendable {
        public let language: String
        public let commands: [Command]
        /// The lines between the fences, in the file.
        public let lines: Range<Int>
    }

    public let path: String
    public let files: [File]
    public let uses: [String]
    public let consoles: [Console]
    let lines: [String]

    public var description: String { path }

    public init(path: String) throws {
        self.path = path
        lines = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var files: [File] = []
        var uses: [String] = []
        var consoles: [Console] = []
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
            } else if words.count == 2 {
                files.append(File(name: words[1], content: content.map { $0 + "\n" }.joined()))
            }
            index += 1
        }
        self.files = files
        self.uses = uses
        self.consoles = consoles
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

    /// Every Markdown file below a folder of the repository, by path.
    public static func all(below folder: String) throws -> [GoldenCase] {
        let base = Repository.root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".md") }.sorted().map { try GoldenCase(path: "\(folder)/\($0)") }
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
