import KijunSyntax

/// Sheets made by chance, of the numbers and texts that the rules mention: for what cannot be worked out backwards.
///
/// The chance is the same in every run.
final class CandidateSheets {
    /// The regions in which the value of a rule has to be.
    typealias Wanted = (subject: Int, rule: RuleID, regions: [ConditionGraph.Region])

    let rule: RuleID
    let program: CheckedProgram
    private let rowPath: [Int]?
    private let count: Int
    private lazy var reads = ReadValues(of: rule, in: program)
    private lazy var sheets: [SheetInput] = made()
    private lazy var evaluation = Evaluation(program.asking([]), SheetSet(sheets, schema: program.schema), only: [rule] + reads.rules)

    init(_ rule: RuleID, _ program: CheckedProgram, rowPath: [Int]?, count: Int) {
        self.rule = rule
        self.program = program
        self.rowPath = rowPath
        self.count = count
    }

    static func sheet(_ record: InputRecord) -> SheetInput {
        SheetInput(record: record, document: DocumentInfo(name: "example", pages: [], style: .line))
    }

    /// All of them.
    var all: [SheetInput] { sheets }

    /// What evaluating took, in the steps of ``DecisionAnalysis/Effort``.
    private(set) var cost = 0

    private func price(of sheets: Int) -> Int { 10_000 + program.rules.count * 20 + sheets * 500 * (1 + reads.rules.count) }

    /// The sheets, each once, on which the decision comes out as wanted.
    func rows(on sheets: [SheetInput], _ shows: (DecisionResult) -> Bool) -> [Int] {
        cost += price(of: sheets.count)
        let evaluation = Evaluation(program.asking([]), SheetSet(sheets, schema: program.schema), only: [rule])
        return sheets.indices.filter { isShown(evaluation, $0, [], shows) }
    }

    private func isShown(_ evaluation: Evaluation, _ sheet: Int, _ wanted: [Wanted], _ shows: (DecisionResult) -> Bool) -> Bool {
        row(evaluation, sheet, wanted, shows) != nil
    }

    private func row(_ evaluation: Evaluation, _ sheet: Int, _ wanted: [Wanted], _ shows: (DecisionResult) -> Bool) -> Int? {
        guard evaluation.stop == nil else { return nil }
        return evaluation.rows(of: rule, sheet: sheet).first { row in
            guard let result = evaluation.decision(rule, row: row), shows(result) else { return false }
            return wanted.allSatisfy { _, other, regions in
                let isOfRow = program.rules[other].table == program.rules[rule].table
                let value = evaluation.value(of: other, row: isOfRow ? row : sheet)
                return regions.contains { $0.contains(value) }
            }
        }
    }

    /// A sheet with few values on which the decision comes out as wanted.
    ///
    /// - Returns: with the values of the wanted rules there.
    func sheet(_ wanted: [Wanted], _ shows: (DecisionResult) -> Bool) -> (sheet: SheetInput, values: [Value])? {
        if count > 0 { cost += price(of: count) }
        guard count > 0 else { return nil }
        // Of those that show it the one with the fewest fractions.
        var showing: [Int] = []
        for index in sheets.indices where showing.count < Self.maximumCompared && isShown(evaluation, index, wanted, shows) {
            showing.append(index)
        }
        guard let first = showing.min(by: { sheets[$0].record.fractions(program.schema) < sheets[$1].record.fractions(program.schema) })
        else { return nil }
        var sheet = sheets[first]
        // Each round leaves one value out, as long as the others show the same.
        for _ in 0..<12 {
            let smaller = sheet.record.simplifications.map { Self.sheet($0) }
            guard !smaller.isEmpty else { break }
            cost += price(of: smaller.count)
            let evaluation = Evaluation(
                program.asking([]), SheetSet(smaller, schema: program.schema), only: [rule] + wanted.map(\.rule))
            guard let next = smaller.indices.first(where: { isShown(evaluation, $0, wanted, shows) }) else { break }
            sheet = smaller[next]
        }
        let last = Evaluation(program.asking([]), SheetSet([sheet], schema: program.schema), only: [rule] + wanted.map(\.rule))
        guard let row = row(last, 0, wanted, shows) else { return nil }
        return (sheet, wanted.map { last.value(of: $0.rule, row: program.rules[$0.rule].table == program.rules[rule].table ? row : 0) })
    }

    /// So many sheets are chosen from.
    private static let maximumCompared = 20

    // MARK: Words

    private static let maximumWords = 6

    /// What stands on a sheet, of what the decision reads.
    ///
    /// - Parameter withBlanks: where nothing else stands there, what is blank is said.
    func words(of sheet: SheetInput, withBlanks: Bool = false) -> [Wording] {
        var words: [Wording] = []
        for index in reads.fields.sorted() where index < sheet.record.values.count {
            Self.collect(sheet.record.values[index], program.schema.fields[index], "", &words)
        }
        if words.isEmpty, withBlanks {
            for index in reads.fields.sorted() { words.append(ConditionGraph.Region.blank.words(program.schema.fields[index].name)) }
        }
        if words.count > Self.maximumWords { words = words.prefix(Self.maximumWords) + [Wording("…")] }
        return words
    }

    private static func collect(_ value: InputValue, _ field: FieldSchema, _ prefix: String, _ words: inout [Wording]) {
        let name = prefix + field.name
        switch value {
        case .scalar(let single, _):
            if single == .blank || single == .undetermined || single == .text("") { return }
            if case .number(let number) = single {
                words.append(Wording("\(name) = \(number.words(as: field.type))"))
            } else {
                words.append(Wording("\(name) = \(single.words)"))
            }
        case .list(let elements):
            let shown = elements.map { element in if case .scalar(let single, _) = element { single.words } else { "_" } }
            if !shown.isEmpty { words.append(Wording("\(name) = \(shown.joined(separator: " "))")) }
        case .table(let rows):
            for (number, row) in rows.enumerated() {
                let place = rows.count == 1 ? "\(name)." : "\(name)[\(number + 1)]."
                for (column, (inner, value)) in zip(field.record?.fields ?? [], row.values).enumerated() {
                    // A blank beside a row that has a value is often what matters.
                    let isAlone = value.isBlank && rows.contains { $0.values.indices.contains(column) && !$0.values[column].isBlank }
                    if isAlone {
                        words.append(Wording(ja: "\(place)\(inner.name) が空欄", en: "\(place)\(inner.name) is blank"))
                    } else {
                        collect(value, inner, place, &words)
                    }
                }
            }
        case .record(let record):
            for (inner, value) in zip(field.record?.fields ?? [], record.values) { collect(value, inner, "\(name).", &words) }
        }
    }

    // MARK: Chance

    private func made() -> [SheetInput] {
        var chance = Chance(state: 0x9E37_79B9_7F4A_7C15)
        return (0..<count).map { _ in
            Self.sheet(
                InputRecord(
                    values: program.schema.fields.indices.map { index in
                        reads.fields.contains(index)
                            ? value(program.schema.fields[index], &chance, depth: 0) : Self.nothing(program.schema.fields[index])
                    }))
        }
    }

    private static func nothing(_ field: FieldSchema) -> InputValue {
        switch field.type {
        case .list: .list([])
        case .table: .table([])
        case .record: .record(InputRecord(values: (field.record?.fields ?? []).map { nothing($0) }))
        default: .scalar(.blank, nil)
        }
    }

    private func value(_ field: FieldSchema, _ chance: inout Chance, depth: Int) -> InputValue {
        switch field.type {
        case .list(let element): return .list((0..<chance.below(4)).map { _ in .scalar(single(element, &chance), nil) })
        case .table:
            guard depth < 4 else { return .table([]) }
            return .table((0..<(1 + chance.below(3))).map { _ in record(field.record, &chance, depth: depth + 1) })
        case .record: return .record(record(field.record, &chance, depth: depth + 1))
        default: return .scalar(single(field.type, &chance), nil)
        }
    }

    private func record(_ schema: RecordSchema?, _ chance: inout Chance, depth: Int) -> InputRecord {
        var values: [InputValue] = []
        for field in schema?.fields ?? [] { values.append(value(field, &chance, depth: depth)) }
        return InputRecord(values: values)
    }

    private func single(_ type: Type, _ chance: inout Chance) -> Value {
        if chance.below(8) == 0 { return .blank }
        switch type {
        case .number: return .number(reads.numbers[chance.below(reads.numbers.count)])
        case .text: return .text(reads.texts[chance.below(reads.texts.count)])
        case .mark: return .text((Mark.all + [""])[chance.below(Mark.all.count + 1)])
        case .year: return .year(reads.years[chance.below(reads.years.count)])
        case .yesno: return .yesno(chance.below(2) == 0)
        case .choice(let choice): return choice.symbols.isEmpty ? .blank : .text(choice.symbols[chance.below(choice.symbols.count)])
        case .list, .record, .table, .blank, .error: return .blank
        }
    }
}

/// Numbers by chance, the same in every run (SplitMix64).
struct Chance {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return bound > 0 ? Int(mixed % UInt64(bound)) : 0
    }
}

/// What a rule reads, directly and through other rules.
struct ReadValues {
    private(set) var fields: Set<Int> = []
    private(set) var rules: [RuleID] = []
    /// The numbers that are mentioned, what lies between them, and some that are often special.
    private(set) var numbers: [Number] = []
    private(set) var texts: [String] = []
    private(set) var years: [Int] = []

    init(of rule: RuleID, in program: CheckedProgram) {
        var seenRules: Set<RuleID> = []
        var seenCalls: Set<Int> = []
        var mentioned: Set<Number> = [.zero, .one]
        var waiting = program.rules[rule].expressions
        if let field = program.rules[rule].table.split(separator: ".").first.flatMap({ program.schema.index(of: String($0)) }) {
            fields.insert(field)
        }
        while let next = waiting.popLast() {
            switch next.kind {
            case .number(let number): mentioned.insert(number)
            case .text(let text): if !texts.contains(text), texts.count < 100 { texts.append(text) }
            case .year(let year): if !years.contains(year), years.count < 100 { years.append(year) }
            case .field(let field): fields.insert(field)
            case .rule(let read), .column(_, .rule(let read)), .columnOfTable(_, .rule(let read)):
                if seenRules.insert(read).inserted { waiting += program.rules[read].expressions }
            case .call(let instance, _): if seenCalls.insert(instance).inserted { waiting.append(program.instances[instance].body) }
            case .parameter(let index, _): waiting += program.parameters[index].entries.map(\.value)
            default: break
            }
            waiting += next.children
        }
        rules = seenRules.sorted()
        let sorted = mentioned.sorted()
        let between = zip(sorted, sorted.dropFirst()).compactMap { $0.adding($1)?.divided(by: Number(2)) }
        numbers = Array(Set(sorted + between + [Number(2), Number(-1)] + (sorted.last?.adding(.one).map { [$0] } ?? []))).sorted()
        // For what begins, ends or goes on with a text.
        for text in texts.prefix(20) where !text.isEmpty { texts += ["x\(text)", "\(text)x", "x\(text)x"] }
        texts += ["x", "1"]
        years += [2019, 2020, 2021]
    }
}

extension InputRecord {
    /// How many numbers are no whole ones, of those that are no percentages.
    fileprivate func fractions(_ schema: RecordSchema) -> Int {
        zip(schema.fields, values).reduce(0) { sum, item in
            switch item.1 {
            case .scalar(.number(let number), _): sum + (item.0.type.isPercent || number.isWhole ? 0 : 1)
            case .record(let record): sum + (item.0.record.map { record.fractions($0) } ?? 0)
            case .table(let rows): sum + rows.reduce(0) { count, row in count + (item.0.record.map { row.fractions($0) } ?? 0) }
            default: sum
            }
        }
    }

    /// The records with one value less than this one.
    var simplifications: [InputRecord] {
        values.indices.flatMap { index in
            values[index].simplifications.map { simpler in
                var record = self
                record.values[index] = simpler
                return record
            }
        }
    }
}

extension InputValue {
    fileprivate var isBlank: Bool {
        if case .scalar(let value, _) = self { value == .blank || value == .undetermined || value == .text("") } else { false }
    }

    fileprivate var simplifications: [InputValue] {
        switch self {
        case .scalar(let value, _): return value == .blank || value == .text("") ? [] : [.scalar(.blank, nil)]
        case .list(let elements):
            return elements.indices.map { index in
                var rest = elements
                rest.remove(at: index)
                return .list(rest)
            }
        case .table(let rows):
            let fewer = rows.indices.map { index in
                var rest = rows
                rest.remove(at: index)
                return InputValue.table(rest)
            }
            let simpler = rows.indices.flatMap { index in
                rows[index].simplifications.map { row in
                    var all = rows
                    all[index] = row
                    return InputValue.table(all)
                }
            }
            return fewer + simpler
        case .record(let record): return record.simplifications.map { .record($0) }
        }
    }
}
