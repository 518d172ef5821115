import KijunSyntax

/// Colour on a terminal, or none.
struct Paint {
    let isOn: Bool

    func red(_ text: String) -> String { painted(text, "31") }
    func green(_ text: String) -> String { painted(text, "32") }
    func yellow(_ text: String) -> String { painted(text, "33") }
    func faint(_ text: String) -> String { painted(text, "90") }

    private func painted(_ text: String, _ colour: String) -> String { isOn ? "\u{1B}[\(colour)m\(text)\u{1B}[0m" : text }

    /// The columns of a text that may hold colours.
    static func width(of text: String) -> Int {
        var width = DisplayWidth.of(text)
        // A colour is ESC, [, two digits, m, and its end ESC, [, 0, m; the escape itself takes no column.
        var colours = 0
        for scalar in text.unicodeScalars where scalar.value == 0x1B { colours += 1 }
        width -= colours / 2 * 7
        return width
    }

    static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - Self.width(of: text)))
    }
}
