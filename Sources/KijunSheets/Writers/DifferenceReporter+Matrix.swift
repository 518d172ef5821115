import Kijun
import KijunSyntax

// The matrix of a decision: counts, and the weight behind them.
extension DifferenceReporter {
    /// A matrix that would be wider is told as a list of transitions.
    private static let widestMatrix = 110
    private static let widestName = 24
    private static let maximumTransitions = 40

    /// Lines with the counts, and with the weight where there is one.
    func matrixText(of difference: OutcomeDifference, _ paint: Paint) -> String {
        let matrix = difference.matrix
        guard let counts = grid(of: difference, paint, { cell in cell.count == 0 ? "·" : String(cell.count) }) else {
            return listText(of: difference) + withoutWeightText(difference)
        }
        var text = "\n" + counts
        guard difference.isWeighed else { return text + withoutWeightText(difference) }
        let title =
            weightName
            + (weightUnit.isEmpty ? "" : Wording(ja: "（\(weightUnit)）", en: " (\(weightUnit))")[language])
        let weights = grid(of: difference, paint) { cell in
            cell.count == 0 ? "·" : amount(cell, of: difference.pair) { $0.shown(percent: isPercent) }
        }
        text += weights.map { "\n  \(title)\n\n" + $0 } ?? ""
        return text + unknownText(matrix.total, of: difference.pair)
    }

    private var isPercent: Bool { if case .number(let number) = weightType { number.isPercent } else { false } }

    /// `7,500 千円（ほか不明 1 件）`, `不明 7 件`: what is known, and of how many the weight is not.
    ///
    /// - Parameter shown: a sum in a cell, which has less room; nil for one with its unit.
    func amount(_ cell: TransitionMatrix.Cell, of pair: RulePair, _ shown: ((Number) -> String)? = nil) -> String {
        let unit = isOfRows(pair) ? "行" : "件"
        let unknown = Wording(ja: "不明 \(cell.unknownWeights) \(unit)", en: "\(cell.unknownWeights) unknown")[language]
        if cell.count > 0, cell.count == cell.unknownWeights { return unknown }
        let known = shown?(cell.weight) ?? shownWeight(cell.weight)
        guard cell.unknownWeights > 0 else { return known }
        if shown != nil { return known + Wording(ja: "、", en: ", ")[language] + unknown }
        return known + Wording(ja: "（ほか\(unknown)）", en: " (\(unknown))")[language]
    }

    private func unknownText(_ total: TransitionMatrix.Cell, of pair: RulePair) -> String {
        let count = total.unknownWeights
        guard count > 0 else { return "" }
        let (ja, en) =
            isOfRows(pair)
            ? ("行が \(count) 行", count == 1 ? "1 row" : "\(count) rows")
            : ("調書が \(count) 件", count == 1 ? "1 sheet" : "\(count) sheets")
        return "\n  "
            + Wording(
                ja: "\(weightName) が分からない\(ja)あり、合計に入れていません", en: "\(weightName) is unknown for \(en), which no sum includes")[language]
            + "\n"
    }

    /// Why the weight that was asked for is not here.
    private func withoutWeightText(_ difference: OutcomeDifference) -> String {
        guard weight != nil, !difference.isWeighed else { return "" }
        let name = weightName
        let isOfSheets = if let weight = self.difference.weight, let table = weighedTable(weight) { table.isEmpty } else { true }
        let words =
            if isOfSet(difference.pair) {
                Wording(ja: "全調書で一つの結果なので、\(name) は付けていません", en: "one result for all sheets, to which \(name) is not added")
            } else if isOfSheets {
                Wording(ja: "\(name) は調書ごとの数なので、行ごとの結果には付けていません", en: "\(name) is of sheets and is not added to rows")
            } else {
                Wording(
                    ja: "\(name) は表の行ごとの数なので、ここには付けていません（調書ごとの結果には 合計(\(name)) が付けられます）",
                    en: "\(name) is of the rows of a table and is not added here (sum(\(name)) can be added to results of sheets)")
            }
        return "\n  \(words[language])\n"
    }

    private func weighedTable(_ weight: DifferenceWeight) -> String? {
        let program = weight.isOfNew ? new.program : old.program
        guard program.expressions.indices.contains(weight.expression) else { return nil }
        return DifferenceWeight.table(of: program.expressions[weight.expression])
    }

    /// nil where it would be too wide.
    private func grid(of difference: OutcomeDifference, _ paint: Paint, _ text: (TransitionMatrix.Cell) -> String) -> String? {
        let matrix = difference.matrix
        guard matrix.columns.count <= 20, matrix.rows.count <= 40 else { return nil }
        func name(_ outcome: RuleOutcome) -> String { DisplayWidth.truncated(shown(outcome, of: difference.pair), to: Self.widestName) }
        let total = DifferenceWords.total[language]
        let corner = "\(DifferenceWords.old[language]) → \(DifferenceWords.new[language])"
        var lines = [[corner] + matrix.columns.map(name) + [total]]
        var moved: [[Bool]] = [lines[0].map { _ in false }]
        for (row, outcome) in matrix.rows.enumerated() {
            lines.append(
                [name(outcome)] + matrix.columns.indices.map { text(matrix[row, $0]) } + [text(matrix.sum(ofRow: row))])
            moved.append([false] + matrix.columns.indices.map { matrix.columns[$0] != outcome && matrix[row, $0].count > 0 } + [false])
        }
        lines.append([total] + matrix.columns.indices.map { text(matrix.sum(ofColumn: $0)) } + [text(matrix.total)])
        moved.append(lines[0].map { _ in false })
        let widths = lines[0].indices.map { column in lines.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        guard widths.reduce(4, { $0 + $1 + 2 }) <= Self.widestMatrix else { return nil }
        var result = ""
        for (cells, moved) in zip(lines, moved) {
            result += "    "
            for (column, cell) in cells.enumerated() {
                let space = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
                let shown = moved[column] ? paint.yellow(cell) : cell
                result += column == 0 ? shown + space : "  " + space + shown
            }
            while result.hasSuffix(" ") { result.removeLast() }
            result += "\n"
        }
        return result
    }

    /// The transitions one by one: first those that moved.
    private func listText(of difference: OutcomeDifference) -> String {
        let matrix = difference.matrix
        var lines: [(text: String, count: String, weight: String)] = []
        var unmoved = TransitionMatrix.Cell()
        var rest = 0
        for entry in matrix.entries {
            let (old, new, cell) = (matrix.rows[entry.row], matrix.columns[entry.column], entry.cell)
            if old == new {
                unmoved.add(cell)
            } else if lines.count < Self.maximumTransitions {
                let names = [old, new].map { DisplayWidth.truncated(shown($0, of: difference.pair), to: 44) }
                lines.append((names.joined(separator: " → "), String(cell.count), amount(cell, of: difference.pair)))
            } else {
                rest += 1
            }
        }
        if rest > 0 { lines.append((Wording(ja: "… ほか \(rest) 通り", en: "… and \(rest) other moves")[language], "", "")) }
        if unmoved.count > 0 {
            lines.append(
                (Wording(ja: "変わらない", en: "not moved")[language], String(unmoved.count), amount(unmoved, of: difference.pair)))
        }
        let width = lines.map { DisplayWidth.of($0.text) }.max() ?? 0
        let counts = lines.map { $0.count.utf8.count }.max() ?? 0
        var text = "\n"
        for line in lines {
            let space = String(repeating: " ", count: counts - line.count.utf8.count)
            guard !line.count.isEmpty else {
                text += "    \(line.text)\n"
                continue
            }
            text +=
                "    \(DisplayWidth.padded(line.text, to: width))  \(space)\(line.count)" + (difference.isWeighed ? "  \(line.weight)" : "")
                + "\n"
        }
        return text + (difference.isWeighed ? unknownText(matrix.total, of: difference.pair) : "")
    }
}
