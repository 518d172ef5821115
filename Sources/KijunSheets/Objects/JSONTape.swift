internal import CSimdjson

/// Reads JSON into a flat tape: an entry of 16 bytes for each value and key, in the order of the text. A tape is used again for
/// the next text, so that a file of many lines costs the memory of its longest one.
final class JSONTape {
    enum Outcome {
        /// The values of the text, one after the other.
        case read([JSONCursor])
        /// No JSON; ``JSONFault`` says why.
        case broken
        /// An object has a key twice: where its quote stands, the first time and again.
        case duplicate(first: Int, second: Int)
        case noMemory
    }

    private let parser: OpaquePointer?

    init() { parser = kijun_json_create() }

    deinit { if let parser { kijun_json_destroy(parser) } }

    /// Reads objects and lists one after the other, checked to the last byte.
    ///
    /// - Parameter text: at most 1 GB; it must stay where it is as long as the cursors are used.
    /// - Returns: cursors that hold until the next call.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> Outcome {
        guard let parser else { return .noMemory }
        guard let source = text.baseAddress else { return .broken }
        let tape = kijun_json_parse(parser, source, text.count)
        switch Int(tape.status) {
        case KIJUN_JSON_OK: break
        case KIJUN_JSON_DUPLICATE: return .duplicate(first: Int(tape.first), second: Int(tape.second))
        case KIJUN_JSON_NO_MEMORY: return .noMemory
        default: return .broken
        }
        guard let entries = tape.entries else { return .broken }
        var roots: [JSONCursor] = []
        var index = 0
        while index < tape.count {
            let root = JSONCursor(source: source, texts: tape.texts ?? source, entries: entries, index: index)
            roots.append(root)
            index = root.next
        }
        return .read(roots)
    }
}

/// A value of a JSON text. It points into its tape and its text and must not outlive them.
struct JSONCursor {
    enum Kind {
        case null
        case yes
        case no
        case number
        case text
        case list
        case object
    }

    fileprivate let source: UnsafePointer<UInt8>
    fileprivate let texts: UnsafePointer<UInt8>
    fileprivate let entries: UnsafePointer<kijun_json_entry>
    fileprivate let index: Int

    fileprivate init(
        source: UnsafePointer<UInt8>, texts: UnsafePointer<UInt8>, entries: UnsafePointer<kijun_json_entry>, index: Int
    ) {
        self.source = source
        self.texts = texts
        self.entries = entries
        self.index = index
    }

    private var entry: kijun_json_entry { entries[index] }
    private var low: Int { Int(UInt32(truncatingIfNeeded: entry.payload)) }
    private var high: Int { Int(entry.payload >> 32) }

    var kind: Kind {
        switch Int(entry.kind) {
        case KIJUN_JSON_NULL: .null
        case KIJUN_JSON_TRUE: .yes
        case KIJUN_JSON_FALSE: .no
        case KIJUN_JSON_NUMBER, KIJUN_JSON_LONG_NUMBER: .number
        case KIJUN_JSON_LIST: .list
        case KIJUN_JSON_OBJECT: .object
        default: .text
        }
    }

    /// Where the value begins, in bytes from the start of the text; a text begins with its quote.
    var offset: Int { Int(entry.offset) }

    /// The elements of a list, the members of an object; 0 for any other value.
    var count: Int { isContainer ? high : 0 }

    private var isContainer: Bool { Int(entry.kind) >= KIJUN_JSON_LIST }

    /// The entry after the value.
    fileprivate var next: Int { isContainer ? low : index + 1 }

    private func at(_ index: Int) -> JSONCursor {
        JSONCursor(source: source, texts: texts, entries: entries, index: index)
    }

    // MARK: Texts and numbers

    /// The UTF-8 of a text or key without its escapes; empty for any other value.
    var utf8: UnsafeBufferPointer<UInt8> {
        let kind = Int(entry.kind)
        guard kind == KIJUN_JSON_TEXT || kind == KIJUN_JSON_KEY else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: (entry.is_escaped != 0 ? texts : source) + high, count: low)
    }

    /// A text or key as it is written, with its quotes; empty for any other value.
    var written: UnsafeBufferPointer<UInt8> {
        let kind = Int(entry.kind)
        guard kind == KIJUN_JSON_TEXT || kind == KIJUN_JSON_KEY else { return UnsafeBufferPointer(start: nil, count: 0) }
        var end = offset + 1
        while source[end] != UInt8(ascii: "\"") { end += source[end] == UInt8(ascii: "\\") ? 2 : 1 }
        return UnsafeBufferPointer(start: source + offset, count: end + 1 - offset)
    }

    /// The text or key; empty for any other value.
    var text: String { String(decoding: utf8, as: UTF8.self) }

    /// A number as digits × 10^-`scale`, at most 18 digits and no exponent; nil for longer ones and for any other value.
    var decimal: (mantissa: Int64, scale: Int)? {
        Int(entry.kind) == KIJUN_JSON_NUMBER ? (entry.payload, Int(entry.scale)) : nil
    }

    /// A number as it is written; empty for any other value.
    var numberText: String {
        guard kind == .number else { return "" }
        var end = offset
        if Int(entry.kind) == KIJUN_JSON_LONG_NUMBER {
            end += low
        } else {
            while Self.isOfNumber(source[end]) { end += 1 }
        }
        return String(decoding: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(start: source, count: end)[offset...]), as: UTF8.self)
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    // MARK: What is inside

    /// The elements of a list; nothing for any other value.
    var elements: Elements { Elements(at: at(index + 1), end: kind == .list ? low : 0) }

    /// The members of an object, the key a text; nothing for any other value.
    var members: Members { Members(at: at(index + 1), end: kind == .object ? low : 0) }

    struct Elements: Sequence, IteratorProtocol {
        private var cursor: JSONCursor
        private let end: Int

        fileprivate init(at cursor: JSONCursor, end: Int) {
            self.cursor = cursor
            self.end = end
        }

        mutating func next() -> JSONCursor? {
            guard cursor.index < end else { return nil }
            let element = cursor
            cursor = element.at(element.next)
            return element
        }
    }

    struct Members: Sequence, IteratorProtocol {
        private var cursor: JSONCursor
        private let end: Int

        fileprivate init(at cursor: JSONCursor, end: Int) {
            self.cursor = cursor
            self.end = end
        }

        mutating func next() -> (key: JSONCursor, value: JSONCursor)? {
            guard cursor.index < end else { return nil }
            let key = cursor
            let value = key.at(key.index + 1)
            cursor = value.at(value.next)
            return (key, value)
        }
    }
}
