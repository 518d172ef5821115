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
            return listText(of: difference)
        }
        var text = "\n" + counts
        guard difference.isWeighed, let weight else { return text }
        let title =
            DiagnosticRenderer.visible(weight)
            + (weightUnit.isEmpty ? "" : Wording(ja: "（\(weightUnit)）", en: " (\(weightUnit))")[language])
        let weights = grid(of: difference, paint) { cell in
            if cell.count == 0 { return "·" }
            if cell.count == cell.unknownWeights { return "?\(cell.count)" }
            return cell.weight.shown(percent: isPercent) + self.unknownMark(cell)
        }
        text += weights.map { "\n  \(title)\n\n" + $0 } ?? ""
        return text + unknownText(matrix.total, of: difference.pair)
    }

    private var isPercent: Bool { if case .number(let number) = weightType { number.isPercent } else { false } }

    /// ` +?2` behind a sum to which two more would have to be added.
    func unknownMark(_ cell: TransitionMatrix.Cell) -> String { cell.unknownWeights == 0 ? "" : " +?\(cell.unknownWeights)" }

    private func unknownText(_ total: TransitionMatrix.Cell, of pair: RulePair) -> String {
        let count = total.unknownWeights
        guard count > 0 else { return "" }
        let (ja, en) =
            isOfRows(pair)
            ? ("\(count) 行", count == 1 ? "1 row" : "\(count) rows") : ("調書 \(count) 件", count == 1 ? "1 sheet" : "\(count) sheets")
        return "\n  " + Wording(ja: "重みが不明: \(ja)（? で示し、合計に入れていません）", en: "weight unknown: \(en) (shown by ?, in no sum)")[language] + "\n"
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
                lines.append((names.joined(separator: " → "), String(cell.count), shownWeight(cell.weight) + unknownMark(cell)))
            } else {
                rest += 1
            }
        }
        if rest > 0 { lines.append((Wording(ja: "… ほか \(rest) 通り", en: "… and \(rest) other moves")[language], "", "")) }
        if unmoved.count > 0 {
            lines.append(
                (Wording(ja: "移動なし", en: "not moved")[language], String(unmoved.count), shownWeight(unmoved.weight) + unknownMark(unmoved)))
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
