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
        guard let source else { return }
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
        // `not` has no Japanese word: it stays as it is written, whatever language the others are turned into.
        written = words.filter { forced == nil || $0.key == .not || $0.key == .isWord }.mapValues { $0[...] }
        self.arrows = arrows[...]
    }

    /// The language for the next place where a word stands.
    mutating func language(of keyword: Keyword) -> Language {
        forced ?? written[keyword]?.popFirst()?.language ?? .en
    }

    mutating func word(_ keyword: Keyword) -> String { keyword.spelling(language(of: keyword)) }

    /// `&&` or `and` or `かつ`. A language that is asked for has signs in English and words in Japanese.
    mutating func sign(_ keyword: Keyword, _ sign: String) -> String {
        if let forced, keyword != .not { return forced == .ja ? keyword.spelling(.ja) : sign }
        guard let next = written[keyword]?.popFirst(), !next.isSign else { return sign }
        return keyword.spelling(next.language)
    }

    /// The language of `is blank` and `is not blank`.
    mutating func languageOfBlankTest(isNegated: Bool) -> Language {
        let source = written[.isWord]?.popFirst()?.language ?? .en
        // In Japanese both are one word.
        if isNegated, source == .en { _ = written[.not]?.popFirst() }
        return forced ?? source
    }

    /// `for`, which is the better word in Japanese too: what it stands between reads as 「事業費 各 事務事業」 otherwise.
    mutating func forWord() -> String { forced == nil ? word(.forWord) : Keyword.forWord.spelling(.en) }

    mutating func arrow() -> String {
        if let forced { return forced == .ja ? "→" : "->" }
        return arrows.popFirst() == true ? "→" : "->"
    }

    /// Keeps step with a name that is spelt like a word.
    mutating func skip(_ name: String) {
        guard name.utf8.count <= Keyword.longestSpelling, let keyword = Keyword.spelled(name)?.keyword else { return }
        _ = written[keyword]?.popFirst()
    }
}
