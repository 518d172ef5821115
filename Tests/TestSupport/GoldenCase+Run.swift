import Foundation

extension GoldenCase {
    /// What differs between a case and what its commands print now.
    public struct Difference: Sendable, CustomStringConvertible {
        public let command: String
        public let expected: String
        public let actual: String

        public var description: String {
            "$ \(command)\n--- expected\n\(expected)--- printed\n\(actual)---"
        }
    }

    public enum Outcome: Sendable {
        case same
        case different([Difference])
        /// The console blocks were rewritten (`KIJUN_RECORD=1`): to be read, and run again without.
        case recorded
        /// Something that the case uses is not on this machine.
        case leftOut(String)
    }

    /// Runs every command of the case in a folder of its own.
    public func run() throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kijun-golden-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for used in uses {
            let source = Repository.root.appending(path: used)
            guard FileManager.default.fileExists(atPath: source.path) else { return .leftOut(used) }
            try Self.copy(source, into: folder)
        }
        for file in files {
            let target = folder.appending(path: file.name)
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes()).write(to: target)
        }
        var differences: [Difference] = []
        var blocks: [(lines: Range<Int>, new: [String])] = []
        for evaluation in evaluations {
            let (found, lines) = try Self.evaluate(evaluation, in: folder)
            differences += found
            blocks.append((evaluation.lines, lines))
        }
        for console in consoles {
            var output: [String] = []
            for command in console.commands {
                let printed = try Self.output(of: command, language: console.language, in: folder)
                if printed != command.expected {
                    differences.append(Difference(command: command.line, expected: command.expected, actual: printed))
                }
                output.append("$ " + command.line)
                output += printed.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            }
            blocks.append((console.lines, output))
        }
        guard !differences.isEmpty else { return .same }
        guard ProcessInfo.processInfo.environment["KIJUN_RECORD"] == "1" else { return .different(differences) }
        var rewritten = lines
        for block in blocks.sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) {
            rewritten.replaceSubrange(block.lines, with: block.new)
        }
        try Data(rewritten.joined(separator: "\n").utf8).write(to: Repository.root.appending(path: path))
        return .recorded
    }

    /// What differs in an `eval` block, and its lines as they should be. All expressions go to one `kijun eval -`.
    private static func evaluate(_ evaluation: Evaluation, in folder: URL) throws -> ([Difference], [String]) {
        let asked = evaluation.pairs.filter { !$0.source.isEmpty }
        let input = folder.appending(path: ".expressions")
        try Data(asked.map { $0.source + "\n" }.joined().utf8).write(to: input)
        let printed = try output(of: "kijun eval \(evaluation.options) - < .expressions", language: "en", in: folder)
        try FileManager.default.removeItem(at: input)
        var values = printed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        var differences: [Difference] = []
        let pairs = evaluation.pairs.map { pair in
            guard !pair.source.isEmpty else { return pair }
            let value = values.popFirst() ?? ""
            if value != pair.value { differences.append(Difference(command: pair.source, expected: pair.value, actual: value)) }
            return (pair.source, value)
        }
        let lines = GoldenCase.evaluationLines(pairs)
        return (differences, lines)
    }

    /// A session is a command with the entries that its transcript shows: they come in by the standard input, and `--echo` lets
    /// the program show them where they were typed.
    private static func output(of command: Command, language: String, in folder: URL) throws -> String {
        let entries = command.entries
        guard !entries.isEmpty else { return try output(of: command.line, language: language, in: folder) }
        let input = folder.appending(path: ".entries")
        try Data(entries.map { $0 + "\n" }.joined().utf8).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }
        let line = command.line == "kijun" ? "kijun repl" : command.line
        return try output(of: "\(line) --echo < .entries", language: language, in: folder)
    }

    private static func copy(_ source: URL, into folder: URL) throws {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        _ = manager.fileExists(atPath: source.path, isDirectory: &isFolder)
        let items = isFolder.boolValue ? try manager.contentsOfDirectory(at: source, includingPropertiesForKeys: nil) : [source]
        for item in items { try manager.copyItem(at: item, to: folder.appending(path: item.lastPathComponent)) }
    }

    /// What a shell command prints, both outputs in one pipe, and `[exit n]`. Killed after two minutes.
    private static func output(of command: String, language: String, in folder: URL) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["-k", "1", "120", "/bin/sh", "-c", command]
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": Repository.program.deletingLastPathComponent().path + ":/usr/bin:/bin",
            "LANG": language == "ja" ? "ja_JP.UTF-8" : "en_US.UTF-8", "HOME": folder.path,
            "SWIFT_BACKTRACE": "enable=no",
        ]
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        var text = String(decoding: data, as: UTF8.self)
        if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        let status = process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        return text + "[exit \(status)]\n"
    }
}
