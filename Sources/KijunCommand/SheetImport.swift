import Kijun
import KijunSheets
import KijunSyntax

/// What `kijun import` does: brings a store up to date with documents.
///
/// A document whose size and time are as they were is not opened; one whose bytes are as they were is not read. Of any other one
/// the sheets that differ are written. Without a form all documents of the store say together which fields there are, so that
/// importing again gives the same as importing all of them anew.
struct SheetImport {
    enum Stop: Error {
        /// Whatever is wrong has been told.
        case told(ExitStatus)
        case problem(StoreProblem)
    }

    private let files: SheetFiles
    private let ruleFiles: RuleFiles
    /// Of the store.
    private let target: String
    private let options: ReadingOptions
    private let console: Console
    /// How many documents, or sheets of one, could not be read.
    private(set) var unreadable = 0
    private var counts = SheetCounts()
    private var input: [UInt8]?

    init(_ files: SheetFiles, by ruleFiles: RuleFiles, into target: String, _ options: ReadingOptions, on console: Console) {
        self.files = files
        self.ruleFiles = ruleFiles
        self.target = target
        self.console = console
        var options = options
        options.isInterrupted = { [work = console.work] in work.isInterrupted }
        self.options = options
    }

    /// A document of this import.
    private struct Entry {
        /// As the user named it.
        let name: String
        /// From the folder of the store.
        let path: String
        let folder: String?
        let old: StoredDocument?
        /// Size, time and, where it was read, content as it is now.
        var source: DocumentSource
        /// It is as it was.
        var isSame: Bool
        /// It cannot be read, which is told.
        var isUnreadable = false
    }

    /// - Returns: what was done.
    mutating func run() throws(Stop) -> Wording {
        console.tell(files.diagnostics)
        unreadable += files.diagnostics.count { $0.severity == .error }
        let writer = try open()
        let places = StorePlaces(of: target, in: console.world.folder)
        var entries: [Entry] = []
        let known = Dictionary((writer.existing?.documents ?? []).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        // The store may lie in a folder of sheets.
        var seen: Set<String> = [places.path(of: target)]
        for name in files.names {
            let path = name == "-" ? "-" : places.path(of: name)
            guard seen.insert(path).inserted else { continue }
            entries.append(try entry(name, path, folder: files.folders[name].map(places.path), known[path]))
        }
        let order = StoreWriter.order(entries.map(\.path), among: (writer.existing?.documents ?? []).map(\.path))
        // Not those of the entries: a folder that has no sheets any more was named too.
        let folders = Set(files.listed.map(places.path))
        let others = (writer.existing?.documents ?? []).filter { !seen.contains($0.path) }
        let gone = others.filter { $0.folder.map(folders.contains) ?? false }
        let goneFrom = Set(gone.map(\.path))
        let kept = others.filter { !goneFrom.contains($0.path) }

        if let form = writer.existing?.forms.first(where: { !$0.text.isEmpty })?.name, !ruleFiles.hasForm, !ruleFiles.hasErrors {
            console.tell([.formNeeded(form, target)])
            throw .told(.wrong)
        }
        let isChanged = !gone.isEmpty || entries.contains { !$0.isSame && !$0.isUnreadable }
        let reading: Reading
        if ruleFiles.hasForm || ruleFiles.hasErrors {
            reading = try self.reading(from: writer)
        } else if !isChanged, let store = writer.existing {
            reading = Reading(schema: store.schema, forms: store.forms, loader: nil, isSame: true)
        } else {
            entries += try self.entries(for: kept, places, ofForm: false)
            // As if they were all imported anew.
            let places = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
            entries.sort { places[$0.path, default: 0] < places[$1.path, default: 0] }
            reading = try inferred(from: &entries, writer)
        }
        if !reading.isSame, ruleFiles.hasForm, writer.existing != nil { entries += try self.entries(for: kept, places, ofForm: true) }

        try check { () throws(StoreProblem) in try writer.lay(out: reading.schema, forms: reading.forms, isSame: reading.isSame) }
        console.work.begin(.reading, total: entries.count)
        for (index, entry) in entries.enumerated() {
            console.work.advance(to: index)
            try take(entry, by: reading, writer)
            if console.work.isInterrupted { throw .told(.stopped) }
        }
        for document in gone {
            counts.gone += document.sheetCount
            try check { () throws(StoreProblem) in try writer.remove(document) }
        }
        guard !writer.documents.isEmpty || writer.existing != nil else { throw .told(.unreadable) }
        writer.sort(by: order)
        let remaining = Set(writer.documents.map(\.path))
        let missing = kept.filter { document in
            document.path != "-" && remaining.contains(document.path) && console.world.stamp(places.name(of: document.path)) == nil
        }
        if !gone.isEmpty { console.tell(Wording.removed(gone.map { $0.info.name })) }
        if !missing.isEmpty { console.tell([.goneDocuments(missing.map { $0.info.name })]) }
        try check { () throws(StoreProblem) in try writer.commit() }
        return summary(of: writer)
    }

    private func check<Result>(_ body: () throws(StoreProblem) -> Result) throws(Stop) -> Result {
        do { return try body() } catch { throw .problem(error) }
    }

    private func open() throws(Stop) -> StoreWriter {
        guard !target.utf8.contains(0), !target.isEmpty, console.world.list(target) == nil else {
            console.tell([.unwritable(target, target.isEmpty || target.utf8.contains(0) ? .notFound : .isFolder)])
            throw .told(.unreadable)
        }
        let stamp = console.world.stamp(target)
        switch SheetStore.recognize(console.world.beginning(target, SheetStore.beginning)) {
        case .none where stamp == nil || stamp?.size == 0:
            return try check { () throws(StoreProblem) in try StoreWriter(target, isNew: true) }
        case .none:
            console.tell([.notAStore(target)])
            throw .told(.wrong)
        case .foreign:
            console.tell([.store(target, .foreign)])
            throw .told(.wrong)
        case .store: return try check { () throws(StoreProblem) in try StoreWriter(target, isNew: false) }
        }
    }

    // MARK: Documents

    /// - Parameter old: the document as it was imported.
    private mutating func entry(_ name: String, _ path: String, folder: String?, _ old: StoredDocument?) throws(Stop) -> Entry {
        let stamp = name == "-" ? nil : console.world.stamp(name)
        let modified = stamp.map { Int64($0.seconds) &* 1_000_000_000 &+ Int64($0.nanoseconds) }
        if let old, let stamp, old.source.size == stamp.size, old.source.modified == modified, old.source.asked == options.encoding {
            return Entry(name: name, path: path, folder: folder, old: old, source: old.source, isSame: true)
        }
        guard let bytes = try bytes(name) else {
            let none = DocumentSource(size: 0, modified: nil, hash: 0, asked: nil)
            return Entry(name: name, path: path, folder: folder, old: old, source: none, isSame: false, isUnreadable: true)
        }
        let source = DocumentSource(size: bytes.count, modified: modified, hash: ContentHash(of: bytes).stored, asked: options.encoding)
        let isSame = old.map { $0.source.hash == source.hash && $0.source.size == source.size && $0.source.asked == source.asked } ?? false
        return Entry(name: name, path: path, folder: folder, old: old, source: source, isSame: isSame)
    }

    /// Documents that the store has and nobody named, where all of them are needed.
    private mutating func entries(for others: [StoredDocument], _ places: StorePlaces, ofForm: Bool) throws(Stop) -> [Entry] {
        var entries: [Entry] = []
        for document in others {
            let name = places.name(of: document.path)
            guard document.path != "-", console.world.stamp(name) != nil else {
                console.tell([.missingDocument(document.info.name, ofForm: ofForm)])
                throw .told(.unreadable)
            }
            entries.append(try entry(name, document.path, folder: document.folder, document))
        }
        return entries
    }

    /// The content of a file, or nil with what forbids to read it told.
    private mutating func bytes(_ name: String) throws(Stop) -> [UInt8]? {
        if name == "-", let input { return input }
        do {
            let bytes = try console.world.read(name)
            if console.work.isInterrupted { throw Stop.told(.stopped) }
            if name == "-" { input = bytes }
            return bytes
        } catch let problem as FileProblem {
            if console.work.isInterrupted { throw .told(.stopped) }
            console.tell([.unreadable(name, problem)])
            unreadable += 1
            return nil
        } catch {
            throw .told(.stopped)
        }
    }

    /// The bytes of an entry, which must be those that its hash was made of.
    private mutating func content(_ entry: Entry) throws(Stop) -> [UInt8]? {
        guard let bytes = try bytes(entry.name) else { return nil }
        guard ContentHash(of: bytes).stored == entry.source.hash else {
            console.tell([.changedMeanwhile(entry.name)])
            throw .told(.unreadable)
        }
        return bytes
    }

    // MARK: Fields

    /// By which fields the documents are read.
    private struct Reading {
        let schema: RecordSchema
        let forms: [StoredForm]
        /// nil where nothing has to be read.
        let loader: DocumentLoader?
        /// As the store has them.
        let isSame: Bool
    }

    /// As the forms of the rules say.
    private func reading(from writer: StoreWriter) throws(Stop) -> Reading {
        let rules = ruleFiles.checked()
        guard rules.tellProblems(on: console) else { throw .told(.wrong) }
        let program = rules.program
        let texts = Dictionary(rules.forms.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
        let forms = program.forms.map { form in
            StoredForm(
                name: form.name, identify: form.identify.map { program.schema.fields[$0].name }, text: texts[form.name] ?? "")
        }
        let isSame = writer.existing.map { $0.schema.isAlike(program.schema) && $0.forms == forms } ?? false
        return Reading(schema: program.schema, forms: forms, loader: loader(DocumentLoader(program)), isSame: isSame)
    }

    /// As all documents together say.
    private mutating func inferred(from entries: inout [Entry], _ writer: StoreWriter) throws(Stop) -> Reading {
        var inference = SchemaInference()
        inference.isInterrupted = options.isInterrupted
        console.work.begin(.reading, total: entries.count)
        for index in entries.indices where !entries[index].isUnreadable {
            console.work.advance(to: index)
            guard let bytes = try content(entries[index]) else {
                entries[index].isUnreadable = true
                continue
            }
            // What cannot be read is told when its sheets are.
            if let document = try? DocumentLoader.read(bytes, name: entries[index].name, options: options) { inference.add(document) }
            if console.work.isInterrupted { throw .told(.stopped) }
        }
        let inferred = inference.finish()
        for finding in inferred.findings { console.tell(console.text(of: finding)) }
        let schema = inferred.schema
        let forms = [StoredForm(name: nil, identify: inferred.identify.map { schema.fields[$0].name }, text: "")]
        let program = RuleFiles([], in: console.world).checked(schema: schema).program
        let isSame = writer.existing.map { $0.schema.isAlike(schema) && $0.forms == forms } ?? false
        return Reading(schema: schema, forms: forms, loader: loader(DocumentLoader(program, inferred: inferred)), isSame: isSame)
    }

    private func loader(_ loader: DocumentLoader) -> DocumentLoader {
        var loader = loader
        loader.isInterrupted = options.isInterrupted
        return loader
    }

    // MARK: Sheets

    private mutating func take(_ entry: Entry, by reading: Reading, _ writer: StoreWriter) throws(Stop) {
        if reading.isSame, let old = entry.old, entry.isSame {
            counts.unchanged += old.sheetCount
            writer.keep(old, name: entry.name, folder: entry.folder, source: entry.source)
            unreadable += old.unreadable
            try tellUnreadable(of: old, as: entry.name, in: writer)
            return
        }
        guard !entry.isUnreadable, let loader = reading.loader, let bytes = try content(entry) else {
            return try keepUnreadable(entry, reading, writer)
        }
        let document: ReadDocument
        do {
            document = try DocumentLoader.read(bytes, name: entry.name, options: options)
        } catch {
            if console.work.isInterrupted { throw .told(.stopped) }
            console.tell(console.text(of: error, in: DocumentInfo(name: entry.name, pages: [""], style: .line)))
            unreadable += 1
            return try keepUnreadable(entry, reading, writer)
        }
        let kind = DocumentKind(document, format: DocumentFormat.name(of: bytes, name: entry.name))
        let old = reading.isSame ? entry.old : nil
        var update = try check { () throws(StoreProblem) in
            try writer.update(
                entry.old, with: document.info, path: entry.path, folder: entry.folder ?? old?.folder, source: entry.source, kind: kind)
        }
        var problem: StoreProblem?
        var count = 0
        let told = loader.load(document) { sheet in
            guard problem == nil else { return }
            count += 1
            do throws(StoreProblem) { try update.add(sheet) { document.text(at: $0) } } catch { problem = error }
        }
        if let problem { throw .problem(problem) }
        if console.work.isInterrupted { throw .told(.stopped) }
        for finding in told.findings where finding.severity != .note { console.tell(console.text(of: finding, in: document.info)) }
        unreadable += told.unreadable
        guard count > 0 else {
            if told.unreadable == 0 {
                console.tell([.noSheets(in: entry.name)])
                unreadable += 1
            }
            return try keepUnreadable(entry, reading, writer)
        }
        counts += try check { () throws(StoreProblem) in try writer.finish(update, findings: told) }
    }

    /// What could not be read of a document that is as it was: the status says so again, and hence the words.
    private func tellUnreadable(of document: StoredDocument, as name: String, in writer: StoreWriter) throws(Stop) {
        guard document.unreadable > 0, let store = writer.existing else { return }
        let info = DocumentInfo(name: name, pages: document.info.pages, style: document.info.style)
        let findings = try check { () throws(StoreProblem) in try store.findings(of: document) }
        for finding in findings where finding.severity == .error { console.tell(console.text(of: finding, in: info)) }
    }

    /// What the store has of a document that cannot be read now stays, if it was read by the same fields.
    private mutating func keepUnreadable(_ entry: Entry, _ reading: Reading, _ writer: StoreWriter) throws(Stop) {
        guard let old = entry.old else { return }
        if reading.isSame {
            counts.unchanged += old.sheetCount
            console.tell(
                Wording(
                    ja: "注意: 「\(Diagnostic.shown(entry.name))」の調書は、前に取り込んだままです",
                    en: "warning: the sheets of “\(Diagnostic.shown(entry.name))” stay as they were imported before"))
        } else {
            counts.gone += old.sheetCount
            try check { () throws(StoreProblem) in try writer.remove(old) }
        }
    }

    // MARK: What was done

    private func summary(of writer: StoreWriter) -> Wording {
        func shown(_ count: Int) -> String { Number(count).shown() }
        func sheets(_ count: Int, _ word: String = "") -> String { "\(shown(count)) \(word)\(count == 1 ? "sheet" : "sheets")" }
        let all = writer.documents.reduce(0) { $0 + $1.sheetCount }
        let documents = writer.documents.count
        let gone = counts.gone > 0
        return Wording(
            ja: "取り込み: 新しい調書 \(shown(counts.new)) 件、変わった調書 \(shown(counts.changed)) 件、変わらない調書 \(shown(counts.unchanged)) 件"
                + (gone ? "、なくなった調書 \(shown(counts.gone)) 件" : "")
                + "\n\(DiagnosticRenderer.visible(target)): 文書 \(shown(documents)) 件、調書 \(shown(all)) 件",
            en: "imported: \(sheets(counts.new, "new ")), \(shown(counts.changed)) changed, \(shown(counts.unchanged)) unchanged"
                + (gone ? ", \(shown(counts.gone)) gone" : "")
                + "\n\(DiagnosticRenderer.visible(target)): \(sheets(all)) from \(shown(documents)) \(documents == 1 ? "document" : "documents")"
        )
    }
}

/// How a store calls its documents: by the way to them from its own folder.
struct StorePlaces {
    /// The parts of the path of the store's folder, from the root.
    private let home: [Substring]
    private let current: [Substring]

    /// - Parameter folder: the one from which paths go.
    init(of store: String, in folder: String) {
        current = folder.split(separator: "/")
        home = Array(Self.parts(store, from: current).dropLast())
    }

    private static func parts(_ path: String, from folder: [Substring]) -> [Substring] {
        var parts = path.hasPrefix("/") ? [] : folder
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts
    }

    /// `sheets/02-10.txt`, `../sheets/02-10.txt`
    func path(of name: String) -> String { Self.way(from: home, to: Self.parts(name, from: current)) }

    /// The path that leads there from the current folder.
    func name(of path: String) -> String { Self.way(from: current, to: Self.parts(path, from: home)) }

    private static func way(from folder: [Substring], to parts: [Substring]) -> String {
        let common = zip(folder, parts).prefix { $0 == $1 }.count
        let way = Array(repeating: "..", count: folder.count - common) + parts[common...]
        return way.isEmpty ? "." : way.joined(separator: "/")
    }
}
