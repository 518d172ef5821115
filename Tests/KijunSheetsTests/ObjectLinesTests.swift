import Kijun
import KijunSyntax
import Testing

@testable import KijunSheets

/// A jsonl file read in parts, against the same file at once.
@Suite struct ObjectLinesTests {
    private static let form = "code: text\ncost: number\nrate: percent\nrows: table\n  id: text key\n  n: number\n  note: text"
    private static let file =
        "\u{FEFF}\n" + #"{"code": "1", "rows": [{"id": "a", "n": 1}, {"id": "a"}], "other": 1}"# + "\r\n \n"
        + #"{"code": "２－３", "cost": 5, "rate": 12, "rows": []}"# + "\n{\"code\"\n{}\n[1]\n{\"a\": 1, \"a\": 2}\n"
        + #"{"code": "4", "cost": "5人", "rate": "0.5", "more": {}, "rows": [{"n": 2, "note": "x"}]}"# + "\n{\"code\": \"\u{1}\"}\n"
        + #"{"code": "5", "rows": 7}"#

    private func loader(_ form: String) -> DocumentLoader {
        let text = "form F\n" + form.split(separator: "\n").map { "  \($0)\n" }.joined()
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: "form.kijun", bytes: Array(text.utf8)))
        return DocumentLoader(Checker.check([parsed.tree], sources: sources).program)
    }

    private func shown(_ sheets: [LoadedSheet], _ findings: DocumentFindings) -> String {
        sheets.map { "\($0.name) \($0.input)" }.joined(separator: "\n") + "\n\(findings.findings)\n\(findings.unreadable)"
    }

    @Test func `a file in parts is the file at once`() throws {
        let bytes = Array(Self.file.utf8)
        let loader = loader(Self.form)
        var whole: [LoadedSheet] = []
        let document = try DocumentLoader.read(bytes, name: "s.jsonl")
        let findings = loader.load(document) { whole.append($0) }
        #expect(whole.count == 4 && findings.unreadable == 5)
        let ends = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 } + [bytes.count]
        for step in 1...ends.count {
            var parts: [LoadedSheet] = []
            var lines = ObjectLines(name: "s.jsonl", loader: loader)
            for first in stride(from: 0, to: ends.count - 1, by: step) {
                let part = Array(bytes[ends[first]..<ends[min(first + step, ends.count - 1)]])
                part.withUnsafeBytes { lines.read($0, firstRow: first) { parts.append($0) } }
            }
            #expect(shown(parts, lines.finish()) == shown(whole, findings), "\(step) lines at once")
        }
    }

    @Test func `only lines of UTF-8 can be read in parts`() {
        func canRead(_ text: [UInt8], isWhole: Bool = true, name: String = "s.jsonl", _ encoding: TextEncoding? = nil) -> Bool {
            ObjectLines.canRead(text, isWhole: isWhole, name: name, options: ReadingOptions(encoding: encoding))
        }
        let lines = Array("{\"a\": 1}\n{\"a\": 2}\n".utf8)
        #expect(canRead(lines) && canRead(lines, isWhole: false) && canRead(lines, name: "-"))
        #expect(!canRead(lines, name: "s.json"))
        #expect(!canRead(lines, .cp932) && !canRead([0x7B, 0x22, 0x82, 0xA0, 0x22, 0x3A, 0x31, 0x7D, 0x0A]))
        #expect(canRead(Array("{\"a\": 1}".utf8)) && !canRead(Array("{\"a\": 1}".utf8), isWhole: false))
        #expect(!canRead(Array("{\n\"a\": 1}".utf8)) && !canRead(Array("a,b\n1,2\n".utf8), name: "s.csv"))
    }
}
