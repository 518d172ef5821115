/// Which of its spellings the printer gives a word: the one that it has in the source, or that of a language.
struct Spelling {
    private struct Written {
        let isSign: Bool
        let language: Language
    }

    /// For each word, how it is written in the source, from the first place to the last. The printer writes words in the
    /// same order.
    private var written: [Keyword: ArraySlice<Written>] = [:]
    private var arrows: ArraySlice<Bool> = []
    private let forced: Language?

    init(tokens: [Token], source: Source?, forced: Language?) {
        self.forced = forced
        guard forced == nil, let source else { return }
        var words: [Keyword: [Written]] = [:]
        var arrows: [Bool] = []
        for token in tokens {
            let language: Language = token.isJapanese ? .ja : .en
            switch token.kind {
            case .and: words[.and, default: []].append(Written(isSign: token.keyword == nil, language: language))
            case .or: words[.or, default: []].append(Written(isSign: token.keyword == nil, language: language))
            case .not: words[.not, default: []].append(Written(isSign: token.keyword == nil, language: language))
            case .arrow: arrows.append(source.bytes[Int(token.span.start - source.base)] >= 0xE2 && token.span.end - token.span.start == 3)
            case .word:
                guard let keyword = token.keyword else { break }
                let shared: Keyword = keyword == .isBlank || keyword == .isNotBlank ? .isWord : keyword
                words[shared, default: []].append(Written(isSign: false, language: language))
            default: break
            }
        }
        written = words.mapValues { $0[...] }
        self.arrows = arrows[...]
    }

    /// The language for the next place where a word stands.
    mutating func language(of keyword: Keyword) -> Language {
        forced ?? written[keyword]?.popFirst()?.language ?? .en
    }

    mutating func word(_ keyword: Keyword) -> String { keyword.spelling(language(of: keyword)) }

    /// `&&` or `and` or `かつ`. A language that is asked for has signs in English and words in Japanese.
    mutating func sign(_ keyword: Keyword, _ sign: String) -> String {
        // `not` has no Japanese word that could stand before what it negates: `!` is the sign in both.
        if let forced { return forced == .ja && keyword != .not ? keyword.spelling(.ja) : sign }
        guard let next = written[keyword]?.popFirst(), !next.isSign else { return sign }
        return keyword.spelling(next.language)
    }

    /// The `not` of `is not blank`.
    mutating func negation() -> String {
        _ = forced == nil ? written[.not]?.popFirst() : nil
        return Keyword.not.spelling(.en)
    }

    mutating func arrow() -> String {
        if let forced { return forced == .ja ? "→" : "->" }
        return arrows.popFirst() == true ? "→" : "->"
    }

    /// Keeps step with a name that is spelt like a word.
    mutating func skip(_ name: String) {
        guard forced == nil, name.utf8.count <= Keyword.longestSpelling, let keyword = Keyword.spelled(name)?.keyword else { return }
        _ = written[keyword]?.popFirst()
    }
}
