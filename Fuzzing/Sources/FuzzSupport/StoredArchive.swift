/// Makes zip archives in memory, nothing in them compressed.
public struct StoredArchive {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// An archive of named contents.
    ///
    /// - Parameter deflated: the contents are said to be deflated, and are a deflate stream of blocks that are stored as they are.
    public static func archive(_ parts: [(name: String, content: [UInt8])], deflated: Bool = false) -> [UInt8] {
        var archive = StoredArchive()
        for part in parts { archive.add(part.name, part.content, deflated: deflated) }
        let start = archive.bytes.count
        var bytes = archive.bytes + archive.directory
        bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(archive.count, 2) + little(archive.count, 2)
        return bytes + little(archive.directory.count, 4) + little(start, 4) + [0, 0]
    }

    private mutating func add(_ name: String, _ content: [UInt8], deflated: Bool) {
        let data = deflated ? Self.deflateStream(of: content) : content
        let offset = bytes.count
        let common =
            [20, 0, 0, 8, deflated ? 8 : 0, 0, 0, 0, 0, 0] + Self.little(Int(Self.checksum(content)), 4)
            + Self.little(data.count, 4) + Self.little(content.count, 4) + Self.little(name.utf8.count, 2) + [0, 0]
        bytes += [0x50, 0x4B, 3, 4] + common + name.utf8 + data
        directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + Self.little(offset, 4) + name.utf8
        count += 1
    }

    private static func deflateStream(of content: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = []
        var rest = content[...]
        repeat {
            let block = rest.prefix(0xFFFF)
            rest = rest.dropFirst(block.count)
            stream += [rest.isEmpty ? 1 : 0] + little(block.count, 2) + little(block.count ^ 0xFFFF, 2) + block
        } while !rest.isEmpty
        return stream
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    private static let checksums: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }

    /// CRC-32 as zip has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in checksums[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8) }
    }
}
