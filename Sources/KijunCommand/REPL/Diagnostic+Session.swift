import Kijun
import KijunSyntax

extension Diagnostic {
    /// With what a user of a session can do, where the message tells what to do on a command line.
    var inSession: Diagnostic {
        // The words of the command line are what is recognised: a hint that knows a likely name stays as it is.
        let hint = hint?.en ?? ""
        switch code {
        case .unknownName where hint.contains("kijun check "):
            return hinted(
                ja: "まだ調書も様式も読み込まれていません（:読込。見本は :例）", en: "no sheets and no form are loaded yet (:load; a sample: :demo)")
        case .noSheets where hint.contains("--sheet"):
            return hinted(ja: "調書を読み込んでください（:読込 調書。見本は :例）", en: "load sheets (:load SHEETS; a sample: :demo)")
        case .unknownOnly where hint.contains("kijun explain "):
            return hinted(ja: "規則のファイルは :読込 で読み込みます", en: ":load reads a file of rules")
        default: return self
        }
    }

    private func hinted(ja: String, en: String) -> Diagnostic {
        Diagnostic(code, severity, at: span, message, hint: Wording(ja: ja, en: en), labels: labels)
    }
}
