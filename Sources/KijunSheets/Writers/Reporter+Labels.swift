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
        let rows = evaluation.sheets.rowKeys(ofTable: path, sheet: sheet)
        guard rows.count == count, let tables = schemas(onWayTo: path) else { return Self.numbers(count) }
        return rows.map { keys in
            zip(keys, tables).map { label(of: $0.key, number: $0.number, in: $1) }.joined(separator: "/")
        }
    }

    /// The schemas of the tables from the outermost one to the one at `path`.
    private func schemas(onWayTo path: String) -> [RecordSchema]? {
        var schemas: [RecordSchema] = []
        for part in path.split(separator: ".").map(String.init) {
            let outer = schemas.last ?? program.schema
            guard let index = outer.index(of: part), let inner = outer.fields[index].record else { return nil }
            schemas.append(inner)
        }
        return schemas
    }

    private func label(of key: Value, number: Int, in schema: RecordSchema) -> String {
        guard key != .blank, let index = schema.key else { return String(number) }
        return values.shown(key, as: schema.fields[index].type)
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
