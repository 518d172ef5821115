import Kijun
import KijunSheets
import KijunSyntax

/// Documents on their way in: what forbids to read one is told, and does not stop the others.
struct DocumentReader {
    private(set) var options: ReadingOptions
    let console: Console
    /// Gets what there is to tell.
    let say: (String) -> Void
    /// How many documents, or lines of a file of objects, could not be read.
    private(set) var unreadable = 0
    private var fileCount = 0
    /// By the names of the documents.
    private let formats = Formats()
    private let names = RepeatedNames()
    private var stores = OpenedStores()
    /// Where nothing else is shown of the sheets than the values of some fields: these. What is in doubt about others is not told
    /// then, and sheets of one name are not looked for; nil for everything.
    var onlyFields: Set<String>?

    /// - Parameter say: instead of telling it at once.
    init(options: ReadingOptions, console: Console, say: ((String) -> Void)? = nil) {
        self.options = options
        self.options.isInterrupted = { [work = console.work] in work.isInterrupted }
        self.console = console
        self.say = say ?? { console.tell($0) }
    }

    private func say(_ diagnostics: [Diagnostic]) { if !diagnostics.isEmpty { say(console.text(of: diagnostics)) } }

    /// - Throws: what ends the reading where the user broke it off.
    func goOn() throws(ExitStatus) {
        if console.work.isInterrupted { throw .stopped }
    }

    mutating func tell(_ files: SheetFiles) {
        fileCount = files.names.count
        say(files.diagnostics)
        unreadable += files.diagnostics.count { $0.severity == .error }
    }

    /// The format that a document was read by.
    func format(of document: ReadDocument) -> String {
        if case .stored(let stored, _) = document { stored.kind.format } else { formats.byName[document.info.name] ?? "" }
    }

    /// What stands in a file: a document, or those of a store; none where something forbids to read it, which is told.
    ///
    /// - Throws: what ends the reading where the user broke it off.
    mutating func documents(_ name: String, _ index: Int) throws(ExitStatus) -> [ReadDocument] {
        begin(index)
        try goOn()
        if let stored = stored(name) { return stored }
        let read = console.world.read
        let bytes = reading(name) { () throws(FileProblem) -> [UInt8] in try read(name) }
        let document = bytes.flatMap { self.document(name, $0) }
        try goOn()
        return document.map { [$0] } ?? []
    }

    /// The documents of a store; nil where the file is none.
    private mutating func stored(_ name: String) -> [ReadDocument]? {
        switch stores.open(name, in: console.world) {
        case .none: return nil
        case .store(let documents): return documents
        case .failure(let problem):
            say([problem])
            unreadable += 1
            return []
        }
    }

    /// What documents say of their fields, or nil with what keeps them from being read together told.
    ///
    /// - Parameter lines: the name of a jsonl file that goes with them.
    func fields(of documents: [ReadDocument], lines: String? = nil, _ inference: consuming SchemaInference) -> InferredSchema? {
        switch stores.fields(of: documents, lines: lines) {
        case .success(let stored):
            if let stored { return stored }
            return inference.finish()
        case .failure(let problem):
            say([problem.diagnostic])
            return nil
        }
    }

    /// Whether rules with a form can read the documents of a file; else why not is told.
    mutating func accepts(_ rules: Rules, _ documents: [ReadDocument]) -> Bool {
        let (accepts, notes) = stores.accepts(rules, documents)
        say(notes)
        if !accepts { unreadable += 1 }
        return accepts
    }

    /// Tells how far the reading of several files is.
    func begin(_ index: Int) {
        guard fileCount > 1 else { return }
        if index == 0 { console.work.begin(.reading, total: fileCount) }
        console.work.advance(to: index)
    }

    /// What came of reading a file, or nil with what forbids it told.
    ///
    /// - Parameter lines: how many lines of it were read before.
    mutating func reading<Content>(_ name: String, after lines: Int = 0, _ read: () throws(FileProblem) -> Content) -> Content? {
        do throws(FileProblem) {
            return try read()
        } catch {
            tell(error, of: name, after: lines)
            return nil
        }
    }

    /// Tells why a file cannot be read.
    ///
    /// - Parameter lines: how many lines of it were read before.
    mutating func tell(_ problem: FileProblem, of name: String, after lines: Int) {
        if console.work.isInterrupted { return }
        say([.unreadable(name, problem, after: lines)])
        unreadable += 1
    }

    /// The document that bytes are, or nil with what forbids to read it told.
    mutating func document(_ name: String, _ bytes: [UInt8]) -> ReadDocument? {
        formats.byName[name] = DocumentFormat.name(of: bytes, name: name)
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
        for document in documents { try load(document, by: DocumentLoader(rules.program)) { _ in } }
    }

    /// Hands on the sheets of a document.
    ///
    /// - Parameter tellsNotes: notes on a whole file, such as keys that no field reads, are for those who look at the reading itself.
    mutating func load(
        _ document: ReadDocument, by loader: DocumentLoader, tellsNotes: Bool = false, each: (LoadedSheet) -> Void
    ) throws(ExitStatus) {
        var count = 0
        if fileCount == 1 { console.work.begin(.reading, total: document.expectedSheets) }
        let told = loader.load(document) { sheet in
            var sheet = sheet
            if onlyFields == nil, let repeated = names.repeated(sheet) { sheet.add(repeated) }
            each(sheet)
            count += 1
            if fileCount == 1 { console.work.advance(to: count) }
        }
        try goOn()
        tell(told, of: document.info, sheets: count, tellsNotes: tellsNotes)
    }

    /// Hands on the documents of a store in sets of sheets, as columns.
    ///
    /// - Parameter isStopped: nobody wants the rest.
    mutating func columns(
        of documents: [ReadDocument], for plan: EvaluationPlan, by loader: DocumentLoader, isStopped: () -> Bool,
        each: (SheetSet) -> Void
    ) throws(ExitStatus) {
        guard case .stored(_, let store)? = documents.first else { return }
        let columns: StoreColumns
        do throws(StoreProblem) {
            columns = try StoreColumns(store, for: plan, by: loader)
        } catch {
            say([.store(store.path, error)])
            unreadable += 1
            return
        }
        var count = 0
        if fileCount == 1 { console.work.begin(.reading, total: documents.reduce(0) { $0 + ($1.expectedSheets ?? 0) }) }
        for document in documents {
            guard case .stored(let document, _) = document, !isStopped() else { break }
            let before = count + columns.waitingCount
            let told = columns.read(document) { set in
                count += set.count
                each(set)
                if fileCount == 1 { console.work.advance(to: count) }
            }
            try goOn()
            tell(told, of: document.info, sheets: count + columns.waitingCount - before)
        }
        columns.finish(each: each)
    }

    /// Tells what there is to report of a document beside its sheets.
    ///
    /// - Parameter count: of the sheets that it gave; nil where why there are no more is told already.
    mutating func tell(_ told: DocumentFindings, of document: DocumentInfo, sheets count: Int?, tellsNotes: Bool = false) {
        for finding in told.findings where finding.severity != .note || tellsNotes {
            // Straight into columns nobody looks at the percentages of other fields.
            if finding.code == .doubtfulPercentage, let onlyFields, !onlyFields.contains(finding.field ?? "") { continue }
            tell(finding, in: document)
        }
        unreadable += told.unreadable
        if count == 0, told.unreadable == 0 {
            say([.noSheets(in: document.name)])
            unreadable += 1
        }
    }

    /// Tells what is about all documents together.
    func tell(_ finding: Finding) { say(console.text(of: finding)) }

    private func tell(_ finding: Finding, in document: DocumentInfo) { say(console.text(of: finding, in: document)) }
}

extension Console {
    /// What is about all documents together.
    func text(of finding: Finding) -> String {
        let word = Wording(ja: "注意", en: "warning")[language]
        return DiagnosticRenderer.visible("\(word): \(finding.message[language])  [\(finding.code.rawValue)]")
    }

    func text(of finding: Finding, in document: DocumentInfo) -> String {
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
        return DiagnosticRenderer.visible("\(severity): \(place): \(finding.message[language])  [\(finding.code.rawValue)]")
    }
}

extension DocumentReader {
    /// A file as it was opened.
    enum Source {
        case document(ReadDocument)
        /// The documents of a store.
        case stored([ReadDocument])
        /// A jsonl file, to be read part by part, of which the beginning is read already.
        case lines(String, FileReading, beginning: [UInt8])
    }

    /// What a file holds, or nil with what forbids to read it told. Of a jsonl file only the beginning is read.
    ///
    /// - Throws: what ends the reading where the user broke it off.
    mutating func source(_ name: String, _ index: Int) throws(ExitStatus) -> Source? {
        begin(index)
        try goOn()
        if let stored = stored(name) { return .stored(stored) }
        let (options, open) = (options, console.world.open)
        let read = reading(name) { () throws(FileProblem) -> (bytes: [UInt8], file: FileReading?) in
            let file = try open(name)
            var beginning = try file.next(ObjectLines.beginning)
            var isWhole = beginning.count < ObjectLines.beginning
            // A first line may be long.
            while !isWhole, beginning.count < Self.longestFirstLine, !beginning.contains(UInt8(ascii: "\n")) {
                let more = try file.next(beginning.count)
                isWhole = more.count < beginning.count
                beginning += more
            }
            if ObjectLines.canRead(beginning, isWhole: isWhole, name: name, options: options) { return (beginning, file) }
            return (try file.rest(after: beginning), nil)
        }
        try goOn()
        guard let read else { return nil }
        if let file = read.file { return .lines(name, file, beginning: read.bytes) }
        let document = document(name, read.bytes)
        try goOn()
        return document.map { .document($0) }
    }

    /// A jsonl file whose first line is longer is read as a whole.
    private static let longestFirstLine = 1 << 24

    /// Hands on the sheets of a jsonl file, part by part.
    ///
    /// - Parameter isStopped: nobody wants the rest.
    mutating func lines(
        of file: FileReading, named name: String, after beginning: [UInt8], by loader: DocumentLoader, isStopped: () -> Bool,
        each: (LoadedSheet) -> Void
    ) throws(ExitStatus) {
        var lines = ObjectLines(name: name, loader: loader)
        var chunks = LineChunks(file, beginning: beginning)
        var count = 0
        var row = 0
        var done = 0
        if fileCount == 1 { console.work.begin(.reading, total: file.size, counts: file.size == nil) }
        var isRead = true
        while !isStopped() {
            let next = reading(name, after: row) { () throws(FileProblem) in try chunks.next() }
            try goOn()
            guard let next else {
                isRead = false
                break
            }
            guard let chunk = next else { break }
            chunk.withUnsafeBytes { bytes in
                lines.read(bytes, firstRow: row) { sheet in
                    var sheet = sheet
                    if onlyFields == nil, let repeated = names.repeated(sheet) { sheet.add(repeated) }
                    each(sheet)
                    count += 1
                }
            }
            try goOn()
            row += LineChunks.feeds(in: chunk)
            done += chunk.count
            if fileCount == 1 { console.work.advance(to: file.size == nil ? count : done) }
        }
        guard !isStopped() else { return }
        tell(lines.finish(), of: DocumentInfo(name: name, pages: [""], style: .position), sheets: isRead ? count : nil)
    }
}

extension DocumentReader {
    /// Hands on the parts of a jsonl file for whoever reads them.
    ///
    /// - Parameters:
    ///   - size: of the file, where that is known.
    ///   - isStopped: nobody wants the rest.
    mutating func parts(of lines: LineFile, size: Int?, isStopped: () -> Bool, each: (LinePart) -> Void) throws(ExitStatus) {
        if fileCount == 1 { console.work.begin(.reading, total: size, counts: size == nil) }
        lines.feed.begin()
        try goOn()
        var (number, isEnded) = (0, false)
        while !isEnded, !isStopped() {
            each(LinePart(file: lines, number: number))
            number += 1
            let progress = lines.feed.progress
            isEnded = progress.isEnded
            // A break ends the file too.
            try goOn()
            if fileCount == 1 { console.work.advance(to: size == nil ? progress.lines : progress.bytes) }
        }
    }
}

/// The formats that documents were read by. An object, as the names below: a reader is copied, and there may be many documents.
private final class Formats {
    var byName: [String: String] = [:]
}

/// Where the sheet of a name and year was first met.
private final class RepeatedNames {
    /// Where a sheet stands. The documents are few, the sheets may be many.
    private struct Place {
        let document: Int32
        let cell: CellAddress?
    }

    private var documents: [DocumentInfo] = []
    /// By the hash of year and name: 64 bits, so that two of a million that differ are not taken for one.
    private var places: [Int: Place] = [:]

    /// The finding that a sheet of the same name and year was met before.
    func repeated(_ sheet: LoadedSheet) -> Finding? {
        guard let name = sheet.identity.first, !name.isEmpty else { return nil }
        let document = sheet.input.document
        if documents.last != document { documents.append(document) }
        var hasher = Hasher()
        hasher.combine(sheet.fiscalYear ?? 0)
        hasher.combine(name)
        let key = hasher.finalize()
        guard let first = places[key] else {
            places[key] = Place(document: Int32(documents.count - 1), cell: sheet.identityCell)
            return nil
        }
        let other = documents[Int(first.document)]
        let shown = other.name == document.name ? first.cell.map(other.show) ?? other.shortName : other.name
        return .duplicateSheet(name, first: shown, cell: sheet.identityCell)
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
