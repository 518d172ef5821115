import KijunSyntax

/// K0914: signs that look alike and are different: ○ and 〇 where a field is text, ▲ and △ side by side, outcomes that differ
/// in such a sign alone.
///
/// A field of the type `mark` reads all circles as ○, so that nothing can go wrong there but ▲ and △, which stay different.
extension Lints {
    mutating func findMixedMarks() {
        findMarksComparedAsTexts()
        findMixedSymbols()
        findBothTriangles()
    }

    /// Signs that readers take for each other, the mark itself first.
    private static let lookAlikes: [[String]] = [
        ["○", "〇", "◯", "⭕", "⭕️", "O", "o", "0"], ["×", "✕", "☓", "✖", "X", "x"], ["△", "▲", "∆", "Δ"], ["◎", "⦿", "◉"],
    ]

    private static let familyOfSign: [String: Int] = {
        var result: [String: Int] = [:]
        for (family, signs) in lookAlikes.enumerated() { for sign in signs { result[sign] = family } }
        return result
    }()

    // MARK: Texts

    /// A comparison of a field of the type text with a mark: only exactly that sign is found.
    private mutating func findMarksComparedAsTexts() {
        var found: [Diagnostic] = []
        var told: Set<String> = []
        forEach(in: ruleExpressions) { next in
            var pairs: [(value: CheckedExpression, sign: CheckedExpression)] = []
            switch next.kind {
            case .compare(.equal, let a, let b), .compare(.notEqual, let a, let b): pairs = [(a, b), (b, a)]
            case .within(let value, let list):
                if case .list(let elements) = list.kind { pairs = elements.map { (value, $0) } }
            default: return
            }
            for (value, sign) in pairs {
                guard case .text = value.type, let field = field(value), case .text(let text) = sign.kind,
                    let family = Self.familyOfSign[text], Self.isMark(text, in: family), told.insert(field.name).inserted
                else { continue }
                let others = Self.lookAlikes[family].filter { $0 != text && Mark.read($0) != nil }
                found.append(.markAsText(text, others: Array(others.prefix(3)), field: field.name, at: sign.span, declared: field.span))
            }
        }
        diagnostics += found
    }

    /// Not the letters, which are texts in their own right.
    private static func isMark(_ text: String, in family: Int) -> Bool {
        lookAlikes[family].contains(text) && !text.unicodeScalars.allSatisfy(\.isASCII)
    }

    private func field(_ expression: CheckedExpression) -> FieldSchema? {
        switch expression.kind {
        case .field(let index): return program.schema.fields[index]
        case .column(let base, .field(let index)):
            guard case .record(.declared(let path)) = base.type else { return nil }
            var schema = program.schema
            for part in path.split(separator: ".") {
                guard let next = schema.index(of: String(part)), let record = schema.fields[next].record else { return nil }
                schema = record
            }
            return schema.fields.indices.contains(index) ? schema.fields[index] : nil
        default: return nil
        }
    }

    // MARK: Symbols

    /// Outcomes of one decision, choices of one field or symbols of one scale that look alike.
    private mutating func findMixedSymbols() {
        for rule in program.rules {
            guard case .decision(let decision) = rule.body, case .choice = rule.type else { continue }
            let cases = decision.exceptions + decision.cases + (decision.otherwise.map { [$0] } ?? [])
            note(
                cases.compactMap { item in
                    guard case .text(let text) = item.outcome.kind else { return nil }
                    return (text, item.outcome.span)
                }.sorted { $0.1.start < $1.1.start })
        }
        for tree in trees {
            for statement in tree.statements {
                switch statement.kind {
                case .scale(_, let symbols): note(symbols.map { ($0.text, $0.span) })
                case .form(let form): noteChoices(form.fields)
                default: break
                }
            }
        }
    }

    private mutating func noteChoices(_ fields: [FieldSyntax]) {
        for field in fields {
            if case .choice(let symbols)? = field.type?.kind { note(symbols.map { ($0.text, $0.span) }) }
            noteChoices(field.columns)
        }
    }

    private mutating func note(_ symbols: [(text: String, span: Span)]) {
        var first: [Int: (text: String, span: Span)] = [:]
        var told: Set<Int> = []
        for symbol in symbols {
            guard let family = Self.familyOfSign[symbol.text] else { continue }
            guard let other = first[family] else {
                first[family] = symbol
                continue
            }
            // ▲ beside △ may be two grades; which of them is told below, for the program as a whole.
            if other.text == symbol.text || Self.areTriangles(other.text, symbol.text) || !told.insert(family).inserted { continue }
            diagnostics.append(.mixedSymbols(symbol.text, other.text, at: symbol.span, first: other.span))
        }
    }

    private static func areTriangles(_ a: String, _ b: String) -> Bool { Set([a, b]) == ["△", "▲"] }

    // MARK: Triangles

    /// ▲ and △ as values in one program, which no scale or choice holds both of.
    private mutating func findBothTriangles() {
        var first: [String: Span] = [:]
        func note(_ text: String, _ span: Span) { if let known = first[text], known.start <= span.start {} else { first[text] = span } }
        forEach(in: ruleExpressions) { next in
            if case .text(let text) = next.kind, text == "△" || text == "▲" { note(text, next.span) }
        }
        guard let white = first["△"], let black = first["▲"], !isAnyChoiceOfBoth else { return }
        let (later, earlier) = white.start > black.start ? ("△", "▲") : ("▲", "△")
        diagnostics.append(
            .bothTriangles(later, earlier, at: white.start > black.start ? white : black, first: white.start > black.start ? black : white))
    }

    private var isAnyChoiceOfBoth: Bool {
        if program.scales.contains(where: { Set($0.symbols).isSuperset(of: ["△", "▲"]) }) { return true }
        var schemas = [program.schema]
        while let schema = schemas.popLast() {
            for field in schema.fields {
                if case .choice(let choice) = field.type, Set(choice.symbols).isSuperset(of: ["△", "▲"]) { return true }
                if let record = field.record { schemas.append(record) }
            }
        }
        return false
    }
}
