/// The words of the language in both of its tongues. Names of functions (`sum`, `合計`) are not among them.
///
/// Only the reserved ones can never be names. The others are words where the grammar expects them and names everywhere
/// else, so that a field may be called `first`, `text` or `row`.
public enum Keyword: UInt8, Hashable, Sendable, CaseIterable {
    // operators
    case and, or, not, within, isWord, isBlank, isNotBlank
    case ifWord, then, elseWord, whereWord, because, otherwise
    // operands
    case blank, yes, no, it, sheets, sheet
    // queries
    case select, sort, by, descending, top, group, forWord
    // statements
    case check, warn, parameter, scale, form, test, use, first, except
    // tests
    case given, on, expect
    // forms
    case recognise, identify
    // types
    case number, percent, text, mark, year, yesno, one, list, table, record, key, unit, sums
    // locators
    case right, below, row, rows, column, at, offset, from, capture, headed, until, blocks, across, after, before, of
}

extension Keyword {
    /// A row of the table: the spellings in each language, the one that `fmt` writes first.
    struct Row: Sendable {
        let keyword: Keyword
        let english: [String]
        let japanese: [String]
        let isReserved: Bool

        init(_ keyword: Keyword, _ english: [String], _ japanese: [String], reserved: Bool = false) {
            self.keyword = keyword
            self.english = english
            self.japanese = japanese
            isReserved = reserved
        }
    }

    /// The one table of words, in the order of the cases. All spellings are NFKC and differ from each other.
    static let words: [Row] = [
        Row(.and, ["and"], ["かつ"], reserved: true),
        Row(.or, ["or"], ["または", "又は"], reserved: true),
        Row(.not, ["not"], [], reserved: true),
        Row(.within, ["in"], [], reserved: true),
        Row(.isWord, ["is"], [], reserved: true),
        Row(.isBlank, [], ["が空欄"], reserved: true),
        Row(.isNotBlank, [], ["が空欄でない"], reserved: true),
        Row(.ifWord, ["if"], ["もし"], reserved: true),
        Row(.then, ["then"], ["ならば"], reserved: true),
        Row(.elseWord, ["else"], ["でなければ"], reserved: true),
        Row(.whereWord, ["where"], ["のうち"], reserved: true),
        Row(.because, ["because"], ["理由"]),
        Row(.otherwise, ["otherwise"], ["それ以外"], reserved: true),
        Row(.blank, ["blank"], ["空欄"], reserved: true),
        Row(.yes, ["true"], ["真"], reserved: true),
        Row(.no, ["false"], ["偽"], reserved: true),
        Row(.it, ["it"], ["それ"], reserved: true),
        Row(.sheets, ["sheets"], ["全調書"], reserved: true),
        Row(.sheet, ["sheet"], ["調書"]),
        Row(.select, ["select"], ["選択"]),
        Row(.sort, ["sort"], ["並べ替え"]),
        Row(.by, ["by"], []),
        Row(.descending, ["desc"], ["降順"]),
        Row(.top, ["top"], ["上位"]),
        Row(.group, ["group"], ["分類"]),
        Row(.forWord, ["for"], ["各"]),
        Row(.check, ["check"], ["検査"]),
        Row(.warn, ["warn"], ["注意"]),
        Row(.parameter, ["param"], ["係数"]),
        Row(.scale, ["scale"], ["尺度"]),
        Row(.form, ["form"], ["様式"]),
        Row(.test, ["test"], ["テスト"]),
        Row(.use, ["use"], ["読込"]),
        Row(.first, ["first"], ["先勝ち"]),
        Row(.except, ["except"], ["例外"]),
        Row(.given, ["given"], ["前提"]),
        Row(.on, ["on"], ["対象"]),
        Row(.expect, ["expect"], ["期待"]),
        Row(.recognise, ["recognise", "recognize"], ["見分け"]),
        Row(.identify, ["identify"], ["識別"]),
        Row(.number, ["number"], ["数値"]),
        Row(.percent, ["percent"], ["百分率"]),
        Row(.text, ["text"], ["文字"]),
        Row(.mark, ["mark"], ["記号"]),
        Row(.year, ["year"], ["年度"]),
        Row(.yesno, ["yesno"], ["有無"]),
        Row(.one, ["one"], ["選択肢"]),
        Row(.list, ["list"], ["並び"]),
        Row(.table, ["table"], ["表"]),
        Row(.record, ["record"], ["記録"]),
        Row(.key, ["key"], ["キー"]),
        Row(.unit, [], ["単位"]),
        Row(.sums, ["sums"], ["合計行"]),
        Row(.right, ["right"], ["右"]),
        Row(.below, ["below"], ["下"]),
        Row(.row, ["row"], ["行"]),
        Row(.rows, ["rows"], ["行範囲"]),
        Row(.column, ["column"], ["列"]),
        Row(.at, ["at"], ["交点"]),
        Row(.offset, ["offset"], ["ずらし"]),
        Row(.from, ["from"], ["起点"]),
        Row(.capture, ["capture"], ["抜き出し"]),
        Row(.headed, ["headed"], ["見出し"]),
        Row(.until, ["until"], ["終わり"]),
        Row(.blocks, ["blocks"], ["ブロック"]),
        Row(.across, ["across"], ["横並び"]),
        Row(.after, ["after"], ["より後"]),
        Row(.before, ["before"], ["より前"]),
        Row(.of, ["of"], []),
    ]

    private static let bySpelling: [String: (keyword: Keyword, language: Language)] = {
        var result: [String: (Keyword, Language)] = [:]
        for row in words {
            for word in row.english { result[word] = (row.keyword, .en) }
            for word in row.japanese { result[word] = (row.keyword, .ja) }
        }
        return result
    }()

    /// The longest spelling in bytes: nothing longer needs to be looked up.
    static let longestSpelling = 24

    /// The word of a spelling (NFKC) and the language that it is in.
    static func spelled(_ text: String) -> (keyword: Keyword, language: Language)? { bySpelling[text] }

    private var row: Row { Self.words[Int(rawValue)] }

    /// Can never be a name.
    public var isReserved: Bool { row.isReserved }

    /// Every spelling of the word in a language, the usual one first; none where the language has no word for it.
    public func spellings(_ language: Language) -> [String] { language == .ja ? row.japanese : row.english }

    /// The usual spelling in a language, or in the other where it has none.
    public func spelling(_ language: Language) -> String {
        spellings(language).first ?? spellings(language == .ja ? .en : .ja).first ?? ""
    }
}
