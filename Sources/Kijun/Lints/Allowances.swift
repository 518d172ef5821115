public import KijunSyntax

/// The comments that switch notes on rules (K09) off where they stand: `# allow K0910: reason`, `# 可 K0910、K0912`.
///
/// At the end of a line, or directly above it, such a comment covers that line with the lines that continue it. On the head of
/// a block (a decision with cases below it, a parameter, a form, a table in a form, a test) it covers the whole block.
public struct Allowances: Sendable {
    private struct Allowance {
        let code: DiagnosticCode
        /// The comment.
        let span: Span
        /// Nothing stands on its line or below it.
        let coversNothing: Bool
        var isUsed = false
    }

    /// What a comment names that it cannot switch off: the word as written.
    private var refused: [(word: String, span: Span)] = []
    /// Comments that name no code at all.
    private var nameless: [Span] = []
    private var allowances: [Allowance] = []
    private var places: [CodePlace: [Int]] = [:]
    private var files: [RuleLines] = []

    private struct CodePlace: Hashable {
        let code: DiagnosticCode
        let file: Int
        let line: Int
    }

    public init(_ trees: [SyntaxTree]) {
        for tree in trees {
            var lines: RuleLines?
            for comment in tree.comments {
                guard let words = Self.codes(in: tree.source.text(of: comment)) else { continue }
                if words.isEmpty {
                    nameless.append(comment)
                    continue
                }
                let known = lines ?? RuleLines(tree)
                if lines == nil { files.append(known) }
                lines = known
                let line = known.line(coveredBy: comment)
                for word in words {
                    guard let code = DiagnosticCode(rawValue: word), Self.canAllow(code) else {
                        refused.append((word, comment))
                        continue
                    }
                    if let line { places[CodePlace(code: code, file: files.count - 1, line: line), default: []].append(allowances.count) }
                    allowances.append(Allowance(code: code, span: comment, coversNothing: line == nil))
                }
            }
        }
    }

    /// Notes on rules can be switched off; errors, and what is said of such comments themselves, cannot.
    private static func canAllow(_ code: DiagnosticCode) -> Bool { code.rawValue.hasPrefix("K09") && code != .idleAllowance }

    /// The codes that a comment allows, in ASCII; nil where it is a comment like any other, such as `# allow everyone in`.
    static func codes(in comment: String) -> [String]? {
        var rest = nfkc(comment).drop { $0 == "#" }.drop(while: \.isWhitespace)
        let isNameless: Bool
        if rest.lowercased().hasPrefix("allow") {
            rest = rest.dropFirst("allow".count)
            guard rest.first.map({ $0.isWhitespace || $0 == ":" }) ?? true else { return nil }
            isNameless = rest.first { !$0.isWhitespace }.map { $0 == ":" } ?? true
        } else if rest.hasPrefix("可") {
            rest = rest.dropFirst()
            isNameless = rest.first.map { $0.isWhitespace || ":。(".contains($0) } ?? true
        } else {
            return nil
        }
        if let colon = rest.drop(while: \.isWhitespace).first, colon == ":" {
            rest = rest.drop(while: \.isWhitespace).dropFirst()
        }
        var codes: [String] = []
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "," || $0 == "、" || $0 == "・" }
            let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
            guard let first = word.first, first == "K" || first == "k", word.count > 1, word.dropFirst().allSatisfy(\.isNumber) else {
                return codes.isEmpty && !isNameless ? nil : codes
            }
            codes.append(word.uppercased())
            rest = rest.dropFirst(word.count)
        }
    }

    // MARK: What is left

    /// How many diagnostics ``filter(_:)`` has left out.
    public private(set) var usedCount = 0

    /// The diagnostics without those that a comment allows. Remembers which comments were of use.
    public mutating func filter(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        guard !allowances.isEmpty else { return diagnostics }
        return diagnostics.filter { diagnostic in
            var isAllowed = allows(diagnostic.code, at: diagnostic.span)
            // Either of two cases, and the year as well as the parameter, are the line that is meant.
            if diagnostic.code == .caseConflict || diagnostic.code == .staleParameter {
                for label in diagnostic.labels where allows(diagnostic.code, at: label.span) { isAllowed = true }
            }
            if isAllowed { usedCount += 1 }
            return !isAllowed
        }
    }

    /// The diagnostics without those that a comment of the trees allows.
    public static func filter(_ diagnostics: [Diagnostic], _ trees: [SyntaxTree]) -> [Diagnostic] {
        var allowances = Allowances(trees)
        return allowances.filter(diagnostics)
    }

    /// Whether a comment allows a code at a place. Remembers which comments were of use.
    public mutating func allows(_ code: DiagnosticCode, at span: Span) -> Bool {
        guard let file = files.firstIndex(where: { $0.contains(span) }) else { return false }
        var isAllowed = false
        for line in files[file].lines(around: span) {
            for index in places[CodePlace(code: code, file: file, line: line)] ?? [] {
                allowances[index].isUsed = true
                isAllowed = true
            }
        }
        return isAllowed
    }

    /// What the comments themselves do wrong (K0916): those that no call of ``filter(_:)`` or ``allows(_:at:)`` had a use for,
    /// and those that name a code which cannot be switched off.
    ///
    /// - Parameter unknown: codes of which nobody can tell yet whether they would have been told.
    public func idle(except unknown: Set<DiagnosticCode> = []) -> [Diagnostic] {
        var result = refused.map { Diagnostic.cannotAllow($0.word, at: $0.span) } + nameless.map { .namelessAllowance(at: $0) }
        for allowance in allowances where !allowance.isUsed {
            if allowance.coversNothing {
                result.append(.allowsNothing(at: allowance.span))
            } else if !unknown.contains(allowance.code) {
                result.append(.idleAllowance(allowance.code, at: allowance.span))
            }
        }
        return result.sorted { $0.span.start < $1.span.start }
    }
}

extension Source {
    func text(of span: Span) -> String {
        let start = Int(span.start - base)
        return String(decoding: bytes[start..<start + Int(span.end - span.start)], as: UTF8.self)
    }
}

extension Diagnostic {
    fileprivate static func idleAllowance(_ code: DiagnosticCode, at span: Span) -> Diagnostic {
        Diagnostic(
            .idleAllowance, .note, at: span,
            Wording(ja: "ここに \(code.rawValue) はありません", en: "there is no \(code.rawValue) here"),
            hint: Wording(ja: "「可」の注釈は要らないので、消してください", en: "nothing has to be allowed: remove it"))
    }

    fileprivate static func namelessAllowance(at span: Span) -> Diagnostic {
        Diagnostic(
            .idleAllowance, .note, at: span,
            Wording(ja: "「可」の注釈に番号がないので、何も可としません", en: "this allowance names no code, and allows nothing"),
            hint: Wording(ja: "番号と理由を書きます（例: # 可 K0902: 理由）", en: "name the code, and say why: # allow K0902: reason"))
    }

    fileprivate static func allowsNothing(at span: Span) -> Diagnostic {
        Diagnostic(
            .idleAllowance, .note, at: span,
            Wording(ja: "この「可」の注釈は、どの行のものでもありません", en: "this allowance belongs to no line"),
            hint: Wording(
                ja: "行の終わりか、そのすぐ上（空の行を置かず）に書きます", en: "write it at the end of a line, or directly above it without an empty line"))
    }

    fileprivate static func cannotAllow(_ word: String, at span: Span) -> Diagnostic {
        let isCode = DiagnosticCode(rawValue: word) != nil
        return Diagnostic(
            .idleAllowance, .warning, at: span,
            Wording(
                ja: isCode ? "\(word) を可とすることはできません" : "\(word) という番号はありません",
                en: isCode ? "\(word) cannot be allowed" : "there is no code \(word)"),
            hint: Wording(ja: "可とできるのは、K09 で始まる注意だけです", en: "only notes whose code starts with K09 can be allowed"))
    }
}
