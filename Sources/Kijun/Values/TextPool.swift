import KijunSyntax

/// Texts by number: equal texts have one number, and texts that are equal after NFKC one key.
///
/// Not safe to share between threads: each evaluation has its own, started from that of its sheets.
final class TextPool {
    private(set) var texts: [String] = [""]
    /// For every text the number of the first text with the same NFKC form.
    private(set) var keys: [UInt32] = [0]
    private var numbers: [String: UInt32] = ["": 0]
    private var folded: [String: UInt32] = ["": 0]
    /// The NFKC forms of the keys whose first text is not in that form itself.
    private var forms: [UInt32: String] = [:]

    /// The number of the empty text.
    static let empty: UInt32 = 0

    init() {}

    init(copying other: TextPool) {
        texts = other.texts
        keys = other.keys
        numbers = other.numbers
        folded = other.folded
        forms = other.forms
    }

    func number(of text: String) -> UInt32 {
        if let known = numbers[text] { return known }
        let number = UInt32(texts.count)
        texts.append(text)
        numbers[text] = number
        let form = nfkc(text)
        if let key = folded[form] {
            keys.append(key)
        } else {
            folded[form] = number
            if !form.utf8.elementsEqual(text.utf8) { forms[number] = form }
            keys.append(number)
        }
        return number
    }

    subscript(_ number: UInt32) -> String { texts[Int(number)] }

    func key(_ number: UInt32) -> UInt32 { keys[Int(number)] }

    /// The NFKC form of a text.
    func form(_ number: UInt32) -> String {
        let key = key(number)
        return forms[key] ?? texts[Int(key)]
    }
}
