import Glibc

/// A file that is read piece by piece, from its beginning to its end.
struct FileReading {
    /// Its bytes; nil where nobody knows before the end: a pipe, a device. Only a file that has a size can be read a second time.
    let size: Int?
    /// Fills a piece of memory as far as the file has something, and returns how many bytes that is; 0 at the end, or where the
    /// user broke off.
    let read: (UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int
}

extension FileReading {
    /// Bytes that are in memory already.
    init(_ bytes: [UInt8]) {
        var position = 0
        self.init(size: bytes.count) { space in
            let part = bytes[position..<min(bytes.count, position + space.count)]
            space.copyBytes(from: part)
            position = part.endIndex
            return part.count
        }
    }

    /// So many bytes more, or fewer at the end of the file.
    ///
    /// - Parameter beginning: what stands before them in the result.
    func next(_ count: Int, after beginning: ArraySlice<UInt8> = []) throws(FileProblem) -> [UInt8] {
        var problem: FileProblem?
        let bytes = [UInt8](unsafeUninitializedCapacity: beginning.count + count) { space, filled in
            let space = UnsafeMutableRawBufferPointer(space)
            space.copyBytes(from: beginning)
            filled = beginning.count
            while filled < space.count {
                do throws(FileProblem) {
                    let got = try read(UnsafeMutableRawBufferPointer(rebasing: space[filled...]))
                    if got == 0 { break }
                    filled += got
                } catch {
                    problem = error
                    break
                }
            }
        }
        if let problem { throw problem }
        return bytes
    }

    /// All that is left.
    ///
    /// - Throws: `.tooLarge` past the size that a file may have in memory.
    func rest(after beginning: [UInt8] = []) throws(FileProblem) -> [UInt8] {
        if let size, size > Self.maximumInMemory { throw .tooLarge }
        var bytes = beginning
        // One more than expected: then the end is found without another piece.
        var room = max(size.map { $0 + 1 - beginning.count } ?? 1 << 16, 1 << 16)
        while true {
            let before = bytes.count
            // Behind what is there already: a file is never in memory twice.
            bytes = try next(room, after: bytes[...])
            if bytes.count > Self.maximumInMemory { throw .tooLarge }
            if bytes.count < before + room { return bytes }
            room = max(1 << 16, bytes.count / 2)
        }
    }

    /// What is taken into memory of one file, or of one line; more is refused.
    static let maximumInMemory = 1 << 30
}

/// A file of lines on its way in, in pieces of whole lines.
struct LineChunks {
    private let file: FileReading
    /// What was read behind the last whole line.
    private var rest: ArraySlice<UInt8>
    private var isAtEnd = false

    /// About so many bytes are a piece: a few times the sheets that a batch should have, and still within the caches.
    static let usualSize = 1 << 20
    private let size: Int

    /// - Parameter beginning: what was read of the file already.
    init(_ file: FileReading, beginning: [UInt8] = [], size: Int = Self.usualSize) {
        self.file = file
        self.size = size
        rest = beginning[...]
    }

    /// The last lines have been taken.
    var isEmpty: Bool { isAtEnd && rest.isEmpty }

    /// The next lines, each with its line feed but the last of the file; nil at the end.
    ///
    /// - Throws: `.tooLarge` for a line past the size that a file may have in memory.
    mutating func next() throws(FileProblem) -> [UInt8]? {
        var room = max(0, size - rest.count)
        while !isAtEnd {
            var bytes = try file.next(room, after: rest)
            isAtEnd = room > 0 && bytes.count < rest.count + room
            if !isAtEnd, let feed = bytes.lastIndex(of: UInt8(ascii: "\n")) {
                rest = ArraySlice(Array(bytes[(feed + 1)...]))
                bytes.removeLast(rest.count)
                return bytes
            }
            rest = bytes[...]
            if rest.count > FileReading.maximumInMemory { throw .tooLarge }
            room = max(size, rest.count)
        }
        defer { rest = [] }
        return rest.isEmpty ? nil : Array(rest)
    }

    /// How many lines end in a piece.
    static func feeds(in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            var count = 0
            var start = 0
            while let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start) {
                count += 1
                start = UnsafeRawPointer(found) - base + 1
            }
            return count
        }
    }
}
