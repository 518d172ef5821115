public import Kijun
internal import KijunSyntax

/// From the bytes of documents to the values of their sheets. Reads no file: bytes come in, values go out.
public struct DocumentLoader: Sendable {
    let forms: [CheckedForm]
    let schema: RecordSchema
    /// Where there is no form: the fields that tell one sheet from another.
    let identify: [Int]
    /// Asked again and again while sheets are handed on. Once true, which it must stay, the rest of a document is left out, and what
    /// was read of it is not to be used.
    public var isInterrupted: @Sendable () -> Bool = { false }

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
    public func load(_ document: ReadDocument, each: (LoadedSheet) -> Void) -> DocumentFindings {
        switch document {
        case .grid(let document): return load(document, each: each)
        case .objects(let document):
            return ObjectReader(schema: schema, forms: forms, identify: identify).read(document, isInterrupted, each: each)
        case .stored(let document, let store):
            do { return try store.load(document, by: self, each: each) } catch { return DocumentFindings([error.finding(store.path)]) }
        }
    }

    private func load(_ document: Document, each: (LoadedSheet) -> Void) -> DocumentFindings {
        switch FormRecognition.outcome(of: document, among: forms, schema: schema) {
        case .failure(let finding): return DocumentFindings([finding])
        case .rows(let form):
            var reader = RowReader(
                document: document, schema: schema, identify: form?.identify ?? identify, form: form?.name,
                fields: form?.fields.map(\.field))
            return reader.read(isInterrupted, each: each)
        case .grid(let parts):
            var failures: [Finding] = []
            var ofFile = FileFindings(document.findings, sections: parts)
            for part in parts where !isInterrupted() {
                switch part {
                case .failure(let finding): failures.append(finding)
                case .sheet(let index, let section, let repeatedTitle):
                    each(read(section, by: forms[index], ofFile.next(), repeatedTitle, &failures))
                }
            }
            return DocumentFindings(failures)
        }
    }

    /// - Parameter repeatedTitle: reported where a value differs from page to page.
    private func read(
        _ section: DocumentSection, by form: CheckedForm, _ findings: [Finding], _ repeatedTitle: Finding?, _ failures: inout [Finding]
    ) -> LoadedSheet {
        var reader = FormReader(document: section, form: form, schema: schema, findings: findings)
        let record = reader.read()
        if let repeatedTitle, reader.findings.contains(where: { $0.code == .differentRepeat }) { reader.findings.append(repeatedTitle) }
        if let others = severalSheets(record, by: form, in: section.info, &reader.findings) { failures.append(others) }
        let input = SheetInput(record: record, document: section.info, findings: reader.sortedFindings)
        return LoadedSheet(input: input, form: form.name, schema: schema, identify: form.identify, unread: reader.unread)
    }

    /// The finding that further worksheets are sheets of their own, in place of all that says that their values differ.
    private func severalSheets(
        _ record: InputRecord, by form: CheckedForm, in info: DocumentInfo, _ findings: inout [Finding]
    ) -> Finding? {
        guard form.recognise.isEmpty, info.style == .grid, info.pages.count > 1 else { return nil }
        for index in form.identify {
            guard schema.fields.indices.contains(index), case .scalar(_, let first?) = record.values[index] else { continue }
            let name = schema.fields[index].name
            func isElsewhere(_ finding: Finding) -> Bool { finding.code == .differentRepeat && finding.cell?.page != first.page }
            guard let other = findings.first(where: { $0.field == name && isElsewhere($0) })?.cell else { continue }
            findings.removeAll(where: isElsewhere)
            return .severalSheets(path: name, first: info.show(first), other: info.show(other), cell: other)
        }
        return nil
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
        let failures = load(document) { sheets.append($0) }.findings
        return Result(sheets: sheets, failures: failures, document: document.info)
    }
}
