/// A pattern of paths, for shells that leave it as it stands and for quoted ones: `*` and `?` stand for characters of a name,
/// `[…]` for one of several, `**` for any folders.
struct FilePattern {
    /// The folder below which files can match.
    let folder: String
    private let parts: [[Character]]

    /// nil for a path without any of these signs.
    init?(_ path: String) {
        let parts = path.split(separator: "/").filter { $0 != "." }.map(Array.init)
        guard let first = parts.firstIndex(where: { $0.contains { "*?[".contains($0) } }) else { return nil }
        let fixed = parts[..<first].map { String($0) }.joined(separator: "/")
        folder = path.hasPrefix("/") ? "/" + fixed : fixed.isEmpty ? "." : fixed
        self.parts = Array(parts[first...])
    }

    /// A file below the folder matches, or a folder does in which it lies.
    ///
    /// - Parameter path: without the folder.
    func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").map(Array.init)
        // The states of the pattern that the names so far can have reached: in proportion to both, whatever stands in them.
        var states = reachable([0])
        for name in names {
            var next: Set<Int> = []
            for state in states where state < parts.count {
                if parts[state] == ["*", "*"] { next.insert(state) } else if Self.fits(name, parts[state]) { next.insert(state + 1) }
            }
            states = reachable(next)
            if states.contains(parts.count) { return true }
            if states.isEmpty { return false }
        }
        return false
    }

    /// `**` may stand for no folder at all, but not for the file itself.
    private func reachable(_ states: Set<Int>) -> Set<Int> {
        var all = states
        for state in parts.indices where all.contains(state) && parts[state] == ["*", "*"] { all.insert(state + 1) }
        return all
    }

    private static func fits(_ name: [Character], _ pattern: [Character]) -> Bool {
        var position = 0
        var place = 0
        // Where the last `*` stands, and how much of the name it covers so far.
        var star: (place: Int, position: Int)?
        while position < name.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, position)
                place += 1
            } else if let length = single(name[position], pattern[place...]) {
                position += 1
                place += length
            } else if let last = star {
                star = (last.place, last.position + 1)
                position = last.position + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }

    /// How much of a pattern fits one character; nil where its beginning does not.
    private static func single(_ character: Character, _ pattern: ArraySlice<Character>) -> Int? {
        guard let first = pattern.first else { return nil }
        if first == "?" { return 1 }
        guard first == "[", let end = pattern.dropFirst(2).firstIndex(of: "]") else { return first == character ? 1 : nil }
        var inner = pattern[(pattern.startIndex + 1)..<end]
        let isNegated = inner.first == "!" || inner.first == "^"
        if isNegated { inner = inner.dropFirst() }
        var isIn = false
        while let low = inner.popFirst() {
            if inner.first == "-", inner.count > 1, let high = inner.dropFirst().first {
                isIn = isIn || low <= high && (low...high).contains(character)
                inner = inner.dropFirst(2)
            } else {
                isIn = isIn || low == character
            }
        }
        return isIn != isNegated ? end - pattern.startIndex + 1 : nil
    }
}
