import KijunSyntax

/// What stands in a cell of a table, and how it gives way where its column is narrow.
struct TableCell {
    /// On one line.
    let text: String
    /// The columns that the text takes.
    let width: Int
    private let kind: Kind

    private enum Kind {
        /// A number cut short would be another number.
        case whole
        case text
        /// A list or record gives way between its parts, so that no number in it is cut.
        case parts([String], open: String, separator: String, close: String)
    }

    /// A number, a year, a word for what is missing: never cut.
    static func whole(_ text: String) -> TableCell { TableCell(text: text, width: DisplayWidth.of(text), kind: .whole) }

    static func text(_ text: String) -> TableCell { TableCell(text: text, width: DisplayWidth.of(text), kind: .text) }

    static func parts(_ parts: [String], open: String, separator: String, close: String) -> TableCell {
        let text = open + parts.joined(separator: separator) + close
        return TableCell(
            text: text, width: DisplayWidth.of(text), kind: .parts(parts, open: open, separator: separator, close: close))
    }

    /// A text gives way down to this, if it must.
    private static let leastText = 12

    /// The columns without which the cell would say nothing or something else.
    var least: Int {
        if case .whole = kind { width } else { min(width, Self.leastText) }
    }

    /// The text in at most so many columns, with `…` where something is left out. A number that does not fit is left out whole.
    func shown(in room: Int) -> String {
        guard width > room else { return text }
        switch kind {
        case .whole: return room > 0 ? "…" : ""
        case .text: return DisplayWidth.truncated(text, to: room)
        case .parts(let parts, let open, let separator, let close):
            var used = DisplayWidth.of(open) + 1 + DisplayWidth.of(close)
            guard used <= room else { return room > 0 ? "…" : "" }
            var result = open
            for part in parts {
                used += DisplayWidth.of(part) + DisplayWidth.of(separator)
                if used > room { break }
                result += part + separator
            }
            return result + "…" + close
        }
    }
}

extension DisplayWidth {
    /// A line in pieces of at most so many columns, broken after a space where there is one; further pieces are indented.
    static func wrapped(_ line: String, to width: Int, indent: String = "") -> [String] {
        guard of(line) > width else { return [line] }
        var pieces: [String] = []
        var piece = ""
        var used = 0
        /// Where the piece may be broken, in characters from its start.
        var brk = 0
        var count = 0
        for character in line {
            let next = of(String(character))
            if used + next > width, count > 0 {
                let isBroken = brk > of(indent)
                let kept = isBroken ? String(piece.prefix(brk)) : piece
                let rest = isBroken ? String(piece.dropFirst(brk)) : ""
                pieces.append(trimmed(kept))
                piece = indent + rest
                used = of(piece)
                count = piece.count
                brk = 0
                if character == " ", rest.isEmpty { continue }
            }
            piece.append(character)
            used += next
            count += 1
            if character == " " || character == "、" { brk = count }
        }
        if !trimmed(piece).isEmpty { pieces.append(trimmed(piece)) }
        return pieces
    }

    /// Without the spaces at its end.
    static func trimmed(_ line: String) -> String {
        guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
        return String(line[...last])
    }
}
