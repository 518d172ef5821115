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

    /// The number of the empty text.
    static let empty: UInt32 = 0

    init() {}

    init(copying other: TextPool) {
        texts = other.texts
        keys = other.keys
        numbers = other.numbers
        folded = other.folded
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
            keys.append(number)
        }
        return number
    }

    subscript(_ number: UInt32) -> String { texts[Int(number)] }

    func key(_ number: UInt32) -> UInt32 { keys[Int(number)] }
}
