internal import KijunSyntax

/// The way from a sheet to one of its values, in names, so that it leads to the same value after the sheets were read again:
/// `budget[R2].amount`, `totals.cost`, `basis2_4`, `projects["b07"].lines[2].n`.
public struct SheetPath: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        /// A field of the sheet, of a record or of a row, by its first name.
        case field(String)
        /// The first row of the table before it that has a key.
        case key(Value)
        /// A row of the table, or an element of the list, from 1.
        case number(Int)
    }

    public var steps: [Step]

    public init(_ steps: [Step]) { self.steps = steps }

    /// As it is written in the language; a row of a table with a key may be written by its number too.
    public var text: String {
        var text = ""
        for step in steps {
            switch step {
            case .field(let name): text += text.isEmpty ? name : "." + name
            case .number(let number): text += "[\(number)]"
            case .key(.text(let key)): text += "[\"\(DiagnosticRenderer.visible(key))\"]"
            case .key(.number(let key)): text += "[\(key.plainText)]"
            case .key(.year(let key)): text += "[\(Year.shown(key))]"
            case .key(.yesno(let key)): text += "[\(key)]"
            case .key: text += "[]"
            }
        }
        return text
    }

    /// What was replaced whole holds whatever lies in it.
    public func contains(_ other: SheetPath) -> Bool { other.steps.starts(with: steps) }
}

extension RecordSchema {
    /// The field that a path leads to, and the type of the value there: of an element where it leads to one of a list. nil
    /// where the schema has no such field, or the path ends in a row.
    public func field(at path: SheetPath) -> (field: FieldSchema, type: Type)? {
        var schema = self
        var found: (field: FieldSchema, type: Type)?
        for step in path.steps {
            switch step {
            case .field(let name):
                if let found {
                    guard case .record = found.type, let record = found.field.record else { return nil }
                    schema = record
                }
                guard let field = schema.fields.first(where: { $0.name == name }) else { return nil }
                found = (field, field.type)
            case .key, .number:
                guard let (field, type) = found else { return nil }
                switch type {
                case .table(let record): found = (field, .record(record))
                case .list(let element): found = (field, element)
                default: return nil
                }
            }
        }
        if case .table? = found?.field.type, case .record? = found?.type { return nil }
        return found
    }
}
