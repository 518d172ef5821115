import Foundation
import Glibc
import TestSupport
import Testing

@testable import KijunCommand

private typealias Key = TypedSession.Key

@Suite struct `Keys, history and signals at a terminal` {
    /// libedit's own search cuts characters to eight bits: for nine of these it finds nothing.
    private static let kanji = Array("鯨鱈鰯晴雨霧総合判定基準事業費令和年度調書項目検査場")

    @Test func `the history is searched for kanji`() throws {
        let entries = Self.kanji.map { "\"\($0)の欄\"" }
        let session = try TypedSession(history: entries)
        try session.begin()
        for character in Self.kanji {
            try session.type(Key.control("R"), String(character))
            try session.terminal.wait(line: "search \"\(character)\": \"\(character)の欄\"", column: 14)
            try session.type(Key.control("G"))
            try session.terminal.wait(line: "> ")
        }
        try session.type("draft", Key.control("R"), "の欄", Key.control("R"), Key.control("R"))
        try session.terminal.wait(line: "search \"の欄\": \"書の欄\"".replacing("書", with: String(Self.kanji[Self.kanji.count - 3])), column: 18)
        try session.type("鮭")
        try session.terminal.wait { $0.lines.last?.hasPrefix("not found \"の欄鮭\": ") ?? false }
        try session.type(Key.control("G"))
        try session.terminal.wait(line: "> draft")
        try session.type(Key.control("U"), Key.control("R"), "鯨", Key.control("E"), Key.backspace, "!\"", Key.enter)
        try session.terminal.wait(text: "鯨の欄!")
        try session.terminal.wait(line: "> ")
        try session.type(Key.control("R"), "鱈", Key.enter)
        try session.terminal.wait { $0.lines.suffix(2) == ["鱈の欄", ">"] }
    }

    @Test func `the history goes on in the next session, a wrong entry included`() throws {
        let session = try TypedSession()
        try session.begin()
        try session.type("1 +* 2", Key.enter)
        try session.terminal.wait { $0.lines.last == ">" && $0.lines.count > 3 }
        try session.type(Key.up)
        try session.terminal.wait(line: "> 1 +* 2")
        try session.type(Key.backspace, Key.backspace, Key.backspace, "9", Key.enter)
        try session.terminal.wait { $0.lines.suffix(2) == ["10", ">"] }
        try session.type(Key.control("D"))
        #expect(try session.terminal.end() >= 0)
        let next = try TypedSession(history: session.history)
        try next.begin()
        try next.type("draft", Key.up)
        try next.terminal.wait(line: "> 1 +9")
        try next.type(Key.up)
        try next.terminal.wait(line: "> 1 +* 2")
        try next.type(Key.down, Key.down)
        try next.terminal.wait(line: "> draft")
    }

    @Test func `^C drops the entry, ^D leaves, and the terminal is as it was`() throws {
        let session = try TypedSession()
        try session.begin()
        #expect(!session.terminal.modes.isCanonical)
        try session.type("\"落とす\"", Key.left, Key.control("C"))
        try session.terminal.wait { $0.lines.suffix(2) == ["> \"落とす\"^C", ">"] }
        try session.type("ab", Key.control("A"), Key.control("D"))
        try session.terminal.wait(line: "> b", column: 2)
        try session.type(Key.control("D"), Key.control("D"))
        #expect(try session.terminal.end() == 0)
        #expect(session.terminal.modes == (true, true, true))
        #expect(!session.screen.isPasteBracketed)
        #expect(session.history.isEmpty)
    }

    @Test func `^Z stops the session and fg goes on with it`() throws {
        let session = try TypedSession(environment: ["PS1": "shell$ "], shell: true)
        try session.begin(prompt: "shell$ ")
        try session.type("\(Repository.program.path) repl", Key.enter)
        try session.begin()
        try session.type("\"続き", Key.control("Z"))
        try session.terminal.wait(line: "shell$ ")
        try session.type("echo ou''ter", Key.enter)
        try session.terminal.wait { $0.lines.suffix(2) == ["outer", "shell$"] }
        try session.type("fg", Key.enter)
        try session.terminal.wait(line: "> \"続き")
        try session.type("です\"", Key.enter)
        try session.terminal.wait { $0.lines.suffix(2) == ["続きです", ">"] }
        try session.type(Key.control("D"))
        try session.terminal.wait(line: "shell$ ")
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGKILL])
    func `a session that is killed leaves the history whole`(_ signal: Int32) throws {
        let session = try TypedSession()
        try session.begin()
        for number in 1...5 {
            try session.type("\"入力\(number)\"", Key.enter)
            try session.terminal.wait { $0.lines.suffix(2) == ["入力\(number)", ">"] }
        }
        try session.type("\"未完")
        try session.terminal.wait(line: "> \"未完")
        session.terminal.signal(signal)
        #expect(try session.terminal.end() == 128 + signal)
        #expect(session.history == (1...5).map { "\"入力\($0)\"" })
        // What cannot be caught cannot put the terminal in order.
        guard signal != SIGKILL else { return }
        #expect(session.terminal.modes == (true, true, true))
        #expect(!session.screen.isPasteBracketed)
    }

    @Test(arguments: ["dumb", "", "no-such-terminal"])
    func `a terminal that cannot move its cursor gets plain lines`(_ name: String) throws {
        let session = try TypedSession(history: ["\"前\""], environment: ["TERM": name])
        try session.begin()
        try session.type("\"漢字\"\n")
        try session.terminal.wait { $0.lines.suffix(3) == ["> \"漢字\"", "漢字", ">"] }
        try session.type("(1 +\n")
        try session.terminal.wait(line: "| ")
        try session.type("2)\n")
        try session.terminal.wait { $0.lines.suffix(2) == ["3", ">"] }
        try session.type("\"落とす")
        try session.terminal.wait(line: "> \"落とす")
        try session.type(Key.control("C"))
        try session.terminal.wait { $0.lines.suffix(2) == ["> \"落とす^C", ">"] }
        #expect(session.history == ["\"前\"", "\"漢字\"", "(1 +\\n2)"])
        try session.type(Key.control("D"))
        #expect(try session.terminal.end() == 0)
        #expect(!session.screen.hasControlled)
    }

    @Test(arguments: ["xterm", "dumb"])
    func `^C at a question is no, and an answer is no entry`(_ name: String) throws {
        let session = try TypedSession(files: ["r.kijun": "x = 1\n"], arguments: ["r.kijun"], environment: ["TERM": name])
        try session.begin()
        for (answer, told) in [(Key.control("C"), "not saved"), ("yes\n", "saved to r.kijun")] {
            try session.type("x = 2\n")
            try session.terminal.wait(line: "> ")
            try session.type(":save\n")
            try session.terminal.wait(line: "yes/no> ")
            try session.type(answer)
            try session.terminal.wait(text: told)
            try session.terminal.wait(line: "> ")
        }
        #expect(session.history == ["x = 2", ":save", "x = 2", ":save"])
    }

    @Test func `where the history cannot be written, it is told once`() throws {
        let session = try TypedSession(environment: ["XDG_STATE_HOME": "/dev/null/state"])
        try session.begin()
        try session.type("\"a\"", Key.enter, "\"b\"", Key.enter)
        try session.terminal.wait { $0.lines.suffix(2) == ["b", ">"] }
        #expect(session.screen.lines.filter { $0.contains("history") }.count == 1)
    }
}
