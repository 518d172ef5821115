import KijunSyntax

/// Comparison of texts as the language means it: by their NFKC forms, character by character.
enum TextMatching {
    /// Searched byte by byte: `String.contains` builds a table of characters for every call, 30 times the cost on the texts of
    /// a sheet. UTF-8 keeps a match from starting inside a character.
    static func contains(_ text: String, _ part: String) -> Bool {
        var text = nfkc(text)
        var part = nfkc(part)
        return text.withUTF8 { text in
            part.withUTF8 { part in
                guard let first = part.first else { return true }
                guard text.count >= part.count else { return false }
                search: for start in 0...(text.count - part.count) where text[start] == first {
                    for offset in 1..<max(1, part.count) where text[start + offset] != part[offset] { continue search }
                    return true
                }
                return false
            }
        }
    }

    static func hasPrefix(_ text: String, _ part: String) -> Bool { nfkc(text).hasPrefix(nfkc(part)) }
    static func hasSuffix(_ text: String, _ part: String) -> Bool { nfkc(text).hasSuffix(nfkc(part)) }

    /// Without white space (U+3000 too) at both ends.
    static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }

    /// Whether the whole text fits a pattern in which `*` stands for any characters and `?` for one. The time is at most
    /// the product of the lengths, without recursion.
    static func isLike(_ text: String, _ pattern: String) -> Bool {
        let text = Array(nfkc(text))
        let pattern = Array(nfkc(pattern))
        var at = 0
        var place = 0
        var star: (pattern: Int, text: Int)?
        while at < text.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[at] {
                place += 1
                at += 1
            } else if let back = star {
                star = (back.pattern, back.text + 1)
                place = back.pattern + 1
                at = back.text + 1
            } else {
                return false
            }
        }
        while place < pattern.count, pattern[place] == "*" { place += 1 }
        return place == pattern.count
    }
}

extension TextMatching {
    /// The parts between separators, which match literally; an empty separator gives the characters.
    static func split(_ text: String, _ separator: String) -> [String] {
        if separator.isEmpty { return text.map { String($0) } }
        return text.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
    }

    /// Every occurrence replaced; nil where the result would have more than `limit` bytes, found out before it is made.
    static func replace(_ text: String, _ old: String, with new: String, upTo limit: Int) -> String? {
        if old.isEmpty { return text }
        let places = text.ranges(of: old)
        let size = text.utf8.count + places.count * (new.utf8.count - old.utf8.count)
        return size <= limit ? text.replacing(old, with: new) : nil
    }

    /// `length` characters from `start`, from 1 or negative from the end; nil where `start` is 0 or `length` negative.
    static func slice(_ text: String, start: Int, length: Int?) -> String? {
        guard start != 0, (length ?? 0) >= 0 else { return nil }
        let characters = Array(text)
        let first = start > 0 ? start - 1 : max(0, characters.count + max(start, -characters.count))
        guard first < characters.count else { return "" }
        let count = min(length ?? characters.count, characters.count - first)
        return String(characters[first..<(first + count)])
    }
}
