@testable import KijunCommand

/// A machine made of dictionaries: a command runs against it in process.
final class MemoryWorld {
    var files: [String: [UInt8]]
    var environment: [String: String] = ["LANG": "ja_JP.UTF-8"]
    var input: [UInt8] = []
    /// What every folder is said to hold besides its files.
    var closedFolders: [(path: String, problem: FileProblem)] = []
    var isTerminal = false
    var processors = 1
    /// Files that were begun and given up.
    private(set) var abandoned: [String] = []
    var isOutputClosed = false
    /// What someone types at the terminal; nil where there is none.
    var typed: [String]?
    /// Other programs by their names, with the path that they are given.
    var programs: [String: (String) -> Void] = [:]
    private(set) var output: [UInt8] = []
    private(set) var messages: [UInt8] = []

    init(_ files: [String: String] = [:]) { self.files = files.mapValues { Array($0.utf8) } }

    init(_ files: [String: [UInt8]]) { self.files = files }

    var printed: String { String(decoding: output, as: UTF8.self) }
    var told: String { String(decoding: messages, as: UTF8.self) }

    func run(_ arguments: String...) -> ExitStatus { run(arguments) }

    func run(_ arguments: [String]) -> ExitStatus { Tool.run(arguments, in: world) }

    var world: World {
        World(
            environment: { self.environment[$0] },
            read: { path throws(FileProblem) in
                if path == "-" { return self.input }
                guard let bytes = self.files[path] else { throw self.isFolder(path) ? .isFolder : .notFound }
                return bytes
            },
            open: { path throws(FileProblem) in
                if path == "-" { return FileReading(self.input) }
                guard let bytes = self.files[path] else { throw self.isFolder(path) ? .isFolder : .notFound }
                return FileReading(bytes)
            },
            create: { path throws(FileProblem) in
                var written: [UInt8] = []
                return FileWriting(
                    append: { written += $0 }, finish: { self.files[path] = written }, abandon: { self.abandoned.append(path) })
            },
            list: { path in
                guard self.isFolder(path) else { return nil }
                let start = path.hasSuffix("/") ? path : path + "/"
                return FolderContent(files: self.files.keys.filter { $0.hasPrefix(start) }.sorted(), unreadable: self.closedFolders)
            },
            nextLine: { self.nextLine() },
            output: {
                if self.isOutputClosed { return false }
                self.output += $0
                return true
            },
            message: { self.messages += $0 },
            isTerminal: isTerminal,
            width: 80,
            processors: { self.processors },
            nextEntry: typed.map { _ in { self.next($0) } },
            launch: { arguments in
                guard let program = arguments.first.flatMap({ self.programs[$0] }), let path = arguments.last else { return nil }
                program(path)
                return 0
            },
            stamp: { path in
                self.files[path].map { FileStamp(seconds: Int($0.hashValue), nanoseconds: 0, size: $0.count) }
            })
    }

    private func next(_ request: EntryRequest) -> Entry {
        guard typed?.isEmpty == false, let text = typed?.removeFirst() else { return .end }
        output += Array("\(request.prompt)\(text)\n".utf8)
        return .text(text)
    }

    private func isFolder(_ path: String) -> Bool {
        let start = path.hasSuffix("/") ? path : path + "/"
        return files.keys.contains { $0.hasPrefix(start) }
    }

    private func nextLine() -> [UInt8]? {
        guard !input.isEmpty else { return nil }
        let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? input.count
        defer { input.removeFirst(min(end + 1, input.count)) }
        return Array(input[..<end])
    }
}
