import Glibc

/// The entries of this and earlier sessions, oldest first, one a line in a file: `\n` stands for a line feed in an entry, `\\`
/// for `\`.
struct EntryHistory {
    /// nil where no place is known.
    let path: String?
    private(set) var entries: [String] = []

    static let maximumCount = 10_000
    /// An entry of more bytes, a whole file pasted, is not kept.
    static let maximumSize = 100_000

    init(path: String?) {
        self.path = path
        guard let path, let bytes = try? Machine.open(path).rest() else { return }
        entries = bytes.split(separator: UInt8(ascii: "\n")).suffix(Self.maximumCount).map(Self.decoded)
    }

    /// In the state folder of the XDG base directories.
    static var standardPath: String? {
        func folder(_ name: String) -> String? {
            // A path that does not start at the root is to be passed over, say the XDG base directories.
            getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let state = folder("XDG_STATE_HOME") ?? folder("HOME").map { $0 + "/.local/state" }
        return state.map { $0 + "/kijun/history" }
    }

    /// False for what is not kept: blank, the same as the last, or too long.
    mutating func add(_ text: String) -> Bool {
        guard text.utf8.count <= Self.maximumSize, !text.allSatisfy(\.isWhitespace), text != entries.last else { return false }
        entries.append(text)
        return true
    }

    /// Adds an entry to the file. What other sessions wrote there meanwhile is kept; the new file is put in place at once, so
    /// that a session killed while it writes leaves the old. False where it cannot be written.
    func save(_ text: String) -> Bool {
        guard let path, let slash = path.lastIndex(of: "/") else { return false }
        let folder = String(path[..<slash])
        Self.makeFolder(folder)
        let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { return false }
        // Closing it lets the next session write.
        defer { close(lock) }
        guard Machine.retrying({ Int(flock(lock, LOCK_EX)) }) == 0 else { return false }
        var bytes: [UInt8] = []
        do throws(FileProblem) { bytes = try Machine.open(path).rest() } catch { if error != .notFound { return false } }
        let isNew = bytes.isEmpty
        var lines = bytes.split(separator: UInt8(ascii: "\n"))
        let line = Self.encoded(text)[...]
        if lines.last == line { return true }
        lines.append(line)
        let kept = lines.suffix(Self.maximumCount)
        do throws(FileProblem) { try Machine.create(path).write(kept.flatMap { $0 + [UInt8(ascii: "\n")] }) } catch { return false }
        // What is typed is the user's alone; later writes keep the mode.
        if isNew { chmod(path, 0o600) }
        return true
    }

    private static func makeFolder(_ path: String) {
        var end = path.startIndex
        while end < path.endIndex {
            end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
            mkdir(String(path[..<end]), 0o700)
        }
    }

    private static func encoded(_ text: String) -> [UInt8] {
        text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "\n"): Array("\\n".utf8)
            case UInt8(ascii: "\\"): Array("\\\\".utf8)
            default: [byte]
            }
        }
    }

    private static func decoded(_ line: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in line {
            if isEscaped {
                bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
