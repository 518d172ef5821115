import Glibc

/// How the text of a block is written into its file: words behind the file's name.
public enum TextWriting: String, CaseIterable, Sendable {
    case cp932
    /// Little endian, with a byte order mark.
    case utf16 = "utf-16"
    /// Without byte order mark.
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// UTF-8 with a byte order mark.
    case bom
    /// Lines end in CR LF.
    case crlf
    /// Lines end in CR.
    case cr

    /// The text as its file has it.
    public func bytes(of text: String) -> [UInt8] { Self.bytes(text, [self]) }

    static func bytes(_ text: String, _ writings: [TextWriting]) -> [UInt8] {
        var text = text
        if writings.contains(.crlf) { text = text.replacing("\n", with: "\r\n") }
        if writings.contains(.cr) { text = text.replacing("\n", with: "\r") }
        var bytes = Array(text.utf8)
        for writing in writings {
            switch writing {
            case .cp932: bytes = converted(bytes, to: "CP932")
            case .utf16: bytes = [0xFF, 0xFE] + converted(bytes, to: "UTF-16LE")
            case .utf16LittleEndian: bytes = converted(bytes, to: "UTF-16LE")
            case .utf16BigEndian: bytes = converted(bytes, to: "UTF-16BE")
            case .bom: bytes = [0xEF, 0xBB, 0xBF] + bytes
            case .crlf, .cr: break
            }
        }
        return bytes
    }

    /// What has no character in the encoding is left out from there on.
    static func converted(_ bytes: [UInt8], to encoding: String) -> [UInt8] {
        guard let converter = iconv_open(encoding, "UTF-8"), Int(bitPattern: converter) != -1 else { return [] }
        defer { iconv_close(converter) }
        return bytes.withUnsafeBytes { source in
            [UInt8](unsafeUninitializedCapacity: bytes.count * 2 + 4) { buffer, count in
                var input = UnsafeMutablePointer(mutating: source.bindMemory(to: CChar.self).baseAddress)
                var left = source.count
                let start = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
                var output = start
                var room = buffer.count
                iconv(converter, &input, &left, &output, &room)
                count = buffer.count - room
            }
        }
    }
}
