package import Kijun
package import KijunSyntax

/// Writes the names of `--only` of many sheets as flat records, straight from the columns of an evaluation: in the steady state no
/// value and no text is made for a sheet.
///
/// A name has one value a sheet. A decision that is not decided is blank, in a csv the word of its state; a check is its state; a rule or
/// column of a table is the list of its values.
package struct FlatWriter: Sendable {
    package enum Format: Sendable {
        /// A row each, ended by a line feed: what is not known says so, so that no cell of a grade is taken for an empty one.
        case csv
        /// Objects with `,` and a line feed between them.
        case json
        /// An object each, ended by a line feed.
        case jsonl
    }

    let names: [ReportName]
    let format: Format
    private let language: Language
    /// The rules that the names ask for.
    private let wanted: [RuleID]
    /// What stands before each value, and behind the last.
    private let before: [[UInt8]]
    private let behind: [UInt8]
    /// What stands between two records.
    package let between: [UInt8]
    /// Of rules their paths as they are written in a list.
    private let paths: [RuleID: [UInt8]]

    package init(_ program: CheckedProgram, only names: [ReportName], format: Format, language: Language) {
        self.names = names
        self.format = format
        self.language = language
        wanted = Reporter.wanted(names, in: program)
        switch format {
        case .csv:
            before = names.indices.map { $0 == 0 ? [] : [UInt8(ascii: ",")] }
            (behind, between) = ([UInt8(ascii: "\n")], [])
        case .json, .jsonl:
            before = names.enumerated().map { index, name in
                var bytes = [UInt8(ascii: index == 0 ? "{" : ",")]
                JSONText.append(quoted: name.asked, to: &bytes)
                return bytes + [UInt8(ascii: ":")]
            }
            behind = Array((format == .json ? "}" : "}\n").utf8)
            between = format == .json ? Array(",\n".utf8) : []
        }
        var paths: [RuleID: [UInt8]] = [:]
        for rule in wanted {
            let path = program.rules[rule].path
            paths[rule] = Array((format == .csv ? path : JSONText.quoted(path)).utf8)
        }
        self.paths = paths
    }

    /// What stands above the first row of a csv.
    package var header: [UInt8] { format == .csv ? Array(CSVText.row(names.map(\.asked)).utf8) : [] }

    /// Appends the records of all sheets of an evaluation.
    ///
    /// - Parameter sheets: in the order of the evaluation's; empty where no name is `sheet` or `title`.
    /// - Returns: whether every decision that the names ask for is decided and no check failed or could not be told.
    package func write(_ evaluation: Evaluation, sheets: [LoadedSheet], to bytes: inout [UInt8]) -> Bool {
        let states = wanted.compactMap { rule in evaluation.rowStates(of: rule).map { (rule, $0) } }
        let fields = names.map { field(of: $0, evaluation, sheets, states) }
        let count = evaluation.sheets.count
        var texts = TextCache()
        // Only once: to reserve a little more again and again copies what is there each time.
        if bytes.isEmpty { bytes.reserveCapacity(count * 24 * (names.count + 1)) }
        for sheet in 0..<count {
            if sheet > 0 { bytes += between }
            for index in fields.indices {
                bytes += before[index]
                write(fields[index], sheet, evaluation, &texts, to: &bytes)
            }
            if fields.isEmpty, format != .csv { bytes.append(UInt8(ascii: "{")) }
            bytes += behind
        }
        return !states.contains { rule, states in isOpen(evaluation.program.rules[rule], states) }
    }

    private func isOpen(_ rule: Rule, _ states: [RowStates]) -> Bool {
        switch rule.body {
        case .definition: false
        case .check(let check):
            states.contains { $0.contains(.failed) ? !check.isWarning : $0.contains(.untold) }
        case .decision: states.contains { $0.contains(.open) }
        }
    }

    // MARK: Names

    /// Where the value of a name comes from.
    private enum Field {
        case value(SheetColumn)
        case decision(SheetColumn)
        case check(SheetColumn)
        case source
        /// The rules that are in one of these states on a sheet, and not in any of the others.
        case list([(path: [UInt8], states: [RowStates], of: RowStates, unless: RowStates)])
        /// A list, a table or a record, or what only the reader knows.
        case other(Reporter, ReportName)
    }

    private func field(
        of name: ReportName, _ evaluation: Evaluation, _ sheets: [LoadedSheet], _ states: [(rule: RuleID, states: [RowStates])]
    ) -> Field {
        switch name.target {
        case .reserved("source"): return .source
        case .reserved("failed"): return .list(list(.failed, of: states, in: evaluation.program))
        case .reserved("undetermined"): return .list(list(.untold, of: states, in: evaluation.program))
        case .field(let field): if let column = evaluation.sheetColumn(ofField: field) { return .value(column) }
        case .rule(let rule) where evaluation.program.rules[rule].table.isEmpty:
            guard let column = evaluation.sheetColumn(of: rule) else { break }
            switch evaluation.program.rules[rule].body {
            case .definition: return .value(column)
            case .decision: return .decision(column)
            case .check: return .check(column)
            }
        case .reserved, .column, .rule: break
        }
        return .other(Reporter(evaluation, sheets: sheets, language: language, only: names), name)
    }

    private func list(
        _ state: RowStates, of all: [(rule: RuleID, states: [RowStates])], in program: CheckedProgram
    ) -> [(path: [UInt8], states: [RowStates], of: RowStates, unless: RowStates)] {
        all.compactMap { rule, states in
            guard let path = paths[rule] else { return nil }
            switch program.rules[rule].body {
            case .definition: return nil
            // A failed row makes the check failed, whatever the others are.
            case .check(let check):
                if state == .failed { return check.isWarning ? nil : (path, states, .failed, []) }
                return (path, states, .untold, .failed)
            case .decision: return state == .failed ? nil : (path, states, .undetermined, [])
            }
        }
    }

    // MARK: Values

    private func write(_ field: Field, _ sheet: Int, _ evaluation: Evaluation, _ texts: inout TextCache, to bytes: inout [UInt8]) {
        switch field {
        case .value(let value):
            let row = value.row(of: sheet)
            let status = value.column.status(row)
            if status.isKnown { return write(value.column, row, evaluation, &texts, to: &bytes) }
            if format != .csv { return bytes.append(literal: "null") }
            if status != .blank { bytes.append(literal: "undetermined") }
        case .decision(let value):
            let row = value.row(of: sheet)
            if value.column.status(row).isKnown { return write(value.column, row, evaluation, &texts, to: &bytes) }
            if format == .csv { append(value.openState(sheet).rawValue, to: &bytes) } else { bytes.append(literal: "null") }
        case .check(let value):
            var state = CheckResult.State.undetermined
            let row = value.row(of: sheet)
            if value.column.status(row).isKnown, case .flags(let flags) = value.column.values {
                state = flags[value.column.place(row)] ? .passed : .failed
            }
            append(state.rawValue, to: &bytes)
        case .source:
            let document = evaluation.sheets.documents[sheet].name
            texts.append(source: document, to: &bytes) { append(document, to: &$0) }
        case .list(let rules):
            if format != .csv { bytes.append(UInt8(ascii: "[")) }
            let start = bytes.count
            for rule in rules where !rule.states[sheet].isDisjoint(with: rule.of) && rule.states[sheet].isDisjoint(with: rule.unless) {
                if bytes.count > start { bytes.append(literal: format == .csv ? "; " : ",") }
                bytes += rule.path
            }
            if format == .csv { CSVText.quoteCell(from: start, in: &bytes) } else { bytes.append(UInt8(ascii: "]")) }
        case .other(let reporter, let name):
            if format == .csv {
                append(CSVText.text(of: reporter.state(of: name, sheet: sheet)), to: &bytes)
            } else {
                var json = JSONText()
                json.value(reporter.value(of: name, sheet: sheet))
                bytes += json.bytes
            }
        }
    }

    /// A value that is known.
    private func write(_ column: Column, _ row: Int, _ evaluation: Evaluation, _ texts: inout TextCache, to bytes: inout [UInt8]) {
        let place = column.place(row)
        switch column.values {
        case .texts(let numbers):
            let number = numbers[place]
            texts.append(number, to: &bytes) { append(evaluation.text(number), to: &$0) }
        case .numbers(.scaled(let mantissas, let scale)): bytes.append(mantissa: mantissas[place], scale: scale)
        case .numbers(let numbers):
            let number = numbers[place]
            if number.isTerminating { bytes += number.plainText.utf8 } else { append(number.plainText, to: &bytes) }
        case .years(let years): append(Year.shown(Int(years[place])), to: &bytes)
        case .flags(let flags): bytes.append(literal: flags[place] ? "true" : "false")
        case .indices, .blanks: if format != .csv { bytes.append(literal: "null") }
        }
    }

    /// A text as the format has it.
    private func append(_ text: String, to bytes: inout [UInt8]) {
        if format == .csv {
            let start = bytes.count
            bytes += text.utf8
            CSVText.quoteCell(from: start, in: &bytes)
        } else {
            JSONText.append(quoted: text, to: &bytes)
        }
    }
}

/// Texts as they were written last, by their numbers: choices come again and again.
private struct TextCache {
    private var numbers = Array(repeating: UInt32.max, count: size)
    private var places = Array(repeating: 0..<0, count: size)
    private var written: [UInt8] = []
    private var source: (name: String, bytes: [UInt8])?

    private static let size = 64
    /// Of longer texts there are rarely two alike.
    private static let longest = 96

    @inline(__always)
    mutating func append(_ number: UInt32, to bytes: inout [UInt8], write: (inout [UInt8]) -> Void) {
        let index = Int(number) & (Self.size - 1)
        if numbers[index] == number {
            bytes += written[places[index]]
            return
        }
        let start = bytes.count
        write(&bytes)
        let count = bytes.count - start
        guard count <= Self.longest else { return }
        // What was written for another text of this place is written over.
        if places[index].isEmpty {
            places[index] = written.count..<written.count
            written += repeatElement(0, count: Self.longest)
        }
        let place = places[index].lowerBound
        for offset in 0..<count { written[place + offset] = bytes[start + offset] }
        places[index] = place..<(place + count)
        numbers[index] = number
    }

    /// The name of a document; many sheets one after the other have the same.
    mutating func append(source name: String, to bytes: inout [UInt8], write: (inout [UInt8]) -> Void) {
        if let source, source.name == name {
            bytes += source.bytes
            return
        }
        let start = bytes.count
        write(&bytes)
        source = (name, Array(bytes[start...]))
    }
}

extension [UInt8] {
    fileprivate mutating func append(literal text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// mantissa × 10^-scale as ``Number/plainText`` has it: no zeros behind the last digit of a fraction.
    fileprivate mutating func append(mantissa: Int64, scale: Int) {
        var (rest, scale) = (mantissa.magnitude, scale)
        while scale > 0, rest % 10 == 0 { (rest, scale) = (rest / 10, scale - 1) }
        if mantissa < 0 { append(UInt8(ascii: "-")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { digits in
            var start = 40
            var count = 0
            repeat {
                if count == scale, scale > 0 {
                    start -= 1
                    digits[start] = UInt8(ascii: ".")
                }
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
                count += 1
            } while rest > 0 || count <= scale
            append(contentsOf: digits[start...])
        }
    }
}
