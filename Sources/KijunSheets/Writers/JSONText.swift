public import Kijun

/// JSON by hand into a buffer of bytes: names in the order given, no white space.
public struct JSONText: Sendable {
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    public init() {}

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    public mutating func object(_ body: (inout JSONText) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    public mutating func array(_ body: (inout JSONText) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// The name of a member; its value must follow.
    public mutating func name(_ name: String) {
        separate()
        Self.append(quoted: name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    public mutating func string(_ text: String) {
        separate()
        Self.append(quoted: text, to: &bytes)
    }

    /// `true`, `12`, `null`: text that is JSON already.
    public mutating func literal(_ text: String) {
        separate()
        bytes += text.utf8
    }

    public mutating func strings(_ texts: [String]) {
        array { json in
            for text in texts { json.string(text) }
        }
    }

    /// A number that terminates is a JSON number, another a text such as `"1/3"`; blank and what is not determined are
    /// `null`; a year is its shown text.
    public mutating func value(_ value: Value) {
        switch value {
        case .number(let number): number.isTerminating ? literal(number.plainText) : string(number.plainText)
        case .text(let text): string(text)
        case .year(let year): string(Year.shown(year))
        case .yesno(let flag): literal(flag ? "true" : "false")
        case .list(let elements):
            array { json in
                for element in elements { json.value(element) }
            }
        case .record(let members):
            object { json in
                for member in members {
                    json.name(member.name)
                    json.value(member.value)
                }
            }
        case .blank, .undetermined, .failed: literal("null")
        }
    }

    /// White space and separators between values of an outer list that is written piece by piece.
    public mutating func raw(_ text: String) {
        bytes += text.utf8
        needsComma = false
    }

    /// Takes what has been written so far.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// A JSON string: quotes, backslashes and control characters escaped, everything else as it is.
    public static func append(quoted text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes += "\\n".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    public static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(quoted: text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
