import Foundation
import Kijun
import KijunSheets
import KijunSyntax

/// A rule file of a case, an example or a page, with the files around it.
public struct GoldenProgram: Sendable, CustomStringConvertible {
    /// The page that it is in.
    public let page: String
    /// The rule file; nil for expressions alone.
    public let name: String?
    /// Every file of the page by its path, those that it `Uses:` included.
    public let files: [String: [UInt8]]
    /// The lines that `kijun eval` is asked.
    public let questions: [String]

    public var description: String { "\(page) \(name ?? "(expressions)")" }

    /// The rule file's text, or the expressions one a line.
    public var text: String { name.flatMap { files[$0] }.map { String(decoding: $0, as: UTF8.self) } ?? questions.joined(separator: "\n") }

    /// The program checked, and the sheets of the page that its forms read. Nothing here fails: whatever is wrong is told
    /// by the diagnostics.
    ///
    /// - Parameter text: what stands in the rule file instead.
    public func load(with text: String? = nil) -> (program: CheckedProgram, diagnostics: [Diagnostic], sheets: [SheetInput]) {
        var roots: [(name: String, bytes: [UInt8])] = []
        if let name { roots = [(name, text.map { Array($0.utf8) } ?? files[name] ?? [])] }
        let loaded = ProgramLoader.load(roots) { path, _ in files[path] }
        var sources = loaded.sources
        var diagnostics = loaded.diagnostics
        var expressions: [KijunSyntax.Expression] = []
        let lines = name == nil ? text.map { $0.split(separator: "\n").map(String.init) } ?? questions : []
        for line in lines {
            let (expression, problems) = Parser.parseExpression(sources.add(name: "<eval>", bytes: Array(line.utf8)))
            diagnostics += problems
            expressions.append(expression)
        }
        var checked = Checker.check(loaded.trees, sources: sources, questions: expressions)
        let documents = files.sorted { $0.key < $1.key }.filter { !$0.key.hasSuffix(".kijun") && !$0.key.hasSuffix(".md") }
        var inferred: InferredSchema?
        if checked.program.forms.isEmpty, !documents.isEmpty, !loaded.trees.isEmpty {
            var inference = SchemaInference()
            for (path, bytes) in documents {
                if let document = try? DocumentLoader.read(bytes, name: path) { inference.add(document) }
            }
            let found = inference.finish()
            checked = Checker.check(loaded.trees, sources: sources, schema: found.schema, questions: expressions)
            inferred = found
        }
        var sheets: [SheetInput] = []
        for (path, bytes) in documents where !checked.program.forms.isEmpty || inferred != nil {
            let result = DocumentLoader.load(bytes: bytes, name: path, program: checked.program, inferred: inferred)
            sheets += result.sheets.map(\.input)
        }
        return (checked.program, diagnostics + checked.diagnostics, sheets)
    }
}

extension GoldenCase {
    /// The rule files of the case, and the expressions that it evaluates without any.
    public func programs() throws -> [GoldenProgram] {
        var files = Dictionary(try self.files.map { ($0.name, try $0.bytes()) }, uniquingKeysWith: { first, _ in first })
        let manager = FileManager.default
        for used in uses {
            let base = Repository.root.appendingPathComponent(used)
            var isFolder: ObjCBool = false
            guard manager.fileExists(atPath: base.path, isDirectory: &isFolder) else { continue }
            if !isFolder.boolValue {
                files[base.lastPathComponent] = (try? Data(contentsOf: base)).map(Array.init)
                continue
            }
            for case let name as String in manager.enumerator(atPath: base.path) ?? .init() {
                if let data = try? Data(contentsOf: base.appendingPathComponent(name)) { files[name] = Array(data) }
            }
        }
        var questions: [String] = []
        for command in consoles.flatMap(\.commands).map(\.line) where command.hasPrefix("kijun eval") && !command.contains("--") {
            if let match = command.firstMatch(of: /eval - < (\S+)/), let text = files[String(match.1)] {
                questions += String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
            }
            if let match = command.firstMatch(of: /eval '([^']*)'/) { questions.append(String(match.1)) }
        }
        let rules = files.keys.filter { $0.hasSuffix(".kijun") }.sorted()
        return rules.map { GoldenProgram(page: path, name: $0, files: files, questions: []) }
            + (questions.isEmpty ? [] : [GoldenProgram(page: path, name: nil, files: files, questions: questions)])
    }
}
