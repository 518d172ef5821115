import KijunSyntax
import TestSupport
import Testing

@testable import KijunCommand

private typealias Key = TypedSession.Key

@Suite struct `Editing at a terminal` {
    @Test func `Japanese is typed, edited in the middle and deleted`() throws {
        let session = try TypedSession()
        try session.begin()
        try session.type("\"総合判定である\"", Key.left, Key.left, Key.left, Key.left, Key.backspace, "△×")
        try session.terminal.wait(line: "> \"総合判△×である\"", column: 11)
        try session.type(Key.control("A"), Key.delete, Key.delete, "「", Key.control("E"), Key.backspace, "」")
        try session.terminal.wait(line: "> 「合判△×である」", column: 18)
        try session.type(Key.control("W"), Key.control("Y"), Key.control("U"), "\"結果は○\"", Key.enter)
        try session.terminal.wait(text: "結果は○")
        try session.terminal.wait(line: "> ")
        #expect(session.history == ["\"結果は○\""])
        #expect(session.screen.unknown.isEmpty)
    }

    @Test func `a combining mark joins the letter before it`() throws {
        let session = try TypedSession()
        try session.begin()
        try session.type("\"か\u{3099}き\u{3099}は\u{309A}")
        try session.terminal.wait(line: "> \"がぎぱ", column: 9)
        try session.type(Key.backspace, "\"", Key.enter)
        try session.terminal.wait(text: "がぎ\n")
        #expect(session.history == ["\"がぎ\""])
    }

    /// Where libedit would move what stands right of the cursor, characters of two columns come out wrong.
    @Test(arguments: [40, 41])
    func `lines of mixed widths stand on the screen as they are edited`(_ width: Int) throws {
        let session = try TypedSession(width: width, height: 12)
        try session.begin()
        var random = SeededRandom(seed: UInt64(width))
        for _ in 0..<125 {
            try session.clear()
            var line = RandomLine()
            var keys = ""
            for _ in 0..<Int.random(in: 5...60, using: &random) { keys += line.edit(using: &random) }
            try session.type(keys)
            let expected = line.picture(prompt: "> ", width: width)
            try session.terminal.wait("\(keys.debugDescription)\n\(expected.lines.joined(separator: "\n"))") {
                $0.lines == expected.lines && $0.row == expected.row && $0.column == expected.column
            }
        }
        #expect(session.screen.unknown.isEmpty)
    }

    @Test func `an entry of several lines is edited across its lines`() throws {
        let session = try TypedSession()
        try session.begin()
        try session.type("(1000 +", Key.enter)
        try session.terminal.wait(line: "|", column: 4)
        try session.type("20 +", Key.enter)
        try session.terminal.wait { $0.lines.suffix(3) == ["> (1000 +", "|   20 +", "|"] && $0.column == 4 }
        try session.type("3)", Key.up, Key.up)
        try session.terminal.wait(line: "> (1000 +", column: 6)
        try session.type(Key.control("A"), Key.right, "4", Key.down, Key.control("A"), "0 + ", Key.enter)
        try session.terminal.wait(text: "41,023")
        #expect(session.screen.text.contains("> (41000 +\n| 0 +   20 +\n|   3)\n"))
        // It comes back as one, line by line upwards, and its lines can be joined.
        try session.terminal.wait(line: "> ")
        try session.type(Key.up)
        try session.terminal.wait(line: "|   3)")
        try session.type(Key.control("A"), Key.backspace)
        try session.terminal.wait(line: "| 0 +   20 +  3)", column: 12)
        try session.type(Key.up, Key.control("E"), Key.delete)
        try session.terminal.wait(line: "> (41000 +0 +   20 +  3)", column: 10)
        try session.type(Key.altReturn)
        try session.terminal.wait(line: "|   0 +   20 +  3)", column: 4)
        try session.type(Key.enter)
        try session.terminal.wait(line: "> ")
        #expect(session.history == ["(41000 +\\n0 +   20 +\\n  3)", "(41000 +\\n  0 +   20 +  3)"])
    }

    @Test func `a block is indented as it is typed, and an empty line ends it`() throws {
        let session = try TypedSession(files: ["s.csv": "番号,必要性\n1,○\n2,×\n"], arguments: ["s.csv"])
        try session.begin()
        try session.clear()
        try session.type("判定:", Key.enter)
        try session.terminal.wait(line: "|", column: 4)
        try session.type("必要性 == ○ -> \"a\"", Key.enter)
        try session.terminal.wait { $0.lines == ["> 判定:", "|   必要性 == ○ -> \"a\"", "|"] && $0.column == 4 }
        try session.type(Key.enter)
        try session.terminal.wait(line: "> ")
        #expect(session.history == ["判定:\\n  必要性 == ○ -> \"a\"\\n"])
        try session.type("判定", Key.enter)
        try session.terminal.wait(text: "a 1")
    }

    /// As keys: a terminal without bracketed paste sends it so.
    @Test func `a pasted block keeps its own indentation`() throws {
        let session = try TypedSession()
        try session.begin()
        try session.clear()
        try session.type("判定:\r  1 == 1 ->\r    \"a\"\r\r")
        try session.terminal.wait { $0.lines.starts(with: ["> 判定:", "|   1 == 1 ->", "|     \"a\"", "|"]) && $0.lines.last == ">" }
        try session.clear()
        try session.type("x:", Key.enter)
        try session.terminal.wait(line: "|", column: 4)
        try session.type(Key.pasted("    1 == 1 -> 2\n    otherwise -> 3\n"))
        try session.terminal.wait { $0.lines == ["> x:", "|     1 == 1 -> 2", "|     otherwise -> 3"] }
    }

    @Test func `a pasted block is one entry, and a session is pasted without its prompts`() throws {
        let session = try TypedSession()
        try session.begin()
        #expect(session.screen.isPasteBracketed)
        try session.type(Key.pasted("(100 +\r\n\t20 +\r\n\t3)\r\n"))
        try session.terminal.wait { $0.lines.suffix(3) == ["> (100 +", "|       20 +", "|       3)"] }
        try session.type(Key.enter)
        try session.terminal.wait(text: "123")
        try session.terminal.wait(line: "> ")
        // Only at the start of an entry, and by prompts that there are: a comparison is none.
        try session.type("x = 基準1 ", Key.pasted("> 3"))
        try session.terminal.wait(line: "> x = 基準1 > 3")
        try session.type(Key.control("U"), Key.pasted("基準1> 3"))
        try session.terminal.wait(line: "> 基準1> 3")
        try session.type(Key.control("U"), Key.pasted("> (1 +\n| 2)\n3\n*> 40 + 4\n44\n"))
        try session.terminal.wait { $0.lines.suffix(3) == ["> (1 +", "| 2)", "| 40 + 4"] }
        #expect(session.history.count == 1)
        try session.type(Key.control("C"))
        try session.terminal.wait(line: "> ")
        try session.type(Key.enter, Key.enter, "\"end\"", Key.enter)
        try session.terminal.wait { $0.lines.suffix(2) == ["end", ">"] }
    }

    @Test func `what is pasted behind an entry that went wrong is left out`() throws {
        let session = try TypedSession(files: ["s.csv": "番号,値\n1,2\n"], arguments: ["s.csv"])
        try session.begin()
        try session.type(Key.pasted("\"one\"\n:sheets\n:nosuch\n\"two\"\n:sheets\n"), Key.enter)
        try session.terminal.wait(text: "2 more of what was pasted are left out")
        try session.terminal.wait(line: "> ")
        #expect(!session.screen.text.contains("\ntwo\n"))
        try session.type("\"end\"", Key.enter)
        try session.terminal.wait { $0.lines.suffix(2) == ["end", ">"] }
    }

    @Test func `an entry taller than the screen is shown where the cursor is, and as a whole in the end`() throws {
        let session = try TypedSession(height: 10)
        try session.begin()
        try session.clear()
        let lines = ["(1 +"] + (2...29).map { "\($0) +" } + ["30)"]
        try session.type(Key.pasted(lines.joined(separator: "\n")))
        try session.terminal.wait { $0.lines.suffix(9) == (lines.suffix(9).map { "| " + $0 })[...] }
        try session.type(String(repeating: Key.up, count: 29), Key.control("A"), Key.right, "100")
        try session.terminal.wait { $0.lines.first == "> (1001 +" && $0.lines.contains("| 8 +") && $0.column == 6 }
        try session.type(Key.enter)
        try session.terminal.wait { $0.lines.suffix(4) == ["| 29 +", "| 30)", "1,465", ">"] }
        #expect(session.history.count == 1)
    }

    @Test func `a list of what fits is shown below the entry, and the common beginning is written`() throws {
        let rules = "総合点 = 5\n総合額 = 7\n合計 = 9\n"
        let session = try TypedSession(files: ["rules.kijun": rules], arguments: ["rules.kijun"])
        try session.begin()
        try session.type("総", "\t")
        try session.terminal.wait(line: "> 総合", column: 6)
        try session.type("\t")
        try session.terminal.wait { screen in
            screen.lines.last == "> 総合" && screen.lines.contains { $0.hasPrefix("総合点") } && screen.lines.contains { $0.hasPrefix("総合額") }
        }
        try session.type("額\t * 3", Key.enter)
        try session.terminal.wait(text: "21")
    }

    @Test func `the terminal is resized while an entry is edited`() throws {
        let session = try TypedSession(width: 60)
        try session.begin()
        try session.clear()
        try session.type("\"いろはにほへとちりぬるをわかよたれそ\"")
        try session.terminal.wait(line: "> \"いろはにほへとちりぬるをわかよたれそ\"")
        session.terminal.resize(width: 90, height: 30)
        try session.type("wide")
        try session.terminal.wait(line: "> \"いろはにほへとちりぬるをわかよたれそ\"wide")
        session.terminal.resize(width: 30, height: 30)
        try session.type("!")
        try session.terminal.wait { $0.lines.suffix(2) == ["> \"いろはにほへとちりぬるをわ", "かよたれそ\"wide!"] }
        try session.type(Key.backspace, Key.backspace, Key.backspace, Key.backspace, Key.backspace, Key.enter)
        try session.terminal.wait(line: "> ")
        #expect(session.history == ["\"いろはにほへとちりぬるをわかよたれそ\""])
    }

    @Test func `keys of vi come from .editrc`() throws {
        let session = try TypedSession(editrc: "bind -v\n")
        try session.begin()
        try session.type("\"総合判定\"", Key.escape)
        try session.terminal.wait(line: "> \"総合判定\"", column: 11)
        // A second ESC changes nothing.
        try session.type(Key.escape)
        try session.type("0lxi", "統", Key.right, "x", Key.enter)
        try session.terminal.wait(line: "> ")
        #expect(session.history == ["\"統合x判定\""])
        try session.type("(1 +", Key.enter)
        try session.terminal.wait(line: "|", column: 4)
        try session.type("2", Key.escape)
        try session.terminal.wait(line: "|   2", column: 4)
        try session.type("kA0", Key.up, Key.down, Key.escape)
        try session.type("jA)", Key.enter)
        try session.terminal.wait(line: "> ")
        #expect(session.history.last == "(1 +0\\n  2)")
    }
}

/// A line that is edited at random, as it should be.
private struct RandomLine {
    private var scalars: [Unicode.Scalar] = []
    private var cursor = 0
    private static let letters = Array("ab1=あ漢字△○①ｱ×𠮷 、".unicodeScalars)

    /// One change, and the key that asks for it.
    mutating func edit(using random: inout SeededRandom) -> String {
        switch Int.random(in: 0..<20, using: &random) {
        case 0...2 where cursor > 0:
            cursor -= 1
            return Key.left
        case 3 where cursor < scalars.count:
            cursor += 1
            return Key.right
        case 4...5 where cursor > 0:
            cursor -= 1
            scalars.remove(at: cursor)
            return Key.backspace
        case 6 where cursor < scalars.count:
            scalars.remove(at: cursor)
            return Key.delete
        case 7:
            cursor = 0
            return Key.control("A")
        case 8:
            cursor = scalars.count
            return Key.control("E")
        default:
            let letter = Self.letters.randomElement(using: &random) ?? "a"
            scalars.insert(letter, at: cursor)
            cursor += 1
            return String(Character(letter))
        }
    }

    /// What the screen shows, its first line at the top.
    func picture(prompt: String, width: Int) -> (lines: [String], row: Int, column: Int) {
        var rows = [prompt]
        var place = (row: 0, column: DisplayWidth.of(prompt))
        for (index, scalar) in scalars.enumerated() {
            if DisplayWidth.of(rows[rows.count - 1]) + DisplayWidth.of(scalar) > width { rows.append("") }
            if index == cursor { place = (rows.count - 1, DisplayWidth.of(rows[rows.count - 1])) }
            rows[rows.count - 1].unicodeScalars.append(scalar)
            if DisplayWidth.of(rows[rows.count - 1]) == width { rows.append("") }
        }
        if cursor == scalars.count { place = (rows.count - 1, DisplayWidth.of(rows[rows.count - 1])) }
        if rows.last == "", place.row < rows.count - 1 { rows.removeLast() }
        return (rows.map { $0.replacing(/\ +$/, with: "") }, place.row, place.column)
    }
}
