public import KijunSyntax

/// Reads rule files and everything that they `use`, each once.
public struct ProgramLoader {
    /// A program as read: its trees with those that are used before those that use them.
    public struct Result: Sendable {
        public let trees: [SyntaxTree]
        public let sources: SourceMap
        public let diagnostics: [Diagnostic]
        /// Something that is used could not be read: names of it are missing.
        public let isIncomplete: Bool

        /// All diagnostics of the program, with those of the checker. Where a part of the program is missing, a name that is
        /// not there may be of that part, which is reported already.
        public func diagnostics(with checked: [Diagnostic]) -> [Diagnostic] {
            let missing: Set<DiagnosticCode> = [.unknownName, .unknownTable, .unknownFunction]
            return diagnostics + (isIncomplete ? checked.filter { !missing.contains($0.code) } : checked)
        }
    }

    /// Reads the files and what they use.
    ///
    /// - Parameters:
    ///   - files: names and bytes of the files that the user named.
    ///   - sources: what was read before; the new sources follow it, so that places of both stay apart.
    ///   - read: the bytes of a used file, or nil if it is not there. `path` is relative to where the file named `from`
    ///     is taken from, that is, already joined with the folder of `from`.
    public static func load(
        _ files: [(name: String, bytes: [UInt8])], after sources: SourceMap = SourceMap(),
        read: (_ path: String, _ from: String) -> [UInt8]?
    ) -> Result {
        var loader = ProgramLoader()
        loader.sources = sources
        for file in files {
            let path = normalized(file.name)
            if loader.states[path] == nil { loader.load(path, name: file.name, bytes: file.bytes, read: read) }
        }
        return Result(
            trees: loader.trees, sources: loader.sources, diagnostics: loader.diagnostics, isIncomplete: loader.isIncomplete)
    }

    private var sources = SourceMap()
    private var trees: [SyntaxTree] = []
    private var diagnostics: [Diagnostic] = []
    private var isIncomplete = false
    private var states: [String: WorkState] = [:]

    /// A file on the way from a root to the file at hand.
    private struct Step {
        let path: String
        let tree: SyntaxTree
        var next = 0
    }

    private mutating func load(
        _ path: String, name: String, bytes: [UInt8], read: (_ path: String, _ from: String) -> [UInt8]?
    ) {
        var steps = [Step(path: path, tree: parse(name, bytes))]
        states[path] = .started
        while let top = steps.last {
            guard top.next < top.tree.statements.count else {
                states[top.path] = .done
                trees.append(top.tree)
                steps.removeLast()
                continue
            }
            steps[steps.count - 1].next += 1
            guard case .use(let used, let span) = top.tree.statements[top.next].kind else { continue }
            if span == .none {
                isIncomplete = true
                continue
            }
            let target = Self.path(used, usedBy: top.path)
            switch states[target] {
            case .done: continue
            case .started:
                let start = steps.lastIndex { $0.path == target } ?? 0
                let names = steps[start...].map(\.path) + [target]
                diagnostics.append(.useCycle(names, at: span))
            default:
                guard let bytes = read(target, top.path) else {
                    diagnostics.append(.useNotFound(used, at: span))
                    isIncomplete = true
                    continue
                }
                states[target] = .started
                steps.append(Step(path: target, tree: parse(target, bytes)))
            }
        }
    }

    private mutating func parse(_ name: String, _ bytes: [UInt8]) -> SyntaxTree {
        let result = Parser.parse(sources.add(name: name, bytes: bytes))
        diagnostics += result.diagnostics
        return result.tree
    }

    /// The path of a file that is named in another one, from the folder of that.
    public static func path(_ used: String, usedBy path: String) -> String {
        if used.hasPrefix("/") { return normalized(used) }
        guard let slash = path.lastIndex(of: "/") else { return normalized(used) }
        return normalized(String(path[...slash]) + used)
    }

    /// The path without `.` and with each `..` carried out.
    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
