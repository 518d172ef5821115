import Kijun
import KijunSyntax

// What the rows of tables are called in a report.
extension Reporter {
    /// The keys of a table's rows on a sheet, or their numbers; of a table in a table `2/R1`; of a table that is a definition
    /// the texts of its first column of texts.
    func labels(of path: String, count: Int, sheet: Int) -> [String] {
        if let definition = program.definition(at: path) {
            return labels(ofDefinition: definition, count: count, sheet: sheet)
        }
        var rows: [(label: String, record: InputRecord)] = [("", sheets[sheet].input.record)]
        var schema: RecordSchema? = program.schema
        for part in path.split(separator: ".").map(String.init) {
            guard let current = schema, let index = current.index(of: part), let inner = current.fields[index].record else {
                return Self.numbers(count)
            }
            rows = rows.flatMap { outer -> [(label: String, record: InputRecord)] in
                guard outer.record.values.indices.contains(index), case .table(let records) = outer.record.values[index] else { return [] }
                return records.enumerated().map { number, record in
                    let own = key(of: record, in: inner) ?? String(number + 1)
                    return (outer.label.isEmpty ? own : "\(outer.label)/\(own)", record)
                }
            }
            schema = inner
        }
        return rows.count == count ? rows.map(\.label) : Self.numbers(count)
    }

    private static func numbers(_ count: Int) -> [String] { (0..<count).map { String($0 + 1) } }

    /// The first column of texts or years that tells every row from every other; else their numbers.
    private func labels(ofDefinition id: RuleID, count: Int, sheet: Int) -> [String] {
        guard let row = evaluation.rows(of: id, sheet: sheet).first, case .list(let rows) = evaluation.value(of: id, row: row),
            rows.count == count, case .record(let first)? = rows.first
        else { return Self.numbers(count) }
        for column in first.indices {
            var labels: [String] = []
            for case .record(let members) in rows {
                switch members[column].value {
                case .text(let text) where !text.isEmpty: labels.append(DiagnosticRenderer.visible(text))
                case .year(let year): labels.append(Year.shown(year))
                default: break
                }
            }
            if labels.count == count, Set(labels).count == count { return labels }
        }
        return Self.numbers(count)
    }

    private func key(of record: InputRecord, in schema: RecordSchema) -> String? {
        guard let key = schema.key, record.values.indices.contains(key), case .scalar(let value, _) = record.values[key], value != .blank
        else { return nil }
        return values.shown(value, as: schema.fields[key].type)
    }
}

extension CheckedProgram {
    /// The definition that a table or record is, by its path; nil for one of the sheets.
    func definition(at path: String) -> RuleID? {
        guard !path.isEmpty, schema.index(of: path) == nil else { return nil }
        return rules.firstIndex { rule in
            guard rule.table.isEmpty, rule.name == path else { return false }
            switch rule.type {
            case .table, .record: return true
            default: return false
            }
        }
    }
}
