import KijunSyntax

/// What a user pastes, as it was meant to be entered: a part of a document, or of a session.
struct PastedText {
    private let lines: [Substring]
    private let prompt: String
    private let continuation: String
    private let sheetNames: Set<String>

    /// - Parameter sheetNames: of the sheets of the session, as its prompts show them.
    init(_ text: String, prompt: String, continuation: String, sheetNames: Set<String> = []) {
        var lines = PastedText.lines(of: text)
        while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
        self.lines = lines
        self.sheetNames = sheetNames
        self.prompt = prompt
        self.continuation = continuation
    }

    /// The entries in a text: a command is one line and an entry of its own, what lies between commands is one.
    static func entries(in text: String) -> [String] {
        var entries: [[Substring]] = []
        var isCommand = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let wasCommand = isCommand
            isCommand = line.first == ":" || line.first == "："
            if isCommand || wasCommand || entries.isEmpty { entries.append([]) }
            entries[entries.count - 1].append(line)
        }
        return entries.map { $0.joined(separator: "\n") }.filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// Lines joined by line feeds, without one at the end.
    var plain: String { nfc(lines.joined(separator: "\n")) }

    /// As ``plain``; of a session (its first line begins with a prompt) the entries
    /// alone, without prompts and without what the session answered.
    var cleaned: String {
        guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }), entered(first) != nil else { return plain }
        var kept: [Substring] = []
        var isInEntry = false
        for line in lines {
            if let text = entered(line) {
                kept.append(text)
                isInEntry = true
            } else if isInEntry, let text = continued(line) {
                kept.append(text)
            } else {
                isInEntry = false
            }
        }
        return nfc(kept.joined(separator: "\n"))
    }

    /// What stands behind a prompt: that of now, or `> ` with nothing or the name of a sheet before it, and `*` where values were
    /// tried. Any other word there may be a field: `cost> 3` is a comparison.
    private func entered(_ line: Substring) -> Substring? {
        if line.hasPrefix(prompt), !prompt.isEmpty { return line.dropFirst(prompt.count) }
        let head = line.prefix(Self.maximumPrompt)
        for sign in head.indices where head[sign] == ">" {
            let rest = line[line.index(after: sign)...]
            // A prompt behind which nothing was entered loses its space where it is copied.
            guard rest.isEmpty || rest.first == " " else { continue }
            let name = head[..<sign]
            let bare = name.last == "*" ? name.dropLast() : name
            if bare.isEmpty || sheetNames.contains(String(bare)) || sheetNames.contains(String(name)) { return rest.dropFirst() }
        }
        return nil
    }

    /// What stands behind a continuation prompt, whatever its indentation: that follows the first prompt of its entry.
    private func continued(_ line: Substring) -> Substring? {
        let sign = continuation.filter { !$0.isWhitespace }
        let rest = line.drop { $0 == " " }
        guard !sign.isEmpty, rest.hasPrefix(sign) else { return nil }
        let text = rest.dropFirst(sign.count)
        return text.first == " " ? text.dropFirst() : text
    }

    /// In a prompt a name takes 30 columns at most.
    private static let maximumPrompt = 64

    /// Line feeds, carriage returns and both together end a line. Other control characters but the tab are left out.
    private static func lines(of text: String) -> [Substring] {
        var clean = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || (scalar == "\n" && !wasReturn) { clean.append("\n") }
            wasReturn = scalar == "\r"
            if scalar == "\t" || (scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)) { clean.append(scalar) }
        }
        return String(clean).split(separator: "\n", omittingEmptySubsequences: false)
    }
}
