import Kijun
import KijunSyntax
import Testing

/// A program as checked, with its messages one a line: `K0102 1:8 judge… | hint`.
struct Checked {
    let program: CheckedProgram
    let diagnostics: [Diagnostic]

    init(_ text: String, named name: String = "rules.kijun", schema: RecordSchema? = nil) {
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: name, bytes: Array(text.utf8)))
        let checked = Checker.check([parsed.tree], sources: sources, schema: schema)
        program = checked.program
        diagnostics = parsed.diagnostics + checked.diagnostics
    }

    /// The messages as a user reads them, without the source lines.
    func messages(_ language: Language = .en) -> [String] {
        diagnostics.map { diagnostic in
            let place = program.sources.place(of: diagnostic.span)
            let hint = diagnostic.hint.map { " | " + $0[language] } ?? ""
            return "\(diagnostic.code.rawValue) \(place?.line ?? 0):\(place?.column ?? 0) \(diagnostic.message[language])\(hint)"
        }
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
