import Kijun
import KijunSyntax

/// Makes small programs of right types by chance, as text, and records for them.
///
/// Every program has the same form; what is random is the rules over it.
public struct ProgramGenerator {
    /// What an expression may be, and how the generator writes one.
    indirect enum Kind: Hashable {
        case number
        /// A number in 千円.
        case money
        case text
        case mark
        /// `one of x, y, z`
        case choice
        /// A symbol of `scale 段階 = A > B > C`.
        case grade
        case year
        case yesno
        case list(Kind)
        /// A table whose rows have named columns of known kinds.
        case table([String: Kind])
        /// The rows of the form's table, whatever was computed on them.
        case rows
    }

    /// Names that stand for values in a place of the program.
    struct Scope {
        var names: [(text: String, kind: Kind)] = []
        /// The columns of the form's table are names here.
        var isOnRow = false
        /// Fields of a sheet are names here.
        var seesSheet = true
    }

    /// How much of every program is its form.
    public static var formLength: Int { form.count }

    static let form = """
        form f
          fiscal_year: year
          n: number
          big: number
          k: number in 千円
          t: text
          m: mark
          c: one of x, y, z
          b: yesno
          ns: list of number
          ms: list of mark
          ts: list of text
          ks: list of number in 千円
          rows: table key id
            id: text
            v: number
            w: number in 千円 ?? 7
            g: one of x, y, z
            s: mark
            subs: table
              q: number
              u: text
          totals: sums of rows = row "計"

        """

    var random: SeededRandom
    /// What later rules may read.
    var sheetScope = Scope()
    var rowColumns: [(text: String, kind: Kind)] = []
    var setNames: [(text: String, kind: Kind)] = []
    var functions: [(name: String, parameters: [Kind], result: Kind)] = []

    public init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        sheetScope.names = [
            ("n", .number), ("big", .number), ("k", .money), ("t", .text), ("m", .mark), ("c", .choice), ("b", .yesno),
            ("fiscal_year", .year), ("ns", .list(.number)), ("ms", .list(.mark)), ("ts", .list(.text)), ("ks", .list(.money)),
            ("rows", .rows), ("totals.v", .number), ("totals.w", .money), ("rate", .number), ("gr", .grade),
            ("rows.subs.q", .list(.number)),
        ]
        rowColumns = [
            ("id", .text), ("v", .number), ("w", .money), ("g", .choice), ("s", .mark), ("subs", .table(["q": .number, "u": .text])),
        ]
    }

    // MARK: Programs

    /// A program of a few rules.
    public mutating func program() -> String {
        var lines: [String] = [
            "scale 段階 = A > B > C > D", "param rate: number", "  R1 = 3/7", "  R3 = 50%", "gr: n > 1 -> A", "gr: n == 1 -> B",
            "gr: otherwise -> C",
        ]
        if random.oneIn(3) { lines += function() }
        for index in 0..<(2 + random.below(4)) { lines += rule("r\(index)") }
        if random.oneIn(3) { lines += overAllSheets() }
        return Self.form + lines.joined(separator: "\n") + "\n"
    }

    private mutating func rule(_ name: String) -> [String] {
        let onRow = random.oneIn(3)
        let scope = onRow ? rowScope : sheetScope
        let target = onRow ? "rows.\(name)" : name
        switch random.below(8) {
        case 0...2:
            let kind = anyKind()
            defer { remember(name, kind, onRow) }
            return ["\(target) = \(expression(kind, 4, scope))"]
        case 3...5:
            let kind = scalarKind()
            defer { remember(name, kind, onRow) }
            return decision(target, kind, scope)
        case 6: return tableDefinition(name)
        default:
            let word = random.oneIn(2) ? "check" : "warn"
            return ["\(word) \(target): \(expression(.yesno, 4, scope)) else \(message(scope))"]
        }
    }

    private mutating func remember(_ name: String, _ kind: Kind, _ onRow: Bool) {
        if onRow { rowColumns.append((name, kind)) } else { sheetScope.names.append((name, kind)) }
    }

    var rowScope: Scope {
        var scope = sheetScope
        scope.names += rowColumns
        scope.isOnRow = true
        return scope
    }

    private mutating func decision(_ target: String, _ kind: Kind, _ scope: Scope) -> [String] {
        var lines: [String] = []
        let isFirst = random.oneIn(3)
        func outcome(_ random: inout SeededRandom) -> String? {
            kind == .grade ? random.pick(["A", "B", "C"]) : nil
        }
        lines.append("\(target)\(isFirst ? " first" : ""):")
        for _ in 0..<(1 + random.below(3)) {
            let because = random.oneIn(3) ? " because \(message(scope))" : ""
            let value = outcome(&random) ?? expression(kind, 1, scope)
            lines.append("  \(expression(.yesno, 3, scope)) -> \(value)\(because)")
        }
        if random.oneIn(2) { lines.append("  otherwise -> \(outcome(&random) ?? expression(kind, 1, scope))") }
        for _ in 0..<random.below(3) {
            lines.append("\(target) except: \(expression(.yesno, 2, scope)) -> \(outcome(&random) ?? expression(kind, 1, scope))")
        }
        return lines
    }

    /// A definition that is a table, and rules on its rows.
    private mutating func tableDefinition(_ name: String) -> [String] {
        let columns = ["p": Kind.number, "l": .text]
        let table = expression(.table(columns), 3, sheetScope)
        var scope = sheetScope
        scope.names += [("p", .number), ("l", .text)]
        var lines = ["\(name) = \(table)"]
        let kind = scalarKind()
        lines.append("\(name).extra = \(expression(kind, 3, scope))")
        lines.append("check \(name).fine: \(expression(.yesno, 2, scope)) else \(message(scope))")
        sheetScope.names.append((name, .table(["p": .number, "l": .text, "extra": kind])))
        return lines
    }

    private mutating func function() -> [String] {
        let kinds = (0..<(1 + random.below(2))).map { _ in scalarKind() }
        let result = scalarKind()
        var scope = sheetScope
        scope.names = zip(["a1", "a2"], kinds).map { ($0, $1) } + (random.oneIn(2) ? sheetScope.names : [])
        let body = expression(result, 3, scope)
        functions.append(("f1", kinds, result))
        return ["f1(\(zip(["a1", "a2"], kinds).map(\.0).joined(separator: ", "))) = \(body)"]
    }

    /// Rules that are computed once for all sheets, and a rule of a sheet that reads one.
    private mutating func overAllSheets() -> [String] {
        var onSheet = Scope()
        onSheet.seesSheet = false
        onSheet.names = sheetScope.names.filter { !$0.text.contains(".") && $0.text != "rate" }
        let number = expression(.number, 2, onSheet)
        let condition = expression(.yesno, 2, onSheet)
        var lines = [
            "of_all = sum(\(number) for sheets)",
            "some = count(sheets where \(condition))",
            "check all_few: some <= \(random.below(4))",
        ]
        if random.oneIn(2) {
            let key = expression(random.oneIn(2) ? .choice : .text, 1, onSheet)
            lines.append("by_key = sheets group by key = \(key) select key, total = sum(n), count = count()")
            lines.append("check by_key.small: total < 100 else \"{key}: {total} {count}\"")
        }
        lines.append("share = n / of_all")
        return lines
    }

    mutating func scalarKind() -> Kind { random.pick([.number, .number, .money, .text, .mark, .choice, .grade, .year, .yesno, .yesno]) }

    mutating func anyKind() -> Kind {
        if random.oneIn(2) { return scalarKind() }
        return random.pick([
            .list(.number), .list(.text), .list(.money), .list(.mark), .list(.yesno), .list(.list(.number)), .rows,
            .table(["p": .number, "l": .text]),
        ])
    }

    mutating func message(_ scope: Scope) -> String { "\"\(random.pick(["理由: ", ""])){\(expression(scalarKind(), 2, scope))}\"" }
}
