import Glibc
import Testing

@testable import KijunCommand

@Suite struct `Files in pieces` {
    /// A file that gives at most so many bytes at a time, as a pipe does.
    private static func slow(_ bytes: [UInt8], _ most: Int) -> FileReading {
        let whole = FileReading(bytes)
        return FileReading(size: nil) { space throws(FileProblem) in
            try whole.read(UnsafeMutableRawBufferPointer(rebasing: space[..<min(most, space.count)]))
        }
    }

    @Test func `lines come whole, in their order and once, however the file is cut`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in UInt8.random(in: 0..<12, using: &random) }
                .map { $0 < 3 ? UInt8(ascii: "\n") : UInt8(ascii: "a") + $0 }
            let file = Self.slow(text, Int.random(in: 1...9, using: &random))
            let beginning = try file.next(Int.random(in: 0...20, using: &random))
            var chunks = LineChunks(file, beginning: beginning, size: Int.random(in: 1...16, using: &random))
            var pieces: [[UInt8]] = []
            while let piece = try chunks.next() { pieces.append(piece) }
            #expect(Array(pieces.joined()) == text)
            #expect(pieces.dropLast().allSatisfy { $0.last == UInt8(ascii: "\n") })
            #expect(pieces.allSatisfy { !$0.isEmpty })
            #expect(pieces.reduce(0) { $0 + LineChunks.feeds(in: $1) } == text.count { $0 == UInt8(ascii: "\n") })
        }
    }

    @Test func `the rest of a file is what was not read yet`() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        for file in [FileReading(bytes), Self.slow(bytes, 70_000)] {
            let beginning = try file.next(1_000)
            #expect(try file.rest(after: beginning) == bytes)
            #expect(try file.rest() == [])
        }
    }

    @Test func `a problem in the middle is thrown, not taken for the end`() {
        var count = 0
        let file = FileReading(size: nil) { space throws(FileProblem) in
            count += 1
            if count > 2 { throw .other("disk") }
            space[0] = UInt8(ascii: "\n")
            return 1
        }
        var chunks = LineChunks(file, size: 8)
        #expect(throws: FileProblem.other("disk")) { _ = try chunks.next() }
    }

    @Test func `a file in the making is not seen, and leaves nothing where it is abandoned`() throws {
        let folder = "/tmp/kijun-pieces-\(UInt64.random(in: 0 ... .max))"
        #expect(mkdir(folder, 0o700) == 0)
        defer {
            for file in Machine.listFolder(folder)?.files ?? [] { unlink(file) }
            rmdir(folder)
        }
        let path = folder + "/a.txt"
        try Machine.create(path).write(Array("old".utf8))
        let file = try Machine.create(path)
        try file.append(Array("ne".utf8))
        #expect(try Machine.open(path).rest() == Array("old".utf8))
        try file.append(Array("w".utf8))
        try file.finish()
        #expect(try Machine.open(path).rest() == Array("new".utf8))
        let other = try Machine.create(path)
        try other.append(Array("half".utf8))
        other.abandon()
        #expect(try Machine.open(path).rest() == Array("new".utf8))
        #expect(Machine.listFolder(folder)?.files == [path])
    }

    @Test func `a full disk is told as one`() throws {
        let file = try Machine.create("/dev/full")
        #expect(throws: FileProblem.full) { try file.append([1]) }
    }

    @Test func `the mode of a file that is replaced stays`() throws {
        let path = "/tmp/kijun-pieces-\(UInt64.random(in: 0 ... .max)).txt"
        defer { unlink(path) }
        try Machine.create(path).write([])
        chmod(path, 0o640)
        try Machine.create(path).write([1])
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    }
}

@Suite struct `Work in several threads` {
    @Test(arguments: [1, 2, 3, 8])
    func `what comes of the pieces comes in their order`(threads: Int) {
        for count in [0, 1, 2, 3, 200] {
            var products: [Int] = []
            let work = OrderedWork<Int, Int>(
                threads: threads,
                worker: {
                    { piece in
                        usleep(UInt32(piece % 7) * 50)
                        return piece * 2
                    }
                }, handOn: { products.append($0) })
            for piece in 0..<count { work.add(piece) }
            work.finish()
            #expect(products == (0..<count).map { $0 * 2 })
        }
    }

    @Test func `abandoned work ends its threads`() {
        var products: [Int] = []
        let work = OrderedWork<Int, Int>(
            threads: 4,
            worker: {
                { piece in
                    usleep(100)
                    return piece
                }
            }, handOn: { products.append($0) })
        for piece in 0..<50 { work.add(piece) }
        work.abandon()
        work.finish()
        #expect(products == Array(0..<products.count))
    }
}
