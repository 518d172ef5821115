import Foundation
import Kijun
import KijunSheets

extension GoldenProgram {
    /// What differs between the sheets of the page as they are read, and as a store gives them back.
    public func differencesInStore() throws -> [String] {
        let (program, _, _) = load()
        // A form with a mistake is never imported by.
        guard !program.schema.hasMistakes else { return [] }
        let documents = files.sorted { $0.key < $1.key }.filter { !$0.key.hasSuffix(".kijun") && !$0.key.hasSuffix(".md") }
            .compactMap { path, bytes in (try? DocumentLoader.read(bytes, name: path)).map { (path, $0) } }
        guard !documents.isEmpty, !program.schema.fields.isEmpty else { return [] }
        var inference = SchemaInference()
        for (_, document) in documents { inference.add(document) }
        let inferred = inference.finish()
        let identify = program.forms.isEmpty ? inferred.identify : []
        let loader = DocumentLoader(program, inferred: program.forms.isEmpty ? inferred : nil)

        let file = FileManager.default.temporaryDirectory.appending(path: "kijun-store-\(UUID().uuidString).sqlite")
        defer { try? FileManager.default.removeItem(at: file) }
        var expected: [String] = []
        let writer = try StoreWriter(file.path, isNew: true)
        let names = { (indices: [Int]) in indices.map { program.schema.fields[$0].name } }
        let forms =
            program.forms.isEmpty
            ? [StoredForm(name: nil, identify: names(identify), text: "")]
            : program.forms.map { StoredForm(name: $0.name, identify: names($0.identify), text: "") }
        try writer.lay(out: program.schema, forms: forms, isSame: false)
        for (path, document) in documents {
            let source = DocumentSource(size: 0, modified: nil, hash: 0, asked: nil)
            var update = try writer.update(
                nil, with: document.info, path: path, folder: nil, source: source, kind: DocumentKind(document, format: ""))
            let told = loader.load(document) { sheet in
                expected.append(Self.description(of: sheet))
                do { try update.add(sheet) { _ in nil } } catch { expected.append("\(error)") }
            }
            _ = try writer.finish(update, findings: told)
            expected.append("\(told)")
        }
        writer.sort(by: StoreWriter.order(documents.map(\.0), among: []))
        try writer.commit()

        let store = try SheetStore(file.path)
        var differences: [String] = []
        // Rules and places in the rules aside, the schema is as it was.
        if Self.plain(store.schema) != Self.plain(program.schema) {
            differences.append("fields: \(Self.plain(store.schema)) instead of \(Self.plain(program.schema))")
        }
        if let difference = store.difference(from: program.schema) { differences.append("\(difference)") }
        var found: [String] = []
        for document in store.documents {
            let told = loader.load(.stored(document, in: store)) { found.append(Self.description(of: $0)) }
            found.append("\(told)")
        }
        if found.count != expected.count { differences.append("\(found.count) instead of \(expected.count)") }
        for (a, b) in zip(found, expected) where a != b { differences.append("\(a)\ninstead of\n\(b)") }
        return differences
    }

    private static func description(of sheet: LoadedSheet) -> String {
        "\(sheet.input) \(sheet.name) \(sheet.form ?? "-") \(sheet.identity) \(String(describing: sheet.identityCell)) "
            + "\(String(describing: sheet.fiscalYear)) \(sheet.unread)"
    }

    private static func plain(_ schema: RecordSchema) -> String {
        let fields = schema.fields.map { field in
            "\(field.name) \(field.aliases) \(field.type) \(field.mayBeBlank) \(field.sign) \(String(describing: field.fallback)) \(field.doc) "
                + (field.record.map(plain) ?? "")
        }
        return "\(schema.path)[\(String(describing: schema.key))](\(fields.joined(separator: "; ")))"
    }
}

extension RecordSchema {
    fileprivate var hasMistakes: Bool { fields.contains { $0.type == .error || $0.record?.hasMistakes == true } }
}
