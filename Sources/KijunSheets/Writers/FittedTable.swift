import KijunSyntax

/// Columns of cells as lines that fit a terminal.
///
/// Where the columns are wider together than the terminal, texts give way: the widest first, none below a dozen columns, and
/// numbers and units never. Columns for which there is still no room are named under the table.
struct FittedTable {
    struct Column {
        let name: String
        /// Stands behind the name, in brackets; may be empty.
        var unit = ""
        /// Numbers stand to the right.
        var isRight = false
        var cells: [TableCell]

        fileprivate var bracket: String { unit.isEmpty ? "" : " (\(unit))" }

        fileprivate var natural: Int {
            cells.reduce(DisplayWidth.of(name + bracket)) { max($0, $1.width) }
        }

        /// The unit is part of every number of the column and is not cut either.
        fileprivate var least: Int {
            cells.reduce(min(DisplayWidth.of(name), FittedTable.leastName) + DisplayWidth.of(bracket)) { max($0, $1.least) }
        }

        fileprivate func heading(in room: Int) -> String {
            let unit = bracket
            return DisplayWidth.truncated(name, to: room - DisplayWidth.of(unit)) + unit
        }
    }

    /// The columns of the terminal; nil where nothing is to be cut.
    let width: Int?
    let language: Language
    var paint = Paint(isOn: false)
    /// Once true, the rest of the rows is left out.
    var isInterrupted: () -> Bool = { false }

    static let gap = 2
    private static let leastName = 10

    /// Heading, rule and rows.
    ///
    /// - Parameters:
    ///   - names: of all columns, in the order of their weight.
    ///   - column: makes one of them; asked for only as long as there is room.
    /// - Returns: the lines, and how many columns they show.
    func lines(_ names: [String], rows: Int, column: (Int) -> Column) -> (lines: [String], shown: Int) {
        var columns: [Column] = []
        var least: [Int] = []
        var used = 0
        for index in names.indices {
            let next = column(index)
            let gap = columns.isEmpty ? 0 : Self.gap
            if let width, used + gap + next.least > width {
                if columns.isEmpty { return (wrapped(next, to: width), 1) }
                break
            }
            used += gap + next.least
            columns.append(next)
            least.append(next.least)
        }
        let widths = widths(columns, least)
        var lines = [
            line(columns.indices.map { pad(columns[$0].heading(in: widths[$0]), widths[$0], columns[$0].isRight) }),
            paint.faint(line(widths.map { String(repeating: "─", count: $0) })),
        ]
        for row in 0..<rows where !isInterrupted() {
            lines.append(
                line(
                    columns.indices.map { index in
                        pad(columns[index].cells[row].shown(in: widths[index]), widths[index], columns[index].isRight)
                    }))
        }
        return (lines, columns.count)
    }

    /// `ほかの列（select で選べます）: A、B`, within the width; nothing where every column is shown.
    func others(_ names: [String], from shown: Int) -> [String] {
        guard shown < names.count else { return [] }
        let separator = Wording(ja: "、", en: ", ")[language]
        let line =
            Wording(ja: "ほかの列（select で選べます）: ", en: "other columns (to be chosen with select): ")[language]
            + names[shown...].joined(separator: separator)
        return width.map { DisplayWidth.wrapped(line, to: $0, indent: "  ") } ?? [line]
    }

    /// Each column its own width; where they are too wide together, as much as the others leave, the narrower ones first.
    private func widths(_ columns: [Column], _ least: [Int]) -> [Int] {
        var widths = columns.map(\.natural)
        guard let width else { return widths }
        let room = width - Self.gap * max(0, columns.count - 1)
        guard widths.reduce(0, +) > room else { return widths }
        func total(_ level: Int) -> Int { zip(widths, least).reduce(0) { $0 + min($1.0, max($1.1, level)) } }
        var (low, high) = (0, room)
        while low < high {
            let middle = (low + high + 1) / 2
            if total(middle) <= room { low = middle } else { high = middle - 1 }
        }
        var left = room - total(low)
        for index in widths.indices {
            let natural = widths[index]
            widths[index] = min(natural, max(least[index], low))
            // What the level leaves over goes to the first that can use it.
            if left > 0, widths[index] < natural, widths[index] == low {
                widths[index] += 1
                left -= 1
            }
        }
        return widths
    }

    /// A column that has no room on its own: its values over several lines each, whole.
    private func wrapped(_ column: Column, to width: Int) -> [String] {
        let heading = DisplayWidth.wrapped(column.name + column.bracket, to: width)
        let rule = paint.faint(String(repeating: "─", count: width))
        return heading + [rule] + column.cells.flatMap { DisplayWidth.wrapped($0.text, to: width) }
    }

    private func line(_ cells: [String]) -> String {
        DisplayWidth.trimmed(cells.joined(separator: String(repeating: " ", count: Self.gap)))
    }

    private func pad(_ text: String, _ width: Int, _ isRight: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
        return isRight ? space + text : text + space
    }
}
