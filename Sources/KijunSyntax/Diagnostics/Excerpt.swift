/// The line that a span starts in, cut to what a terminal can show, and where to underline it.
struct Excerpt {
    /// Columns of source that are shown at most.
    static let widest = 100
    /// Of these, how many stand before the span in a line that is cut.
    private static let before = 30

    let file: String
    /// From 1.
    let line: Int
    /// In characters from 1.
    let column: Int
    /// The part of the line, with control characters made visible and tabs as spaces.
    let shown: String
    /// Columns before the underline.
    let indent: Int
    let markWidth: Int
    let mark: String
    let text: String

    /// nil for ``Span/none`` and spans outside of all sources.
    init?(_ span: Span, mark: String, text: Wording?, _ sources: SourceMap, _ language: Language) {
        guard let source = sources.source(of: span), let place = sources.place(of: span) else { return nil }
        file = place.file
        line = place.line
        column = place.column
        self.mark = mark
        self.text = DiagnosticRenderer.visible(text?[language] ?? "")

        let bytes = source.bytes
        var lineStart = source.lineStarts[line - 1]
        if lineStart == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lineStart = 3 }
        var lineEnd = line < source.lineStarts.count ? source.lineStarts[line] - 1 : bytes.count
        if lineEnd > lineStart, bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        let start = max(lineStart, min(Int(span.start - source.base), lineEnd))
        let end = max(start, min(Int(span.end - source.base), lineEnd))

        // A column is at most four bytes or so: what is further away cannot be shown anyway.
        let near = Self.boundary(in: bytes, at: max(lineStart, start - 8 * Self.widest), from: lineStart)
        let far = Self.boundary(in: bytes, at: min(lineEnd, start + 8 * Self.widest), from: start)
        let isNarrow =
            near == lineStart && far == lineEnd
            && DisplayWidth.of(String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self)) <= Self.widest

        var head = Self.drawn(String(decoding: bytes[near..<start], as: UTF8.self), column: 0)
        let isCutBefore = !isNarrow && (near > lineStart || DisplayWidth.of(head) > Self.before)
        if isCutBefore {
            var kept = Substring(head)
            while DisplayWidth.of(String(kept)) > Self.before { kept = kept.dropFirst(max(1, (kept.count - Self.before) / 2)) }
            head = "…" + kept
        }
        indent = DisplayWidth.of(head)
        let marked = Self.drawn(String(decoding: bytes[start..<min(end, far)], as: UTF8.self), column: indent)
        var rest =
            marked + Self.drawn(String(decoding: bytes[min(end, far)..<far], as: UTF8.self), column: indent + DisplayWidth.of(marked))
        if !isNarrow, far < lineEnd || indent + DisplayWidth.of(rest) > Self.widest {
            rest = DisplayWidth.truncated(rest + "…", to: Self.widest - indent)
        }
        shown = head + rest
        markWidth = max(1, min(DisplayWidth.of(marked), DisplayWidth.of(rest)))
    }

    /// The nearest offset at or before `offset` that does not cut a character.
    private static func boundary(in bytes: [UInt8], at offset: Int, from start: Int) -> Int {
        var result = offset
        while result > start, result < bytes.count, bytes[result] & 0xC0 == 0x80 { result -= 1 }
        return result
    }

    /// Tabs as spaces up to the next multiple of 4, control characters visible.
    private static func drawn(_ text: String, column: Int) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "\t" {
                let at = column + DisplayWidth.of(result)
                result += String(repeating: " ", count: 4 - at % 4)
            } else {
                result.unicodeScalars.append(DiagnosticRenderer.visible(scalar))
            }
        }
        return result
    }
}
