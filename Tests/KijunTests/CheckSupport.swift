import Kijun
import KijunSyntax
import Testing

/// A program as checked, with its messages one a line: `K0102 1:8 judge… | hint`.
struct Checked {
    let program: CheckedProgram
    let diagnostics: [Diagnostic]

    /// Rules on ``testForm``, which stands after them so that their lines count from 1.
    init(onForm text: String) { self.init(text + "\n" + testForm) }

    init(_ text: String, named name: String = "rules.kijun", schema: RecordSchema? = nil) {
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: name, bytes: Array(text.utf8)))
        let checked = Checker.check([parsed.tree], sources: sources, schema: schema)
        program = checked.program
        diagnostics = parsed.diagnostics + checked.diagnostics
    }

    /// The messages as a user reads them, without the source lines: `K0102 1:8 … | hint`, then what stands at other
    /// places: ` · 2:1 …`.
    func messages(_ language: Language = .en) -> [String] {
        diagnostics.map { diagnostic in
            let hint = diagnostic.hint.map { " | " + $0[language] } ?? ""
            let labels = diagnostic.labels.map { " · \(place($0.span)) \($0.text[language])" }.joined()
            return "\(diagnostic.code.rawValue) \(place(diagnostic.span)) \(diagnostic.message[language])\(hint)\(labels)"
        }
    }

    private func place(_ span: Span) -> String {
        let place = program.sources.place(of: span)
        return "\(place?.line ?? 0):\(place?.column ?? 0)"
    }

    var codes: [String] { diagnostics.map(\.code.rawValue) }

    /// The type of a rule in words.
    func type(of path: String) -> String? {
        program.rules.first { $0.path == path }?.type.description.en
    }

    func rule(_ path: String) -> Rule? { program.rules.first { $0.path == path } }
}

/// The form that most cases stand on.
let testForm = """
    form f
      fiscal_year / 年度: year
      department / 部局: text
      direction / 方向: one of 増加, 減少, 維持
      cost / 事業費: number in 千円
      fte / 人工: number in 人工
      people: number
      basis1 / 基準1: mark
      basis2_4 / 基準2_4: list of mark
      open / 公開: yesno
      total_cost: number in 千円
      budget / 予算額: table key year
        year: year
        amount: number in 千円
      projects / 事務事業: table key id
        id / 整理番号: text
        name / 事務事業名: text
        cost / 事業費: number in 千円
        fte / 人工計: number in 人工
        full_cost: number in 千円
      totals / 計: sums of projects = row "計"
      indicators / 成果指標: table
        label: text
        target: percent?
        actual: percent?
        results: table
          year: text
          value: percent?

    """

/// Checks rules on ``testForm`` and compares every message in both languages.
func expectOnForm(_ text: String, en: [String], ja: [String], at location: SourceLocation = #_sourceLocation) {
    let checked = Checked(onForm: text)
    #expect(checked.messages(.en) == en, sourceLocation: location)
    #expect(checked.messages(.ja) == ja, sourceLocation: location)
}

/// Checks a whole program and compares every message in both languages.
func expect(_ text: String, en: [String], ja: [String], at location: SourceLocation = #_sourceLocation) {
    let checked = Checked(text)
    #expect(checked.messages(.en) == en, sourceLocation: location)
    #expect(checked.messages(.ja) == ja, sourceLocation: location)
}

/// Checks rules on ``testForm`` that have nothing wrong, and compares the types of some of them in words.
func expectTypes(_ text: String, _ types: KeyValuePairs<String, String>, at location: SourceLocation = #_sourceLocation) {
    let checked = Checked(onForm: text)
    #expect(checked.messages() == [], sourceLocation: location)
    for (path, type) in types { #expect(checked.type(of: path) == type, "\(path)", sourceLocation: location) }
}
