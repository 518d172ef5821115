import Kijun
import KijunSheets
import KijunSyntax

/// Goes through documents and puts their sheets together in batches.
struct BatchReader {
    private var reader: DocumentReader
    private let messages: Messages
    private let rules: Rules
    private let plan: EvaluationPlan
    private let loader: DocumentLoader
    /// Sheets in a batch; nil for all in one, because a rule reads them together.
    private let size: Int?
    private let isStopped: () -> Bool
    private let handOn: (SheetBatch) -> Void
    private var builder: SheetSet.Builder
    private var sheets: [LoadedSheet] = []
    private var isFirst = true
    /// jsonl files that have more bytes than this go to the graders as lines, and stores as columns; nil for none, because reports
    /// need the sheets themselves.
    private let directFrom: Int?
    /// Nothing but flat records is written.
    private let isFlat: Bool
    private var lineFiles = 0

    /// So many sheets at a time: more lose to the caches, fewer to what every step of a plan costs once a batch.
    static let sheetsInBatch = 512

    var unreadable: Int { reader.unreadable }

    /// - Parameters:
    ///   - reader: says what it has to say to the messages.
    ///   - isStopped: nobody wants the rest.
    init(
        _ reader: DocumentReader, _ messages: Messages, of rules: Rules, by loader: DocumentLoader, for plan: EvaluationPlan,
        isFlat: Bool, directFrom: Int?, isStopped: @escaping () -> Bool, handOn: @escaping (SheetBatch) -> Void
    ) {
        self.reader = reader
        if isFlat { self.reader.onlyFields = plan.selection.paths(of: InputLayout(plan.program.schema)) }
        self.messages = messages
        self.rules = rules
        self.plan = plan
        self.isFlat = isFlat
        self.directFrom = directFrom
        self.loader = loader
        self.isStopped = isStopped
        self.handOn = handOn
        size = plan.readsAllSheets ? nil : Self.sheetsInBatch
        builder = SheetSet.Builder(schema: plan.program.schema, for: plan, keepsOnlyRead: isFlat)
    }

    /// - Throws: what ends the reading where the user broke it off.
    mutating func read(_ source: DocumentReader.Source) throws(ExitStatus) {
        var reader = reader
        switch source {
        case .document(let document): try reader.load(document, by: loader) { add($0) }
        case .stored(let documents) where directFrom != nil:
            if reader.accepts(rules, documents) {
                if !sheets.isEmpty { close() }
                try reader.columns(of: documents, for: plan, by: loader, isStopped: isStopped) { set in
                    isFirst = false
                    handOn(SheetBatch(messages: messages.take(), content: .sheets(set, [])))
                }
            }
        case .stored(let documents):
            if reader.accepts(rules, documents) { for document in documents { try reader.load(document, by: loader) { add($0) } } }
        case .lines(let name, let file, let beginning) where directFrom.map({ beginning.count > $0 }) ?? false:
            if !sheets.isEmpty { close() }
            lineFiles += 1
            // Other threads ask it: they draw nothing.
            var quiet = loader
            quiet.isInterrupted = reader.console.world.interrupts.isRaised
            let lines = LineFile(number: lineFiles, name: name, loader: quiet, feed: LineFeed(file, after: beginning))
            try reader.parts(of: lines, size: file.size, isStopped: isStopped) { part in
                isFirst = false
                handOn(SheetBatch(messages: messages.take(), content: .lines(part)))
            }
        case .lines(let name, let file, let beginning):
            try reader.lines(of: file, named: name, after: beginning, by: loader, isStopped: isStopped) { add($0) }
        }
        self.reader = reader
    }

    /// - Parameter index: of the file among all.
    mutating func read(_ name: String, _ index: Int) throws(ExitStatus) {
        guard !isStopped() else { return }
        if let source = try reader.source(name, index) { try read(source) }
    }

    /// Hands on what is left. There is always one batch, be it empty.
    mutating func finish() {
        if isFirst || !sheets.isEmpty {
            close()
        } else if !messages.texts.isEmpty {
            handOn(SheetBatch(messages: messages.take()))
        }
    }

    private mutating func add(_ sheet: LoadedSheet) {
        guard !isStopped() else { return }
        builder.append(sheet.input)
        sheets.append(sheet)
        sheets[sheets.count - 1].dropRecord()
        if let size, sheets.count >= size { close() }
    }

    private mutating func close() {
        var next = SheetSet.Builder(schema: plan.program.schema, for: plan, keepsOnlyRead: isFlat)
        swap(&next, &builder)
        let content = SheetBatch.Content.sheets(next.finish(), sheets)
        sheets = []
        isFirst = false
        handOn(SheetBatch(messages: messages.take(), content: content))
    }
}

/// What is to be told when its turn comes.
final class Messages {
    private(set) var texts: [String] = []

    func add(_ text: String) { texts.append(text) }

    func take() -> [String] {
        defer { texts = [] }
        return texts
    }
}
