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
        var reader = Reader(options: options, keepsRecords: keepsRecords, console: console)
        reader.tell(files)
        let isAskedForSheets = !files.names.isEmpty || reader.unreadable > 0
        guard infersFields, isAskedForSheets else {
            let rules = try check(nil)
            var builder = SheetSet.Builder(schema: rules.program.schema)
            var loader = DocumentLoader(rules.program)
            loader.isInterrupted = reader.options.isInterrupted
            for (index, name) in files.names.enumerated() {
                if let document = try reader.document(name, index) { try reader.load(document, by: loader, into: &builder) }
            }
            return (rules, LoadedSheets(reader, builder.finish(), inferred: nil))
        }
        // All documents have their say on the fields before the first is read by them.
        var documents: [ReadDocument] = []
        var inference = SchemaInference()
        inference.isInterrupted = reader.options.isInterrupted
        for (index, name) in files.names.enumerated() {
            guard let document = try reader.document(name, index) else { continue }
            inference.add(document)
            try reader.goOn()
            documents.append(document)
        }
        let inferred = inference.finish()
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
        while let document = documents.popLast() { try reader.load(document, by: loader, into: &builder) }
        return (rules, LoadedSheets(reader, builder.finish(), inferred: inferred))
    }

    /// What the documents say of their fields, where the rules have no form; nil where there are none or the rules have one.
    ///
    /// - Parameter others: documents that are read already and have their say too.
    /// - Returns: also how many documents could not be read.
    static func infer(
        _ files: SheetFiles, and others: [ReadDocument] = [], for ruleFiles: RuleFiles, _ options: ReadingOptions, on console: Console
    ) -> (schema: InferredSchema?, unreadable: Int) {
        var reader = Reader(options: options, keepsRecords: false, console: console)
        reader.tell(files)
        guard !ruleFiles.hasForm, !files.names.isEmpty || !others.isEmpty else { return (nil, reader.unreadable) }
        var inference = SchemaInference()
        for document in others { inference.add(document) }
        for (index, name) in files.names.enumerated() {
            if let document = try? reader.document(name, index) { inference.add(document) }
        }
        let inferred = inference.finish()
        for finding in inferred.findings { reader.tell(finding) }
        return (inferred, reader.unreadable)
    }

    /// The names of the fields that tell one sheet from another: those of the first form that has any.
    func identity(in program: CheckedProgram) -> [String] {
        let indices = program.forms.lazy.map(\.identify).first { !$0.isEmpty } ?? inferred?.identify ?? []
        return indices.filter(program.schema.fields.indices.contains).map { program.schema.fields[$0].name }
    }

    private init(_ reader: Reader, _ set: SheetSet, inferred: InferredSchema?) {
        sheets = reader.sheets
        documents = reader.documents
        unreadable = reader.unreadable
        self.set = set
        self.inferred = inferred
    }
}

extension LoadedSheets {
    /// Documents on their way in.
    private struct Reader {
        private(set) var options: ReadingOptions
        let keepsRecords: Bool
        let console: Console
        var sheets: [LoadedSheet] = []
        var unreadable = 0
        private(set) var documents: [InspectedDocument] = []
        /// By the names of the documents.
        private var formats: [String: String] = [:]
        /// Where the sheet of a name and year was first met.
        private var places: [String: (document: String, place: String)] = [:]
        private var fileCount = 0

        init(options: ReadingOptions, keepsRecords: Bool, console: Console) {
            self.options = options
            self.options.isInterrupted = { [work = console.work] in work.isInterrupted }
            self.keepsRecords = keepsRecords
            self.console = console
        }

        /// - Throws: what ends the reading where the user broke it off.
        func goOn() throws(ExitStatus) {
            if console.work.isInterrupted { throw .stopped }
        }

        mutating func tell(_ files: SheetFiles) {
            fileCount = files.names.count
            console.tell(files.diagnostics)
            unreadable += files.diagnostics.count { $0.severity == .error }
        }

        /// What stands in a file, or nil with what forbids to read it told.
        ///
        /// - Throws: what ends the reading where the user broke it off.
        mutating func document(_ name: String, _ index: Int) throws(ExitStatus) -> ReadDocument? {
            let document = content(name, index)
            try goOn()
            return document
        }

        private mutating func content(_ name: String, _ index: Int) -> ReadDocument? {
            if fileCount > 1 {
                if index == 0 { console.work.begin(.reading, total: fileCount) }
                console.work.advance(to: index)
            }
            if console.work.isInterrupted { return nil }
            let bytes: [UInt8]
            do {
                bytes = try console.world.read(name)
            } catch {
                if console.work.isInterrupted { return nil }
                console.tell([.unreadable(name, error)])
                unreadable += 1
                return nil
            }
            if keepsRecords { formats[name] = DocumentFormat.name(of: bytes, name: name) }
            do {
                let document = try DocumentLoader.read(bytes, name: name, options: options)
                return console.work.isInterrupted ? nil : document
            } catch {
                if console.work.isInterrupted { return nil }
                tell(error, in: DocumentInfo(name: name, pages: [""], style: .line))
                unreadable += 1
                return nil
            }
        }

        /// Why documents give no sheet where no form says how to read them.
        mutating func tellFailures(of documents: [ReadDocument]) throws(ExitStatus) {
            let rules = RuleFiles([], in: console.world).checked()
            var none = SheetSet.Builder(schema: .empty)
            for document in documents { try load(document, by: DocumentLoader(rules.program), into: &none) }
        }

        mutating func load(_ document: ReadDocument, by loader: DocumentLoader, into builder: inout SheetSet.Builder) throws(ExitStatus) {
            let before = sheets.count
            if fileCount == 1 { console.work.begin(.reading, total: document.expectedSheets) }
            let told = loader.load(document) { sheet in
                var sheet = sheet
                if let repeated = repeated(sheet) { sheet.add(repeated) }
                builder.append(sheet.input)
                if !keepsRecords { sheet.dropRecord() }
                sheets.append(sheet)
                if fileCount == 1 { console.work.advance(to: sheets.count - before) }
            }
            try goOn()
            if keepsRecords, sheets.count > before {
                let format = formats[document.info.name] ?? ""
                documents.append(InspectedDocument(document, format: format, sheets: Array(sheets[before...])))
            }
            // Notes on a whole file, such as keys that no field reads, are for those who look at the reading itself.
            for finding in told.findings where finding.severity != .note || keepsRecords { tell(finding, in: document.info) }
            unreadable += told.unreadable
            if sheets.count == before, told.unreadable == 0 {
                console.tell([.noSheets(in: document.info.name)])
                unreadable += 1
            }
        }

        /// The finding that a sheet of the same name and year was met before.
        private mutating func repeated(_ sheet: LoadedSheet) -> Finding? {
            guard let name = sheet.identity.first, !name.isEmpty else { return nil }
            let document = sheet.input.document
            let here = (document: document.name, place: sheet.identityCell.map(document.show) ?? document.shortName)
            let key = "\(sheet.fiscalYear ?? 0) \(name)"
            guard let first = places[key] else {
                places[key] = here
                return nil
            }
            return .duplicateSheet(name, first: first.document == here.document ? first.place : first.document, cell: sheet.identityCell)
        }

        /// Tells what is about all documents together.
        func tell(_ finding: Finding) {
            let word = Wording(ja: "注意", en: "warning")[console.language]
            console.tell(DiagnosticRenderer.visible("\(word): \(finding.message[console.language])  [\(finding.code.rawValue)]"))
        }

        private func tell(_ finding: Finding, in document: DocumentInfo) {
            // Here the document is named with its folder: there is no report of it to say which it is.
            let shown = finding.cell.map(document.show) ?? document.shortName
            let place =
                shown.hasPrefix(document.shortName)
                ? document.name + shown.dropFirst(document.shortName.count) : "\(document.name) \(shown)"
            let severity =
                switch finding.severity {
                case .note: "note"
                case .warning: "warning"
                case .error: "error"
                }
            console.tell(
                DiagnosticRenderer.visible("\(severity): \(place): \(finding.message[console.language])  [\(finding.code.rawValue)]"))
        }
    }
}

extension Finding {
    static func duplicateSheet(_ name: String, first: String, cell: CellAddress?) -> Finding {
        Finding(
            .duplicateSheet, .warning,
            Wording(
                ja: "調書「\(name)」は \(first) にもあります。両方を評価します", en: "sheet “\(name)” is in \(first) too; both are graded"),
            cell: cell, field: nil)
    }
}
