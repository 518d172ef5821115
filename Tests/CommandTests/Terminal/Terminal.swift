import CTerminal
import Foundation
import Glibc

/// A program that runs on a terminal of its own, and what a user sees there.
final class Terminal {
    private let master: Int32
    private let process: pid_t
    private(set) var screen: Screen
    /// Everything the program wrote.
    private(set) var bytes: [UInt8] = []
    private var status: Int32?
    /// Long after any machine has answered: it only ends what would never end.
    static let patience = 120.0

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    init(_ arguments: [String], environment: [String: String], folder: String, width: Int = 80, height: Int = 24) throws {
        screen = Screen(width: width, height: height)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var process = pid_t()
        master = cterminal_start(&words, &variables, folder, UInt16(width), UInt16(height), &process)
        guard master >= 0 else { throw Failure(description: "\(arguments[0]) does not start") }
        self.process = process
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            waitpid(process, &Self.ignored, 0)
        }
        close(master)
    }

    nonisolated(unsafe) private static var ignored: Int32 = 0

    func resize(width: Int, height: Int) {
        screen.resize(width: width, height: height)
        var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    func signal(_ number: Int32) { kill(process, number) }

    /// Types; keys that send several bytes are written out.
    func type(_ text: String) throws {
        var left = Array(text.utf8)[...]
        while !left.isEmpty {
            // A terminal holds 4096 bytes that were not read; what it writes meanwhile must be taken.
            let count = left.prefix(512).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure(description: "the terminal takes nothing") }
            left = left.dropFirst(count)
            _ = read(within: 0)
        }
    }

    /// Waits until the screen shows what it should.
    func wait(_ what: String = "what the test says", until isShown: (Screen) -> Bool) throws {
        let end = Date.timeIntervalSinceReferenceDate + Self.patience
        while !isShown(screen) {
            guard Date.timeIntervalSinceReferenceDate < end, read(within: 200) else {
                // What came last may be what was waited for.
                if isShown(screen) { return }
                throw Failure(description: "waited for \(what); the screen (cursor \(screen.row), \(screen.column)):\n\(screen.text)")
            }
        }
    }

    /// Waits until the line with the cursor is this; the cursor stands at its end unless a column is given.
    func wait(line: String, column: Int? = nil) throws {
        try wait("line \(line)") { screen in
            guard screen.lines.indices.contains(screen.row) else { return false }
            let found = screen.lines[screen.row]
            return found == line.replacing(/\ +$/, with: "") && (column.map { $0 == screen.column } ?? true)
        }
    }

    func wait(text: String) throws { try wait(text) { $0.text.contains(text) } }

    /// The exit status, or 128 and the signal.
    func end() throws -> Int32 {
        let end = Date.timeIntervalSinceReferenceDate + Self.patience
        var found: Int32 = 0
        while waitpid(process, &found, WNOHANG) == 0 {
            guard Date.timeIntervalSinceReferenceDate < end else { throw Failure(description: "it does not end:\n\(screen.text)") }
            _ = read(within: 20)
        }
        while read(within: 0) {}
        let result = found & 0x7F == 0 ? found >> 8 & 0xFF : 128 + found & 0x7F
        status = result
        return result
    }

    /// How the terminal treats what is typed, as the program left it.
    var modes: (isCanonical: Bool, echoes: Bool, hasSignals: Bool) {
        var modes = termios()
        tcgetattr(master, &modes)
        func has(_ flag: Int32) -> Bool { modes.c_lflag & tcflag_t(flag) != 0 }
        return (has(ICANON), has(ECHO), has(ISIG))
    }

    /// Takes what the program writes; false once there is nobody to write.
    private func read(within milliseconds: Int32) -> Bool {
        var input = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&input, 1, milliseconds) > 0 else { return milliseconds > 0 }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        bytes += buffer[..<count]
        screen.feed(buffer[..<count])
        return true
    }
}
