import Foundation
import TestSupport

/// A session of `kijun repl` in a folder of its own, typed at a terminal.
final class TypedSession {
    enum Key {
        static let left = "\u{1B}[D"
        static let right = "\u{1B}[C"
        static let up = "\u{1B}[A"
        static let down = "\u{1B}[B"
        static let delete = "\u{1B}[3~"
        static let altReturn = "\u{1B}\r"
        static let escape = "\u{1B}"
        static let enter = "\r"
        static let backspace = "\u{7F}"
        static func control(_ letter: Character) -> String {
            String(Unicode.Scalar((letter.asciiValue ?? 0) & 0x1F))
        }
        static func pasted(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }
    }

    let folder: URL
    private(set) var terminal: Terminal
    private let environment: [String: String]

    init(
        files: [String: String] = [:], arguments: [String] = [], editrc: String? = nil, history: [String] = [], width: Int = 80,
        height: Int = 24,
        environment: [String: String] = [:], shell: Bool = false
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kijun-typed-\(UUID().uuidString)")
        let state = folder.appending(path: "state/kijun")
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        var files = files
        if let editrc { files[".editrc"] = editrc }
        if !history.isEmpty { files["state/kijun/history"] = history.map { $0 + "\n" }.joined() }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        self.environment = [
            "HOME": folder.path, "XDG_STATE_HOME": folder.appending(path: "state").path, "TERM": "xterm", "LANG": "C.UTF-8",
            "NO_COLOR": "1", "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
        ].merging(environment) { $1 }
        let program = [Repository.program.path, "repl"] + arguments
        terminal = try Terminal(
            shell ? ["/bin/bash", "--norc", "--noprofile", "-i"] : program, environment: self.environment, folder: folder.path,
            width: width,
            height: height)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var screen: Screen { terminal.screen }

    /// Past what is said at the start.
    func begin(prompt: String = "> ") throws { try terminal.wait(line: prompt) }

    func type(_ parts: String...) throws { try terminal.type(parts.joined()) }

    /// An empty screen with a prompt.
    func clear() throws {
        try type(Key.control("C"), Key.control("L"))
        try terminal.wait("an empty screen") { $0.lines == [">"] && $0.row == 0 && $0.column == 2 }
    }

    /// The lines of the history file.
    var history: [String] {
        let text = (try? String(contentsOf: folder.appending(path: "state/kijun/history"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
