import KijunSyntax

/// Texts by number: the same text has one number, and texts that are equal after NFKC one key.
///
/// A value: each evaluation goes on from that of its sheets, which is shared until an evaluation makes a text of its own. Then it
/// is copied: it holds plain arrays rather than a dictionary of strings.
package struct TextTable: Sendable {
    package private(set) var texts: [String] = []
    /// For every text the number of the first text with the same NFKC form.
    private(set) var keys: [UInt32] = []
    private var hashes: [UInt32] = []
    /// Open addressing by the hash of the bytes: the number of a text + 1, or 0. At most half of them are taken.
    private var places: [UInt32] = Array(repeating: 0, count: 64)
    /// The keys by NFKC forms, where the first text of one is not in that form itself.
    private var folded: [String: UInt32] = [:]
    /// The NFKC forms of those keys.
    private var forms: [UInt32: String] = [:]
    /// The keys that more than one text has.
    private(set) var twins: Set<UInt32> = []
    /// The bytes of the longest text.
    private(set) var longest = 0
    /// Marks a table that others go on from.
    private var beginning: Beginning?

    private final class Beginning: Sendable {}

    package init() { _ = number(of: "") }

    /// From now on copies of the table are known as going on from it.
    mutating func begin() { beginning = Beginning() }

    /// Whether the texts of another table have the same numbers here.
    func goesOn(from other: TextTable) -> Bool { beginning != nil && beginning === other.beginning }

    package var count: Int { texts.count }

    package subscript(_ number: Int) -> String { texts[number] }

    package mutating func number(of text: String) -> UInt32 {
        let hash = Self.hash(text)
        if let known = known(text, hash) { return known }
        let number = UInt32(texts.count)
        texts.append(text)
        hashes.append(hash)
        place(number)
        let key = key(of: text, number)
        keys.append(key)
        if key != number { twins.insert(key) }
        longest = max(longest, text.utf8.count)
        return number
    }

    /// The key of a text; nil where no text here is equal to it.
    func key(of text: String) -> UInt32? {
        if let number = known(text, Self.hash(text)) { return keys[Int(number)] }
        let form = nfkc(text)
        return known(form, Self.hash(form)).map { keys[Int($0)] } ?? folded[form]
    }

    private static func hash(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { bytes in
            var hasher = Hasher()
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
            return UInt32(truncatingIfNeeded: hasher.finalize())
        }
    }

    /// Compares bytes: strings are equal after normalisation too.
    private func known(_ text: String, _ hash: UInt32) -> UInt32? {
        var place = Int(hash) & (places.count - 1)
        while places[place] != 0 {
            let number = places[place] - 1
            let other = texts[Int(number)]
            if hashes[Int(number)] == hash, other.utf8.count == text.utf8.count, other.utf8.elementsEqual(text.utf8) { return number }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    /// Takes the last text into the places.
    private mutating func place(_ number: UInt32) {
        if texts.count * 2 > places.count {
            places = Array(repeating: 0, count: places.count * 2)
            for number in texts.indices { insert(UInt32(number)) }
        } else {
            insert(number)
        }
    }

    private mutating func insert(_ number: UInt32) {
        var place = Int(hashes[Int(number)]) & (places.count - 1)
        while places[place] != 0 { place = (place + 1) & (places.count - 1) }
        places[place] = number + 1
    }

    private mutating func key(of text: String, _ number: UInt32) -> UInt32 {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        let form = isASCII ? text : nfkc(text)
        if isASCII || form.utf8.elementsEqual(text.utf8) { return folded.isEmpty ? number : folded[form] ?? number }
        // The key of a text that is in its form is itself, unless another came before it.
        if let first = known(form, Self.hash(form)) { return keys[Int(first)] }
        if let first = folded[form] { return first }
        folded[form] = number
        forms[number] = form
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

    /// The key of a text; nil where no text here is equal to it.
    func key(of text: String) -> UInt32? { table.key(of: text) }

    /// The bytes of the longest text.
    var longest: Int { table.longest }

    /// Whether there are texts that are equal and yet not the same.
    var hasTwins: Bool { !table.twins.isEmpty }

    func hasTwin(_ number: UInt32) -> Bool { table.twins.contains(key(number)) }

    /// The keys of all texts, by their numbers.
    func withKeys<Result>(_ body: (UnsafeBufferPointer<UInt32>) throws(Evaluator.Stop) -> Result) throws(Evaluator.Stop) -> Result {
        try table.keys.withUnsafeBufferPointer(body)
    }

    /// The NFKC form of a text.
    func form(_ number: UInt32) -> String { table.form(number) }
}
