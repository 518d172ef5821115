public import Kijun

/// From the bytes of documents to the values of their sheets. Reads no file: bytes come in, values go out.
public struct DocumentLoader: Sendable {
    let forms: [CheckedForm]
    let schema: RecordSchema
    /// Where there is no form: the fields that tell one sheet from another.
    let identify: [Int]

    /// - Parameter inferred: what the documents say of themselves, where the program has no form.
    public init(_ program: CheckedProgram, inferred: InferredSchema? = nil) {
        self.init(forms: program.forms, schema: program.schema, identify: inferred?.identify ?? [])
    }

    init(forms: [CheckedForm], schema: RecordSchema, identify: [Int]) {
        self.forms = forms
        self.schema = schema
        self.identify = identify
    }

    /// Reads a document by the format that its bytes and its name tell.
    ///
    /// - Parameter name: the path as the user gave it; it names the document in messages.
    /// - Throws: why the file as a whole cannot be read, of severity `.error`.
    public static func read(_ bytes: [UInt8], name: String, options: ReadingOptions = ReadingOptions()) throws(Finding) -> ReadDocument {
        try DocumentFormat.of(bytes, name: name).read(bytes, name, options)
    }

    /// Hands on the sheets of a document one at a time, in reading order.
    ///
    /// - Returns: what of the document could not be read, of severity `.error`, and what there is to report of the whole file.
    public func load(_ document: ReadDocument, each: (LoadedSheet) -> Void) -> [Finding] {
        switch document {
        case .grid(let document): load(document, each: each)
        case .objects(let document): ObjectReader(schema: schema, forms: forms, identify: identify).read(document, each: each)
        }
    }

    private func load(_ document: Document, each: (LoadedSheet) -> Void) -> [Finding] {
        if forms.isEmpty, document.isTable {
            var reader = RowReader(document: document, schema: schema, identify: identify, form: nil)
            return reader.read(each: each)
        }
        switch FormRecognition.form(of: document, among: forms) {
        case .failure(let finding): return [finding]
        case .form(let form):
            if document.isTable, form.isWithoutLocators {
                var reader = RowReader(
                    document: document, schema: schema, identify: form.identify, form: form.name, fields: form.fields.map(\.field))
                return reader.read(each: each)
            }
            var reader = FormReader(document: document, form: form, schema: schema)
            let record = reader.read()
            let input = SheetInput(record: record, document: document.info, findings: reader.sortedFindings)
            each(LoadedSheet(input: input, form: form.name, schema: schema, identify: form.identify, unread: reader.unread))
            return []
        }
    }
}

extension DocumentLoader {
    /// What a document gave: its sheets, and why there are not more.
    public struct Result: Sendable {
        public let sheets: [LoadedSheet]
        /// What could not be read, of severity `.error`, and what there is to report of the whole file.
        public let failures: [Finding]
        /// For the places in ``failures``.
        public let document: DocumentInfo
    }

    /// All sheets of a document at once.
    public static func load(
        bytes: [UInt8], name: String, program: CheckedProgram, inferred: InferredSchema? = nil, options: ReadingOptions = ReadingOptions()
    ) -> Result {
        let document: ReadDocument
        do {
            document = try read(bytes, name: name, options: options)
        } catch {
            return Result(sheets: [], failures: [error], document: DocumentInfo(name: name, pages: [""], style: .line))
        }
        return DocumentLoader(program, inferred: inferred).all(of: document)
    }

    /// All sheets of a document that is already a grid of cells.
    public static func load(_ document: Document, forms: [CheckedForm], schema: RecordSchema) -> Result {
        DocumentLoader(forms: forms, schema: schema, identify: []).all(of: .grid(document))
    }

    private func all(of document: ReadDocument) -> Result {
        var sheets: [LoadedSheet] = []
        let failures = load(document) { sheets.append($0) }
        return Result(sheets: sheets, failures: failures, document: document.info)
    }
}

extension CheckedForm {
    /// Its fields are found by their names alone: a row of a table may be a sheet.
    fileprivate var isWithoutLocators: Bool { fields.allSatisfy { $0.locator == nil } }
}
