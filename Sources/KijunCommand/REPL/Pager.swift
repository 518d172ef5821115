import KijunSyntax

/// Shows what is taller than the screen by screenfuls, where there is a terminal for it.
struct Pager {
    let console: Console

    func show(_ lines: [String]) {
        let text = lines.map { $0 + "\n" }.joined()
        let screen = console.world.screen()
        // A line of the screen is left for the prompt.
        if let page = console.world.page, Self.height(of: lines, width: screen.width) >= screen.height {
            console.flush()
            if page(Array(text.utf8), Self.prompt) { return }
        }
        console.write(text)
    }

    /// Without the characters that `less` gives a meaning (. : ? % and the backslash), and in ASCII: it garbles others in a prompt.
    private static let prompt = "[space] next  [q] back"

    /// The lines of the screen that lines take: the terminal breaks those that are wider.
    private static func height(of lines: [String], width: Int) -> Int {
        lines.reduce(0) { height, line in
            // Escapes of colours are no columns, but a line that has them was fitted.
            let columns = line.utf8.contains(0x1B) ? 1 : DisplayWidth.of(line)
            return height + max(1, (columns + width - 1) / max(1, width))
        }
    }
}
