import Kijun
import KijunSheets
import KijunSyntax

/// Prints explanations one after the other: as text under the headings of their sheets, or as a JSON array.
struct ExplanationPrinter {
    private let format: ExplanationFormat
    private let language: Language
    private let explained: ExplainedRows
    private let outcome: (value: Value, text: String)?
    private let text: ExplanationText
    private let json: ExplanationJSON
    private let showsAllRows: Bool
    private var written = ""
    private var lastSheet: String?
    private var isEmpty = true

    init(
        format: ExplanationFormat, _ explained: ExplainedRows, _ evaluation: Evaluation, outcome: (value: Value, text: String)?,
        showsAllRows: Bool, on console: Console
    ) {
        self.format = format
        self.explained = explained
        self.outcome = outcome
        self.showsAllRows = showsAllRows
        language = console.language
        text = ExplanationText(evaluation, language: console.language, colour: console.usesColour, width: console.explanationWidth)
        json = ExplanationJSON(evaluation, language: console.language)
    }

    /// - Parameter sheet: nil for what is computed once for all sheets.
    mutating func add(_ row: ExplainedRows.Row, _ sheet: LoadedSheet?) {
        let explanation = explained.explanation(of: row, notOutcome: outcome?.value, showsAllRows: showsAllRows)
        switch format {
        case .text:
            let heading = sheet.map { text.heading(of: $0) } ?? ""
            if heading != lastSheet {
                written += (isEmpty ? "" : "\n") + (heading.isEmpty ? "" : heading + "\n")
                lastSheet = heading
            } else if !isEmpty {
                written += "\n"
            }
            for line in text.lines(of: explanation, row: row.label, onlyWhyNot: outcome?.text) { written += line + "\n" }
        case .json:
            written += isEmpty ? "[\n" : ",\n"
            written += json.text(of: explanation, name: explained.name.asked, sheet: sheet, row: row.label)
        }
        isEmpty = false
    }

    /// Prints the rows of some sheets, as soon as each is explained.
    ///
    /// - Parameters:
    ///   - places: the sheets; of what is computed once for all sheets just 0.
    ///   - wanted: keys or numbers of rows; none for all rows.
    ///   - limit: so many are printed where no row is named.
    /// - Returns: how many rows were left out for the limit, and which of the wanted ones are not there.
    mutating func print(
        _ places: [Int], rows wanted: [String], limit: Int, of sheets: [LoadedSheet], write: (String) -> Void
    ) -> (hidden: Int, missing: [String]) {
        let names = Set(wanted.map { nfkc($0) })
        var seen: Set<String> = []
        var left = names.isEmpty ? limit : Int.max
        var hidden = 0
        for place in places {
            for item in explained.rows(ofSheet: place) {
                if !names.isEmpty {
                    let own = item.names.filter { names.contains($0) }
                    guard !own.isEmpty else { continue }
                    seen.formUnion(own)
                }
                guard left > 0 else {
                    hidden += 1
                    continue
                }
                left -= 1
                add(item, explained.isOfSet ? nil : sheets[place])
                write(take())
            }
        }
        return (hidden, wanted.filter { !seen.contains(nfkc($0)) })
    }

    mutating func finish() {
        guard format == .json else { return }
        written += isEmpty ? "[]\n" : "\n]\n"
    }

    mutating func take() -> String {
        defer { written = "" }
        return written
    }
}

extension Console {
    /// The columns that an explanation may take: those of the terminal, or of a page.
    var explanationWidth: Int { world.isTerminal ? world.screen().width : ExplanationText.widest }
}
