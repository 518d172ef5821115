import KijunSyntax

/// Texts by number: the same text has one number, and texts that are equal after NFKC one key.
///
/// A value: each evaluation goes on from that of its sheets, which is shared until an evaluation makes a text of its own.
package struct TextTable: Sendable {
    package private(set) var texts: [String] = [""]
    /// For every text the number of the first text with the same NFKC form.
    private(set) var keys: [UInt32] = [0]
    private var numbers: [Bytes: UInt32] = [Bytes(text: ""): 0]
    private var folded: [Bytes: UInt32] = [Bytes(text: ""): 0]
    /// The NFKC forms of the keys whose first text is not in that form itself.
    private var forms: [UInt32: String] = [:]

    /// A text as its bytes: a string as key of a dictionary is normalised at every look.
    private struct Bytes: Hashable {
        let text: String

        static func == (a: Bytes, b: Bytes) -> Bool {
            guard a.text.utf8.count == b.text.utf8.count else { return false }
            let isSame = a.text.utf8.withContiguousStorageIfAvailable { a in
                b.text.utf8.withContiguousStorageIfAvailable { b in a.elementsEqual(b) }
            }
            return (isSame ?? nil) ?? a.text.utf8.elementsEqual(b.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            if text.utf8.withContiguousStorageIfAvailable({ hasher.combine(bytes: UnsafeRawBufferPointer($0)) }) == nil {
                for byte in text.utf8 { hasher.combine(byte) }
            }
        }
    }

    package init() {}

    package var count: Int { texts.count }

    package subscript(_ number: Int) -> String { texts[number] }

    package mutating func number(of text: String) -> UInt32 {
        if let known = numbers[Bytes(text: text)] { return known }
        let number = UInt32(texts.count)
        texts.append(text)
        numbers[Bytes(text: text)] = number
        let form = nfkc(text)
        if let key = folded[Bytes(text: form)] {
            keys.append(key)
        } else {
            folded[Bytes(text: form)] = number
            if !form.utf8.elementsEqual(text.utf8) { forms[number] = form }
            keys.append(number)
        }
        return number
    }

    /// The NFKC form of a text.
    func form(_ number: UInt32) -> String {
        let key = keys[Int(number)]
        return forms[key] ?? texts[Int(key)]
    }
}

/// The texts of one evaluation. Not safe to share between threads.
final class TextPool {
    private var table: TextTable

    /// The number of the empty text.
    static let empty: UInt32 = 0

    /// - Parameter table: what there is already, under the same numbers.
    init(_ table: TextTable) { self.table = table }

    func number(of text: String) -> UInt32 { table.number(of: text) }

    subscript(_ number: UInt32) -> String { table.texts[Int(number)] }

    func key(_ number: UInt32) -> UInt32 { table.keys[Int(number)] }

    /// The NFKC form of a text.
    func form(_ number: UInt32) -> String { table.form(number) }
}
