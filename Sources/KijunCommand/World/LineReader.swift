import Glibc

/// The standard input, by lines or as a whole.
final class LineReader {
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// The next line without its line end (`\n` or `\r\n`); nil at the end.
    func next() -> [UInt8]? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                var line = buffer[position..<end]
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                position = end + 1
                return Array(line)
            }
            searched = buffer.count - position
            buffer.removeFirst(position)
            position = 0
            if !fill() {
                guard !buffer.isEmpty else { return nil }
                defer { buffer = [] }
                return buffer
            }
        }
    }

    /// All that is left.
    func rest() throws(FileProblem) -> [UInt8] { try reading.rest() }

    /// What is left, piece by piece.
    var reading: FileReading {
        FileReading(size: nil) { [self] space throws(FileProblem) in
            let taken = buffer[position..<min(buffer.count, position + space.count)]
            if !taken.isEmpty {
                space.copyBytes(from: taken)
                position = taken.endIndex
                return taken.count
            }
            guard let base = space.baseAddress, !space.isEmpty, !isAtEnd else { return 0 }
            let count = Machine.retrying(unless: Machine.interrupts.isRaised) { Glibc.read(STDIN_FILENO, base, space.count) }
            if count < 0 { throw Machine.problem() }
            if count == 0 { isAtEnd = true }
            return count
        }
    }

    private func fill() -> Bool {
        guard !isAtEnd else { return false }
        let room = 1 << 16
        var count = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: room) { space, filled in
            count = Machine.retrying { Glibc.read(STDIN_FILENO, space.baseAddress, room) }
            filled = max(count, 0)
        }
        if count <= 0 { isAtEnd = true }
        buffer += chunk
        return count > 0
    }
}
