import Kijun
import KijunSheets
import KijunSyntax

/// The sheets of a command line, read by the forms of the rules or, without a form, by the names that they bring themselves. A
/// document that cannot be read never stops the others.
struct LoadedSheets {
    private(set) var sheets: [LoadedSheet] = []
    /// What the sheets were read from, where they keep their values.
    let documents: [InspectedDocument]
    /// What evaluates over them.
    let set: SheetSet
    /// What the documents said of themselves, where the rules have no form.
    let inferred: InferredSchema?
    /// How many documents, or lines of a file of objects, could not be read.
    let unreadable: Int

    /// Reads the documents and checks the rules, in the order in which one needs the other, and tells what is wrong with
    /// either.
    ///
    /// - Parameter keepsRecords: each sheet keeps its values; else only ``set`` has them.
    /// - Throws: what the command ends with: `.wrong` where the rules cannot be run, `.unreadable` where they have no form and no
    ///   document says which fields there are; `.stopped` at a break of the user.
    static func load(
        _ files: SheetFiles, by ruleFiles: RuleFiles, _ options: ReadingOptions, keepsRecords: Bool = false, on console: Console
    ) throws(ExitStatus) -> (rules: Rules, sheets: LoadedSheets) {
        try load(
            files, infersFields: !ruleFiles.hasForm && !ruleFiles.hasErrors, options, keepsRecords: keepsRecords, on: console
        ) { schema throws(ExitStatus) in
            let rules = ruleFiles.checked(schema: schema)
            guard rules.tellProblems(on: console) else { throw .wrong }
            return rules
        }
    }

    /// As ``load(_:by:_:keepsRecords:on:)``, with rules that are checked by whoever asks.
    ///
    /// - Parameters:
    ///   - infersFields: the documents say which fields there are.
    ///   - check: tells what is wrong with the rules; gets the fields of the documents, where those are asked.
    static func load(
        _ files: SheetFiles, infersFields: Bool, _ options: ReadingOptions, keepsRecords: Bool = false, on console: Console,
        check: (RecordSchema?) throws(ExitStatus) -> Rules
    ) throws(ExitStatus) -> (rules: Rules, sheets: LoadedSheets) {
        var reader = DocumentReader(options: options, console: console)
        var loaded = Collected(keepsRecords: keepsRecords)
        reader.tell(files)
        let isAskedForSheets = !files.names.isEmpty || reader.unreadable > 0
        guard infersFields, isAskedForSheets else {
            let rules = try check(nil)
            var builder = SheetSet.Builder(schema: rules.program.schema)
            var loader = DocumentLoader(rules.program)
            loader.isInterrupted = reader.options.isInterrupted
            for (index, name) in files.names.enumerated() {
                let documents = try reader.documents(name, index)
                guard reader.accepts(rules, documents) else { continue }
                for document in documents { try loaded.add(document, by: loader, to: &builder, &reader) }
            }
            return (rules, loaded.finished(builder, reader, inferred: nil))
        }
        // All documents have their say on the fields before the first is read by them.
        var documents: [ReadDocument] = []
        var inference = SchemaInference()
        inference.isInterrupted = reader.options.isInterrupted
        for (index, name) in files.names.enumerated() {
            for document in try reader.documents(name, index) {
                inference.add(document)
                try reader.goOn()
                documents.append(document)
            }
        }
        guard let inferred = reader.fields(of: documents, inference) else { throw .unreadable }
        guard !inferred.schema.fields.isEmpty else {
            // Without fields every name of the rules would be unknown: what is wrong is the sheets.
            try reader.tellFailures(of: documents)
            throw .unreadable
        }
        // `inspect` shows them with the columns.
        if !keepsRecords { for finding in inferred.findings { reader.tell(finding) } }
        let rules = try check(inferred.schema)
        var builder = SheetSet.Builder(schema: rules.program.schema)
        var loader = DocumentLoader(rules.program, inferred: inferred)
        loader.isInterrupted = reader.options.isInterrupted
        documents.reverse()
        while let document = documents.popLast() { try loaded.add(document, by: loader, to: &builder, &reader) }
        return (rules, loaded.finished(builder, reader, inferred: inferred))
    }

    /// What the documents say of their fields, where the rules have no form; nil where there are none or the rules have one.
    ///
    /// - Parameter others: documents that are read already and have their say too.
    /// - Returns: also how many documents could not be read.
    static func infer(
        _ files: SheetFiles, and others: [ReadDocument] = [], for ruleFiles: RuleFiles, _ options: ReadingOptions, on console: Console
    ) -> (schema: InferredSchema?, unreadable: Int) {
        var reader = DocumentReader(options: options, console: console)
        reader.tell(files)
        guard !ruleFiles.hasForm, !files.names.isEmpty || !others.isEmpty else { return (nil, reader.unreadable) }
        var inference = SchemaInference()
        var documents = others
        for (index, name) in files.names.enumerated() {
            if let found = try? reader.documents(name, index) { documents += found }
        }
        for document in documents { inference.add(document) }
        guard let inferred = reader.fields(of: documents, inference) else { return (nil, reader.unreadable + 1) }
        for finding in inferred.findings { reader.tell(finding) }
        return (inferred, reader.unreadable)
    }

    /// The names of the fields that tell one sheet from another: those of the first form that has any.
    func identity(in program: CheckedProgram) -> [String] {
        let indices = program.forms.lazy.map(\.identify).first { !$0.isEmpty } ?? inferred?.identify ?? []
        return indices.filter(program.schema.fields.indices.contains).map { program.schema.fields[$0].name }
    }

    fileprivate init(
        _ sheets: [LoadedSheet], _ documents: [InspectedDocument], _ set: SheetSet, inferred: InferredSchema?, unreadable: Int
    ) {
        self.sheets = sheets
        self.documents = documents
        self.unreadable = unreadable
        self.set = set
        self.inferred = inferred
    }
}

/// What documents gave so far.
private struct Collected {
    let keepsRecords: Bool
    private var sheets: [LoadedSheet] = []
    private var documents: [InspectedDocument] = []

    init(keepsRecords: Bool) { self.keepsRecords = keepsRecords }

    mutating func add(
        _ document: ReadDocument, by loader: DocumentLoader, to builder: inout SheetSet.Builder, _ reader: inout DocumentReader
    ) throws(ExitStatus) {
        let before = sheets.count
        try reader.load(document, by: loader, tellsNotes: keepsRecords) { sheet in
            builder.append(sheet.input)
            var sheet = sheet
            if !keepsRecords { sheet.dropRecord() }
            sheets.append(sheet)
        }
        guard keepsRecords, sheets.count > before else { return }
        let format = reader.format(of: document)
        documents.append(InspectedDocument(document, format: format, sheets: Array(sheets[before...])))
    }

    func finished(_ builder: SheetSet.Builder, _ reader: DocumentReader, inferred: InferredSchema?) -> LoadedSheets {
        LoadedSheets(sheets, documents, builder.finish(), inferred: inferred, unreadable: reader.unreadable)
    }
}
