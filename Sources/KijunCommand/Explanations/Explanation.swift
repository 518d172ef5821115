import KijunSyntax

/// What `kijun help K0102` says about a code: why it is reported, and a wrong and a right example.
///
/// The examples are rule text, or for findings (K07) what stands on a sheet, or for K08 a command line.
struct Explanation {
    let code: DiagnosticCode
    let text: Wording
    let wrong: String
    let right: String

    init(_ code: DiagnosticCode, ja: String, en: String, wrong: String, right: String) {
        self.code = code
        text = Wording(ja: ja, en: en)
        self.wrong = wrong
        self.right = right
    }

    /// Every code once, in the order of the codes.
    static var all: [Explanation] {
        (text + names + types + units + rules + forms + limits + sheets + tables + objects + files + stores + session + tests + trials
            + notes
            + decisions)
            .sorted { $0.code.rawValue < $1.code.rawValue }
    }

    static func of(_ code: DiagnosticCode) -> Explanation? { all.first { $0.code == code } }

    func rendered(in language: Language) -> String {
        let titles = language == .ja ? ("誤り", "正しい書き方") : ("Wrong", "Right")
        return """
            \(code.rawValue)
            \(text[language])

            \(titles.0):
            \(Self.indented(example(wrong, in: language)))

            \(titles.1):
            \(Self.indented(example(right, in: language)))

            """
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
    }
}
