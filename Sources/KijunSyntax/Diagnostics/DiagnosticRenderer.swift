/// Diagnostics as text for a terminal: the message with its code at the right, the place, the line of the source with what
/// is wrong underlined in display columns, the hint, and the other places that belong to it.
///
/// ```
/// error: 「basis5」という項目はありません                          [K0102]
///    ┌─ rules.kijun:3:8
///  3 │ judge: basis5 == "△" && any(basis2_4) -> c
///    │        ^^^^^^ もしかして basis1 / 基準1 ?
/// ```
public struct DiagnosticRenderer: Sendable {
    public let sources: SourceMap
    public let language: Language
    /// With ANSI escapes.
    public let usesColour: Bool
    /// How many are shown before only a count follows.
    public let limit: Int

    public init(sources: SourceMap, language: Language, usesColour: Bool = false, limit: Int = 20) {
        self.sources = sources
        self.language = language
        self.usesColour = usesColour
        self.limit = limit
    }

    /// All of them, most useful first, with an empty line between two and a count of what is not shown. Ends with a line
    /// feed; empty for none.
    public func render(_ diagnostics: [Diagnostic]) -> String {
        let sorted = Self.sorted(diagnostics)
        var text = sorted.prefix(limit).map { render($0) }.joined(separator: "\n")
        if sorted.count > limit {
            let rest = Wording(ja: "ほかに \(sorted.count - limit) 件あります", en: "and \(sorted.count - limit) more")
            text += "\n… " + rest[language] + "\n"
        }
        return text
    }

    /// Errors before warnings before notes; what keeps a line from being read (K00) first, because other messages may follow
    /// from it; then in the order of the text. Each one once.
    public static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { seen.insert($0).inserted }.enumerated().sorted { a, b in
            rank(a.element, a.offset) < rank(b.element, b.offset)
        }.map(\.element)
    }

    private static func rank(_ diagnostic: Diagnostic, _ index: Int) -> (Int, Int, UInt32, Int) {
        (-diagnostic.severity.rawValue, diagnostic.code.rawValue.hasPrefix("K00") ? 0 : 1, diagnostic.span.start, index)
    }

    /// One diagnostic. Ends with a line feed.
    public func render(_ diagnostic: Diagnostic) -> String {
        var excerpts: [Excerpt] = []
        if let main = Excerpt(diagnostic.span, mark: "^", text: diagnostic.hint, sources, language) { excerpts.append(main) }
        for label in diagnostic.labels {
            guard let excerpt = Excerpt(label.span, mark: "-", text: label.text, sources, language) else { continue }
            excerpts.append(excerpt)
        }
        let gutter = (excerpts.map { String($0.line).utf8.count }.max() ?? 0) + 2
        var result = header(diagnostic)
        var above: Excerpt?
        var remarks: [String] = []
        for excerpt in excerpts {
            append(excerpt, below: above, gutter: gutter, severity: diagnostic.severity, to: &result, remarks: &remarks)
            above = excerpt
        }
        for remark in remarks { result += "\(String(repeating: " ", count: gutter))\(painted("=", .frame)) \(remark)\n" }
        // Without a place, the hint and labels follow the message.
        if diagnostic.span == .none || excerpts.isEmpty {
            if let hint = diagnostic.hint { result += "  = \(Self.visible(hint[language]))\n" }
        }
        return result
    }

    // MARK: The message

    /// Where the code ends.
    private static let codeColumn = 72

    private func header(_ diagnostic: Diagnostic) -> String {
        let word = "\(diagnostic.severity)"
        var lines = diagnostic.message[language].split(separator: "\n", omittingEmptySubsequences: false).map { Self.visible(String($0)) }
        let first = lines.removeFirst()
        let code = "[\(diagnostic.code.rawValue)]"
        let width = word.utf8.count + 2 + DisplayWidth.of(first)
        let gap = max(2, Self.codeColumn - code.utf8.count - width)
        let text = painted(word, diagnostic.severity) + painted(": \(first)", .bold)
        return ([text + String(repeating: " ", count: gap) + painted(code, .dim)] + lines.map { "  " + $0 })
            .joined(separator: "\n") + "\n"
    }

    // MARK: Lines of the source

    /// - Parameter remarks: gets what is too long to stand beside its underline.
    private func append(
        _ excerpt: Excerpt, below above: Excerpt?, gutter: Int, severity: Diagnostic.Severity, to result: inout String,
        remarks: inout [String]
    ) {
        let blank = String(repeating: " ", count: gutter)
        let bar = painted("│", .frame)
        let isSameLine = above.map { $0.file == excerpt.file && $0.line == excerpt.line && $0.shown == excerpt.shown } ?? false
        if !isSameLine {
            let corner = above == nil ? "┌─" : "├─"
            result += "\(blank)\(painted(corner, .frame)) \(Self.visible(excerpt.file)):\(excerpt.line):\(excerpt.column)\n"
            let number = " \(excerpt.line) "
            let padding = String(repeating: " ", count: gutter - number.utf8.count)
            result += "\(padding)\(painted(number, .frame))\(bar) \(excerpt.shown)\n"
        }
        let marks = String(repeating: excerpt.mark, count: excerpt.markWidth)
        let paint = excerpt.mark == "^" ? painted(marks, severity) : painted(marks, .frame)
        var row = "\(blank)\(bar) \(String(repeating: " ", count: excerpt.indent))\(paint)"
        if !excerpt.text.isEmpty {
            if excerpt.indent + excerpt.markWidth + DisplayWidth.of(excerpt.text) <= Excerpt.widest {
                row += " " + excerpt.text
            } else {
                remarks.append(excerpt.text)
            }
        }
        result += row + "\n"
    }

    /// A text with nothing in it that a terminal would act on: NUL as `␀`, a line end as `␊`.
    public static func visible(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var result = ""
        for scalar in text.unicodeScalars { result.unicodeScalars.append(visible(scalar)) }
        return result
    }

    /// NUL as `␀`, ESC as `␛`; other characters that are not drawn, or turn the direction of the line, as `�`.
    static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x20..<0x7F: scalar
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "�"
        case 0x7F: "␡"
        case 0x80..<0xA0, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: "�"
        default: scalar
        }
    }

    // MARK: Colour

    private enum Paint: String {
        case bold = "1"
        case dim = "2"
        case frame = "34"
    }

    private func painted(_ text: String, _ paint: Paint) -> String { painted(text, escape: paint.rawValue) }

    private func painted(_ text: String, _ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: painted(text, escape: "1;31")
        case .warning: painted(text, escape: "1;33")
        case .note: painted(text, escape: "1;36")
        }
    }

    private func painted(_ text: String, escape: String) -> String {
        usesColour ? "\u{1B}[\(escape)m\(text)\u{1B}[0m" : text
    }
}
