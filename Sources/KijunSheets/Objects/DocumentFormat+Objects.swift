internal import Kijun

extension DocumentFormat {
    /// json and jsonl: one object, a list of objects, objects one after the other or one a line.
    static let json = DocumentFormat(name: "json", endings: ["json", "jsonl", "ndjson"], isCertain: isJSON) {
        bytes, name, options throws(Finding) in
        .objects(try ObjectDocument.read(bytes, name: name, options: options, isLines: isLines(bytes, name: name)))
    }

    /// `{"` or `[{` begins JSON, whatever the file is called.
    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        let text = beginning(of: bytes)
        let inside = text.dropFirst().first { !isSpace($0) }
        return switch text.first {
        case UInt8(ascii: "{"): inside == UInt8(ascii: "\"") || inside == UInt8(ascii: "}")
        case UInt8(ascii: "["): inside == UInt8(ascii: "{")
        default: false
        }
    }

    /// Whether each line is an object, by the name of the file; where that says nothing, if a second line begins one. An object
    /// that is laid out over lines is none of lines, whatever the file is called.
    static func isLines(_ bytes: [UInt8], name: String) -> Bool {
        let text = beginning(of: bytes)
        let end = text.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
        let next = text[end...].first { !isSpace($0) }
        switch ending(of: name) {
        case "json": return false
        case "jsonl", "ndjson":
            guard text.first == UInt8(ascii: "{"), next != UInt8(ascii: "{"), let last = text[..<end].last(where: { !isSpace($0) })
            else { return text.first != UInt8(ascii: "[") }
            return !"{[,:".utf8.contains(last)
        default: return next == UInt8(ascii: "{") && text.first == UInt8(ascii: "{")
        }
    }

    /// The text without a byte order mark and white space before it.
    private static func beginning(of bytes: [UInt8]) -> ArraySlice<UInt8> {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return text.drop(while: isSpace)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
