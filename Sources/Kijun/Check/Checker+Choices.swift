import KijunSyntax

extension Checker {
    /// A symbol that a choice does not have; in a test it can be compared all the same, and does not equal.
    mutating func reportNotInChoice(_ text: String, _ choice: Choice, at span: Span) {
        let diagnostic = Diagnostic.notInChoice(text, choice, nearest: nearest(text, choice.symbols), at: span)
        report(isExpectation ? diagnostic.asWarning : diagnostic)
    }

    /// The choice of some symbols, in the order of a scale where exactly one scale holds most of them.
    func choice(of symbols: [String]) -> Choice {
        let (scale, _) = scales(of: symbols)
        var seen: Set<String> = []
        let distinct = symbols.filter { seen.insert($0).inserted }
        guard let scale else { return Choice(symbols: distinct) }
        return ranked(distinct, by: scales[scale])
    }

    /// The symbols in the order of a scale, those that it does not rank after them.
    func ranked(_ symbols: [String], by scale: Choice) -> Choice {
        let own = Set(symbols)
        let order = Set(scale.symbols)
        return Choice(
            symbols: scale.symbols.filter(own.contains) + symbols.filter { !order.contains($0) }, scale: scale.scale)
    }

    /// The scale that holds most of the symbols, and of several the one with the fewest others; nil with all of them where
    /// that does not decide.
    func scales(of symbols: [String]) -> (scale: Int?, candidates: [Int]) {
        var counts: [Int: Int] = [:]
        for symbol in Set(symbols) {
            for scale in scalesBySymbol[symbol] ?? [] { counts[scale, default: 0] += 1 }
        }
        guard let most = counts.values.max() else { return (nil, []) }
        let best = counts.filter { $0.value == most }.map(\.key).sorted()
        let fewest = best.map { scales[$0].symbols.count }.min() ?? 0
        let exact = best.filter { scales[$0].symbols.count == fewest }
        return exact.count == 1 ? (exact[0], exact) : (nil, exact)
    }

    /// A choice of the symbols of both.
    func union(_ a: Choice, _ b: Choice) -> Choice {
        if a == b { return a }
        let own = Set(a.symbols)
        let symbols = a.symbols + b.symbols.filter { !own.contains($0) }
        if let scale = a.scale, scale == b.scale, let index = scaleNames[scale] { return ranked(symbols, by: scales[index]) }
        return choice(of: symbols)
    }

    /// The choice with every symbol of its scale: what may stand on the other side of `<`.
    func widened(_ choice: Choice) -> Choice {
        guard let scale = choice.scale, let index = scaleNames[scale] else { return choice }
        return union(choice, scales[index])
    }
}

/// The marks of a sheet, and how their look-alikes read.
enum Mark {
    static let all = ["○", "△", "×", "◎", "▲"]

    /// The mark that a text is, or nil; the empty text is the blank mark.
    static func read(_ text: String) -> String? {
        switch text {
        case "": ""
        case "○", "〇", "◯", "⭕", "⭕️", "O", "Ｏ": "○"
        case "×", "✕", "☓", "✖": "×"
        case "◎", "△", "▲": text
        default: nil
        }
    }
}
