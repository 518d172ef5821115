public import KijunSyntax

extension LocatorSyntax {
    /// Where a field stands, in words: 「基準値」の右にある、値の入った最初の欄.
    public var words: Wording {
        var words = kind.words
        if let after {
            words = Wording(ja: "「\(after.shown(.ja))」より後の、\(words.ja)", en: "\(words.en), after “\(after.shown(.en))”")
        }
        if let before {
            words = Wording(ja: "「\(before.shown(.ja))」より前の、\(words.ja)", en: "\(words.en), before “\(before.shown(.en))”")
        }
        return words
    }
}

extension LocatorSyntax.Kind {
    fileprivate var words: Wording {
        switch self {
        case .header(let label):
            Wording(ja: "見出しが「\(label.shown(.ja))」の列", en: "the column headed “\(label.shown(.en))”")
        case .columnNumber(let number): Wording(ja: "左から \(number) 番目の列", en: "column \(number) from the left")
        case .rightOf(let label):
            Wording(ja: "「\(label.shown(.ja))」の右で、値の入った最初の欄", en: "the nearest filled cell to the right of “\(label.shown(.en))”")
        case .below(let label): Wording(ja: "「\(label.shown(.ja))」の下", en: "below “\(label.shown(.en))”")
        case .rowOf(let label):
            Wording(ja: "「\(label.shown(.ja))」の右の、行の終わりまで", en: "all cells to the right of “\(label.shown(.en))”")
        case .columnOf(let label):
            Wording(ja: "「\(label.shown(.ja))」の下の、空の行まで", en: "the cells below “\(label.shown(.en))”, down to an empty row")
        case .at(let row, let column):
            Wording(
                ja: "行「\(row.shown(.ja))」と列「\(column.shown(.ja))」の交わる欄",
                en: "where the row “\(row.shown(.en))” and the column “\(column.shown(.en))” meet")
        case .atRows(let from, let to, let column):
            Wording(
                ja: "行「\(from.shown(.ja))」から「\(to.shown(.ja))」までの、列「\(column.shown(.ja))」",
                en: "in the rows “\(from.shown(.en))” to “\(to.shown(.en))” of the column “\(column.shown(.en))”")
        case .offset(let rows, let columns, let label):
            Wording(
                ja: "「\(label.shown(.ja))」から\(Self.steps(rows, "下", "上"))\(Self.steps(columns, "右", "左"))の欄",
                en: "\(Self.way(rows, "down", "up"))\(Self.way(columns, "to the right", "to the left"))from “\(label.shown(.en))”")
        case .capture(let label):
            Wording(ja: "「\(label.pattern)」の {} のところ", en: "what stands for {} in “\(label.pattern)”")
        case .headedBy(let label, let until):
            Wording(
                ja: "見出し「\(label.shown(.ja))」の下\(until.map { "、「\($0.shown(.ja))」まで" } ?? "")",
                en: "under the heading “\(label.shown(.en))”\(until.map { ", until “\($0.shown(.en))”" } ?? "")")
        case .blocks(let labels):
            Wording(
                ja: "\(labels.map { "「\($0.shown(.ja))」" }.joined(separator: "か"))で始まる枠ごとに一行",
                en: "a row for each block that begins with \(labels.map { "“\($0.shown(.en))”" }.joined(separator: " or "))")
        case .across: Wording(ja: "右へ並ぶ列ごとに一行", en: "a row for each column, to the right")
        case .sums(let table, let row):
            Wording(
                ja: "表「\(table.text)」の合計の行「\(row.shown(.ja))」", en: "the row “\(row.shown(.en))” with the sums of \(table.text)")
        }
    }

    private static func steps(_ count: Int, _ forward: String, _ back: String) -> String {
        count == 0 ? "" : "\(count > 0 ? forward : back)へ \(abs(count)) "
    }

    private static func way(_ count: Int, _ forward: String, _ back: String) -> String {
        count == 0 ? "" : "\(abs(count)) \(count > 0 ? forward : back) "
    }
}

extension LabelSyntax {
    fileprivate func shown(_ language: Language) -> String {
        let pattern = DiagnosticRenderer.visible(pattern)
        guard occurrence > 1 else { return pattern }
        return language == .ja ? "\(pattern)（\(occurrence) 番目）" : "\(pattern) (number \(occurrence))"
    }
}
