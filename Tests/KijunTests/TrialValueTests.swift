import KijunSyntax
import TestSupport
import Testing

@testable import Kijun

/// Values that are tried in place of what sheets have.
@Suite struct TrialValueTests {
    private static let schema = Checked(
        """
        form f
          code: text
          fiscal_year: year
          basis1: mark
          cost: number in 千円
          carryover: number in 千円 ?? 3
          open: yesno
          direction: one of 増加, 減少
          marks: list of mark
          names: list of text?
          projects: table key id
            id: text
            cost: number in 千円 ?? 7
            lines: table
              n: number
              tags: list of text
          totals: sums of projects = row "計"

        """
    ).program.schema

    // MARK: Random sheets

    private func randomScalar(_ type: Type, _ random: inout some RandomNumberGenerator) -> Value {
        guard Int.random(in: 0..<6, using: &random) > 0 else { return .blank }
        switch type {
        case .number:
            // Whole numbers, decimals, fractions and numbers that need more than 64 bits.
            let whole = Number(Int.random(in: -50...50, using: &random))
            switch Int.random(in: 0..<8, using: &random) {
            case 0: return .number(Number(digits: "0.125") ?? whole)
            case 1: return .number(Number(digits: "123456789012345678901234567890") ?? whole)
            default: return .number(whole)
            }
        case .year: return .year(Int.random(in: 2015...2025, using: &random))
        case .yesno: return .yesno(Bool.random(using: &random))
        case .mark: return .text(["○", "△", "×"].randomElement(using: &random) ?? "○")
        case .choice(let choice): return .text(choice.symbols.randomElement(using: &random) ?? "")
        default: return .text("t\(Int.random(in: 0..<40, using: &random))")
        }
    }

    private func randomValue(_ field: FieldSchema, _ random: inout some RandomNumberGenerator) -> InputValue {
        let isMissing = Int.random(in: 0..<8, using: &random) == 0
        func cell() -> CellAddress { CellAddress(page: 0, row: Int.random(in: 0..<99, using: &random), column: 1) }
        switch field.type {
        case .table:
            if isMissing { return .scalar(.blank, nil) }
            return .table((0..<Int.random(in: 0...3, using: &random)).map { _ in randomRecord(field.record ?? .empty, &random) })
        case .list(let element):
            if isMissing { return .scalar(.blank, nil) }
            return .list((0..<Int.random(in: 0...3, using: &random)).map { _ in .scalar(randomScalar(element, &random), cell()) })
        case .record: return .record(randomRecord(field.record ?? .empty, &random))
        default: return .scalar(randomScalar(field.type, &random), cell())
        }
    }

    private func randomRecord(_ schema: RecordSchema, _ random: inout some RandomNumberGenerator) -> InputRecord {
        InputRecord(values: schema.fields.map { randomValue($0, &random) })
    }

    private func sheet(_ record: InputRecord) -> SheetInput {
        SheetInput(record: record, document: DocumentInfo(name: "s.txt", pages: [""], style: .line))
    }

    /// A path into a record and the field there, with the record changed by `change`.
    private func randomPath(
        _ record: inout InputRecord, _ schema: RecordSchema, _ random: inout some RandomNumberGenerator,
        _ change: (FieldSchema, InputValue) -> InputValue
    ) -> SheetPath? {
        guard let index = schema.fields.indices.randomElement(using: &random) else { return nil }
        let field = schema.fields[index]
        var steps: [SheetPath.Step] = [.field(field.name)]
        let goesIn = Bool.random(using: &random)
        switch record.values[index] {
        case .table(var rows) where goesIn && !rows.isEmpty:
            let row = Int.random(in: 0..<rows.count, using: &random)
            guard let inner = randomPath(&rows[row], field.record ?? .empty, &random, change) else { return nil }
            record.values[index] = .table(rows)
            steps += [.number(row + 1)] + inner.steps
        case .list(var elements) where goesIn && !elements.isEmpty:
            let row = Int.random(in: 0..<elements.count, using: &random)
            guard case .list(let type) = field.type else { return nil }
            let one = FieldSchema(name: field.name, type: type)
            elements[row] = change(one, elements[row])
            record.values[index] = .list(elements)
            steps.append(.number(row + 1))
        case .record(var record2) where goesIn:
            guard let inner = randomPath(&record2, field.record ?? .empty, &random, change) else { return nil }
            record.values[index] = .record(record2)
            steps += inner.steps
        default: record.values[index] = change(field, record.values[index])
        }
        return SheetPath(steps)
    }

    private func values(_ set: SheetSet) -> [Value] {
        (0..<set.count).flatMap { sheet in
            zip(set.schema.fields, set.record(ofSheet: sheet).values).map { field, value in
                if case .scalar(.undetermined, _) = value, field.isMany { return .undetermined }
                return value.value(as: field)
            }
        }
    }

    /// What an evaluation sees of a set: every field and what is computed from the tables.
    private func results(_ set: SheetSet) -> [Value] {
        let rules = """
            a = sum(cost for projects)
            b = count(projects.lines)
            c = sum(n for projects.lines)
            d = any(marks)
            e = count(names where it is blank)
            f = projects[2].id
            g = totals.cost
            """
        let program = Program(rules + "\n", schema: Self.schema).checked
        let evaluation = Evaluation(program, set)
        return (0..<set.count).flatMap { sheet in program.rules.indices.map { evaluation.value(of: $0, row: sheet) } }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `a set with replaced values is the set that has them from the beginning`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var records = (0..<4).map { _ in randomRecord(Self.schema, &random) }
        var set = SheetSet(records.map(sheet), schema: Self.schema)
        for _ in 0..<6 {
            let target = Int.random(in: 0..<records.count, using: &random)
            var value: InputValue?
            let path = randomPath(&records[target], Self.schema, &random) { field, _ in
                var own = SeededRandom(seed: seed &+ 77)
                let new = self.randomValue(field, &own)
                value = new
                return new
            }
            guard let path, let value else { continue }
            #expect(set.has(path, sheet: target))
            set = set.replacing([TrialValue(sheet: target, path: path, value: value)])
            let expected = SheetSet(records.map(sheet), schema: Self.schema)
            #expect(values(set) == values(expected), "\(path.text)")
            #expect(results(set) == results(expected), "\(path.text)")
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a value that is replaced by itself is no trial`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var records = (0..<3).map { _ in randomRecord(Self.schema, &random) }
        let set = SheetSet(records.map(sheet), schema: Self.schema)
        for _ in 0..<10 {
            let target = Int.random(in: 0..<records.count, using: &random)
            guard let path = randomPath(&records[target], Self.schema, &random, { $1 }), let value = set.value(at: path, sheet: target)
            else { continue }
            let same = set.replacing([TrialValue(sheet: target, path: path, value: value)])
            #expect(values(same) == values(set), "\(path.text)")
            #expect(trials(same).isEmpty, "\(path.text)")
        }
    }

    // MARK: Marks

    private func trials(_ set: SheetSet) -> [TrialMark] { set.tried.map(\.mark) }

    private func set() -> SheetSet {
        let project = { (id: String, cost: Value) in
            InputRecord(values: [.scalar(.text(id), nil), .scalar(cost, CellAddress(page: 0, row: 4, column: 0)), .table([])])
        }
        let record = InputRecord(values: [
            .scalar(.text("02-10"), nil), .scalar(.year(2020), nil), .scalar(.text("△"), CellAddress(page: 0, row: 30, column: 0)),
            .scalar(.number(Number(5)), nil), .scalar(.blank, nil), .scalar(.blank, nil), .scalar(.text("増加"), nil),
            .list(["○", "", "△"].map { .scalar(.text($0), CellAddress(page: 0, row: 31, column: 0)) }), .list([]),
            .table([project("1", .number(Number(10))), project("b07", .blank)]),
            .record(InputRecord(values: [.scalar(.blank, nil), .scalar(.number(Number(17)), nil), .scalar(.blank, nil)])),
        ])
        return SheetSet([sheet(record), sheet(record)], schema: Self.schema)
    }

    private func trial(_ steps: [SheetPath.Step], _ value: Value, sheet: Int = 0) -> TrialValue {
        let path = SheetPath(steps)
        guard let found = Self.schema.field(at: path) else { return TrialValue(sheet: sheet, path: path, value: .scalar(value, nil)) }
        if found.type != found.field.type { return TrialValue(sheet: sheet, path: path, value: .scalar(value, nil)) }
        return TrialValue(sheet: sheet, path: path, value: InputValue(value, as: found.field))
    }

    @Test func `a trial keeps the cell that it stands for and what is written there`() throws {
        let changed = set().replacing([trial([.field("basis1")], .text("○"))])
        let cell = try #require(changed.tried.first)
        #expect(cell.path == "basis1")
        #expect(cell.sheet == 0)
        #expect(cell.cell == CellAddress(page: 0, row: 30, column: 0))
        #expect(cell.mark.original == .text("△"))
        // A second trial stands for the same cell, and the sheet's own value is no trial.
        let again = changed.replacing([trial([.field("basis1")], .text("×"))])
        #expect(trials(again).map(\.original) == [.text("△")])
        #expect(trials(again.replacing([trial([.field("basis1")], .text("△"))])).isEmpty)
    }

    @Test func `a row is found by its key and by its number, and nothing is set in a row that is not there`() {
        let path = SheetPath([.field("projects"), .key(.text("ｂ０７")), .field("cost")])
        let changed = set().replacing([TrialValue(sheet: 1, path: path, value: .scalar(.number(Number(100)), nil))])
        #expect(changed.value(at: SheetPath([.field("projects"), .number(2), .field("cost")]), sheet: 1)?.single == .number(Number(100)))
        #expect(changed.value(at: path, sheet: 0)?.single == .number(Number(7)))
        #expect(trials(changed).map(\.original) == [.number(Number(7))])
        for step in [SheetPath.Step.key(.text("b08")), .number(3), .number(0), .number(-1)] {
            let missing = SheetPath([.field("projects"), step, .field("cost")])
            #expect(!set().has(missing, sheet: 0))
            #expect(trials(set().replacing([TrialValue(sheet: 0, path: missing, value: .scalar(.number(Number(1)), nil))])).isEmpty)
        }
        #expect(!set().has(SheetPath([.field("cost"), .field("x")]), sheet: 0))
        #expect(!set().has(SheetPath([.field("projects"), .number(1)]), sheet: 0))
        #expect(!set().has(path, sheet: 2))
    }

    @Test func `a longer list moves the trials behind it and keeps the cells of its elements`() {
        let later = trial([.field("marks"), .number(2)], .text("○"), sheet: 1)
        let longer = trial([.field("marks")], .list([.text("○"), .text("○"), .text("△"), .text("×")]))
        let changed = set().replacing([later, longer])
        let cells = changed.tried
        #expect(cells.map(\.sheet) == [0, 0, 1])
        #expect(cells.map { $0.mark.original } == [.text(""), nil, .text("")])
        #expect(cells.map { $0.cell?.row } == [31, nil, 31])
        // Back to what the sheet has: only the other sheet's trial is left.
        let back = changed.replacing([trial([.field("marks")], .list([.text("○"), .text(""), .text("△")]))])
        #expect(trials(back).count == 1)
    }

    @Test func `a path is written as the language writes it`() {
        let path = SheetPath([.field("budget"), .key(.year(2020)), .field("lines"), .number(2), .field("n")])
        #expect(path.text == "budget[R2].lines[2].n")
        #expect(SheetPath([.field("projects"), .key(.text("b07")), .field("cost")]).text == "projects[\"b07\"].cost")
    }

    @Test func `one cell of ten thousand sheets is set in milliseconds`() {
        let input = (0..<10_000).map { number in
            sheet(
                InputRecord(values: [
                    .scalar(.text("c\(number)"), nil), .scalar(.year(2020), nil), .scalar(.text("△"), nil),
                    .scalar(.number(Number(5)), nil),
                    .scalar(.blank, nil), .scalar(.blank, nil), .scalar(.blank, nil), .list([]), .list([]), .table([]),
                    .scalar(.blank, nil),
                ]))
        }
        let large = SheetSet(input, schema: Self.schema)
        let clock = ContinuousClock()
        let time = clock.measure {
            for number in 0..<20 { _ = large.replacing([trial([.field("code")], .text("x"), sheet: 9_000 + number)]) }
        }
        // Debug builds on a busy machine: what is held off here is a copy of all columns.
        #expect(time < .seconds(4))
    }
}

extension FieldSchema {
    fileprivate var isMany: Bool {
        switch type {
        case .table, .list: true
        default: false
        }
    }
}

extension InputValue {
    fileprivate var single: Value? { if case .scalar(let value, _) = self { value } else { nil } }
}

extension SheetSet {
    /// The values that are tried, in the order of tables, columns and rows.
    fileprivate var tried: [(path: String, sheet: Int?, cell: CellAddress?, mark: TrialMark)] {
        trials.sorted { ($0.key.table, $0.key.slot, $0.key.row) < ($1.key.table, $1.key.slot, $1.key.row) }.map { cell, mark in
            let parent = layout.tables[cell.table].parent == 0
            let sheet = cell.table == 0 ? cell.row : parent ? tables[cell.table].starts.lastIndex { $0 <= cell.row } : nil
            let slot = layout.tables[cell.table].slots[cell.slot]
            return (slot.path, sheet, tables[cell.table].cells[cell.slot][cell.row], mark)
        }
    }
}
