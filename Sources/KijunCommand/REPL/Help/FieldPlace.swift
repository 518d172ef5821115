import Kijun
import KijunSyntax

/// A field or a column at any depth.
struct FieldPlace {
    /// By the names that the program gives: `成果指標.年度別.実績`.
    let path: String
    /// The indices from the sheet down.
    let indices: [Int]
    let field: FieldSchema

    /// By its path, or by the end of it where it is no path; the names may be aliases.
    static func find(_ name: String, in program: CheckedProgram) -> [FieldPlace] {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let all = all(in: program.schema)
        let exact = all.filter { $0.parts.count == parts.count && zip($0.parts, parts).allSatisfy { $0.contains($1) } }
        let found =
            exact.isEmpty
            ? all.filter { zip($0.parts.suffix(parts.count), parts).allSatisfy { $0.contains($1) } && $0.parts.count > parts.count } : exact
        return found.map(\.place)
    }

    private static func all(in schema: RecordSchema) -> [(parts: [[String]], place: FieldPlace)] {
        var found: [(parts: [[String]], place: FieldPlace)] = []
        // A form has tables in tables to a small depth.
        var waiting: [(RecordSchema, parts: [[String]], path: String, indices: [Int])] = [(schema, [], "", [])]
        while !waiting.isEmpty {
            let (record, parts, path, indices) = waiting.removeFirst()
            for (index, field) in record.fields.enumerated() {
                let own = path.isEmpty ? field.name : "\(path).\(field.name)"
                let names = parts + [[field.name] + field.aliases]
                found.append((names, FieldPlace(path: own, indices: indices + [index], field: field)))
                if let inner = field.record { waiting.append((inner, names, own, indices + [index])) }
            }
        }
        return found
    }

    /// Where forms have it, each with the name of the form.
    func locators(in program: CheckedProgram) -> [(form: String, locator: LocatorSyntax)] {
        program.forms.compactMap { form in
            var fields = form.fields
            var found: FormField?
            var above: LocatorSyntax?
            for index in indices {
                above = found?.locator
                found = fields.first { $0.field == index }
                fields = found?.columns ?? []
            }
            // What is read with its table, as the sums of one.
            return (found?.locator ?? above).map { (form.name, $0) }
        }
    }
}
