import Foundation
import KijunSyntax
import Testing

@testable import KijunCommand

/// What stands behind the line editor and needs no terminal.
@Suite struct `The text of an entry` {
    private let lines = ContinuationLines(prompt: Array("| ".unicodeScalars.map(\.value)))

    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    private func string(_ scalars: [UInt32]) -> String {
        String(String.UnicodeScalarView(scalars.compactMap { Unicode.Scalar($0) }))
    }

    @Test func `every further line stands behind the continuation prompt, and comes back without it`() {
        let text = scalars("判定:\n  基準1 == \"○\"\n\n-> a")
        for cursor in 0...text.count {
            let shown = lines.shown(text, cursor: cursor)
            #expect(string(shown.scalars) == "判定:\n|   基準1 == \"○\"\n| \n| -> a")
            let back = lines.text(of: shown.scalars, cursor: shown.cursor, before: shown.scalars, cursorBefore: shown.cursor)
            #expect(back.scalars == text)
            #expect(back.cursor == cursor)
        }
    }

    /// The buffer before and after a command, `^` at the cursor, and the text that it comes to.
    @Test(arguments: [
        ("a\n| ^b", "a\n|^b", "a^b"),  // Backspace at the start of a line
        ("a\n| ^  b", "a\n|^  b", "a^  b"),  // and of an indented one
        ("a^\n| b", "a^| b", "a^b"),  // Delete at the end of one
        ("a\n| ^b", "a\n|^ b", "a^\nb"),  // one to the left
        ("a^\n| b", "a\n^| b", "a\n^b"),  // one to the right
        ("a\n| b^", "^", "^"),
        ("a^", "a\nb\n  c^", "a\nb\n  c^"),  // lines that libedit brought itself
        ("a\n| b c^", "a\n| b ^", "a\nb ^"),
    ])
    func `what a command left is read as it was meant`(_ before: String, _ after: String, _ text: String) {
        func place(_ marked: String) -> (scalars: [UInt32], cursor: Int) {
            let all = scalars(marked)
            let cursor = all.firstIndex(of: scalars("^")[0]) ?? 0
            return (Array(all[..<cursor] + all[(cursor + 1)...]), cursor)
        }
        let (old, new) = (place(before), place(after))
        let found = lines.text(of: new.scalars, cursor: new.cursor, before: old.scalars, cursorBefore: old.cursor)
        #expect(string(found.scalars) == string(place(text).scalars))
        #expect(found.cursor == place(text).cursor)
    }

    @Test func `rows break as on the screen`() {
        func place(_ text: String, _ width: Int) -> [Int] {
            let place = ScreenPlace.after(scalars(text), width: width)
            return [place.row, place.column]
        }
        #expect(place("> 判定", 10) == [0, 6])
        #expect(place("> 判定判定", 10) == [1, 0])
        #expect(place(">判定判定判", 10) == [1, 2])
        #expect(place("> a\n| b", 10) == [1, 3])
        #expect(string(ScreenPlace.filled(scalars(">判定判定判"), width: 10)) == ">判定判定 判")
    }

    @Test(arguments: [
        ("a\r\nb\r\n", "a\nb"),
        ("a\rb", "a\nb"),
        ("判定:\n\tか\u{3099}\u{7}\n", "判定:\n\tが"),
        ("> a\nresult\n> b\n", "a\nb"),
        (
            "02-10> judge:\n     |   基準1 == \"○\" -> a\njudge: a 68\n  note: no case\n02-10> :why judge 02-10\n…",
            "judge:\n  基準1 == \"○\" -> a\n:why judge 02-10"
        ),
        ("02-11> 1 + 1\n2\n>\n> 3", "1 + 1\n\n3"),
        ("cost> 3\nx", "cost> 3\nx"),
        ("基準1> 3", "基準1> 3"),
        ("rate2> 80%", "rate2> 80%"),
        ("02-10*> a\nb\n*> c\nd", "a\nc"),
        ("事業 その1…> a\nb\n02-10>", "a\n"),
        ("a\n> b", "a\n> b"),
    ])
    func `a paste is cleaned of prompts and answers`(_ pasted: String, _ text: String) {
        #expect(PastedText(pasted, prompt: "02-10> ", continuation: "     | ", sheetNames: ["02-10", "02-11", "事業 その1…"]).cleaned == text)
    }

    @Test func `a command among several lines is an entry of its own`() {
        #expect(PastedText.entries(in: "a: 1\nb:\n  2\n:why a\n:sheets\nsum(a)\n") == ["a: 1\nb:\n  2", ":why a", ":sheets", "sum(a)\n"])
        #expect(PastedText.entries(in: "\n") == [])
    }

    @Test func `a list of candidates fits the screen, by what characters take on it`() {
        func list(_ names: [(String, String)], _ width: Int, _ height: Int) -> [String] {
            CompletionList(candidates: names.map { .init(text: $0.0, note: $0.1) }, language: .en).lines(width: width, height: height)
        }
        #expect(list([("判定", "a b c"), ("sum", "合計")], 80, 24) == ["判定  a b c", "sum   合計"])
        #expect(list([("総合判定の結果", "長い説明がここにつづく")], 20, 24) == ["総合判定の結果  長…"])
        let many = (1...100).map { ("項目\($0)", "注") }
        let lines = list(many, 40, 10)
        #expect(lines.count == 8)
        #expect(lines[0] == "項目1    項目8    項目15   項目22")
        #expect(lines.last == "… 72 more")
        for width in 1...90 {
            for height in 1...12 {
                let lines = list(many, width, height)
                #expect(lines.count <= max(2, height))
                #expect(lines.allSatisfy { DisplayWidth.of($0) <= width || $0.hasPrefix("… ") })
            }
        }
    }

    @Test func `what is certain is written, by characters and not by bytes`() {
        func certain(_ names: [String], _ typed: String) -> String? {
            let candidates = names.map { Completion.Candidate(text: $0, note: "") }
            return Completion(replaced: 0..<1, candidates: candidates).certain(after: scalars(typed)).map(string)
        }
        #expect(certain(["総合判定", "総合計画"], "総") == "総合")
        #expect(certain(["総合判定", "総合計画"], "総合") == nil)
        // 鱈 and 鰯 begin with the same two bytes.
        #expect(certain(["鱈", "鰯"], "") == nil)
        #expect(certain(["合計"], "sum") == "合計")
        #expect(certain(["合計", "合算"], "sum") == nil)
        #expect(certain([], "") == nil)
    }
}

@Suite struct `The history of entries` {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kijun-history-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func `entries of several lines come back as they were, and the same entry twice is one`() throws {
        try withFolder { folder in
            let path = folder + "/state/kijun/history"
            var history = EntryHistory(path: path)
            for text in ["判定:\n  a \\n b", "判定:\n  a \\n b", "", "  ", "sum(x)"] where history.add(text) { #expect(history.save(text)) }
            #expect(EntryHistory(path: path).entries == ["判定:\n  a \\n b", "sum(x)"])
        }
    }

    @Test func `two sessions at once keep each other's entries`() throws {
        try withFolder { folder in
            let path = folder + "/history"
            var (one, other) = (EntryHistory(path: path), EntryHistory(path: path))
            for number in 1...20 {
                let (mine, theirs) = ("one \(number)", "other \(number)")
                if one.add(mine) { #expect(one.save(mine)) }
                if other.add(theirs) { #expect(other.save(theirs)) }
            }
            #expect(EntryHistory(path: path).entries.count == 40)
        }
    }

    @Test func `it is bounded, and a place that cannot be written is no error`() throws {
        try withFolder { folder in
            let path = folder + "/history"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let lines = (1...(EntryHistory.maximumCount + 5)).map { "entry \($0)\n" }.joined()
            try Data(lines.utf8).write(to: URL(filePath: path))
            var history = EntryHistory(path: path)
            #expect(history.entries.count == EntryHistory.maximumCount)
            #expect(history.add("last") && history.save("last"))
            let kept = EntryHistory(path: path).entries
            #expect(kept.count == EntryHistory.maximumCount)
            #expect(kept.first == "entry 7" && kept.last == "last")
            #expect(!EntryHistory(path: path + "/below/history").save("x"))
            #expect(!EntryHistory(path: nil).save("x"))
        }
    }
}
