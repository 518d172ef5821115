import Kijun
import KijunSheets
import KijunSyntax

/// What commands say of the files of `kijun import` (K084).
extension Diagnostic {
    static func store(_ path: String, _ problem: StoreProblem) -> Diagnostic {
        let (code, text, hint) = problem.message(shown(path))
        return Diagnostic(code, at: .none, text, hint: hint)
    }

    /// What `--into` names is something else.
    static func notAStore(_ path: String) -> Diagnostic {
        Diagnostic(
            .notAStore, at: .none,
            Wording(
                ja: "「\(shown(path))」は取込ファイルではないので、上書きしません", en: "“\(shown(path))” is no store of kijun import, and is not overwritten"),
            hint: Wording(ja: "--into に別の名前を指定してください", en: "name another file after --into"))
    }

    static func storeFields(_ path: String, _ difference: SheetStore.FieldDifference) -> Diagnostic {
        let path = shown(path)
        let message: Wording
        switch difference {
        case .missing(let field):
            message = Wording(ja: "取込ファイル「\(path)」に項目「\(field)」がありません", en: "the store “\(path)” has no field “\(field)”")
        case .type(let field, let stored, let wanted):
            let (then, now) = (stored.description, wanted.description)
            message = Wording(
                ja: "取込ファイル「\(path)」の項目「\(field)」は\(then.ja)で、規則では\(now.ja)です",
                en: "the store “\(path)” has the field “\(field)” as \(then.en), the rules as \(now.en)")
        case .fallback(let field):
            message = Wording(
                ja: "項目「\(field)」の空欄のときの値（??）が、取込ファイル「\(path)」と規則とで違います",
                en: "“\(field)” has another value for a blank cell (??) in the store “\(path)” than in the rules")
        }
        return Diagnostic(.storeFields, at: .none, message, hint: importAgain)
    }

    /// A store that was imported by a form cannot be brought up to date without it.
    static func formNeeded(_ form: String, _ path: String) -> Diagnostic {
        Diagnostic(
            .storeFields, at: .none,
            Wording(
                ja: "取込ファイル「\(shown(path))」は、様式「\(shown(form))」で取り込んだものです",
                en: "the store “\(shown(path))” was imported by the form “\(shown(form))”"),
            hint: Wording(
                ja: "その様式のある規則も指定してください: kijun import 規則 調書 --into ファイル",
                en: "name the rules that have it too: kijun import RULES SHEETS --into FILE"))
    }

    private static let importAgain = Wording(
        ja: "この規則で取り込み直してください: kijun import 規則 調書 --into ファイル", en: "import again with these rules: kijun import RULES SHEETS --into FILE")

    static func mixedStores(_ store: String, _ other: String) -> Diagnostic {
        Diagnostic(
            .mixedStores, at: .none,
            Wording(
                ja: "様式のない規則では、取込ファイル「\(shown(store))」と「\(shown(other))」を一緒には読めません",
                en: "rules without a form cannot read the store “\(shown(store))” together with “\(shown(other))”"),
            hint: Wording(
                ja: "一つのファイルに取り込んでください: kijun import 調書 --into ファイル",
                en: "import all of them into one file: kijun import SHEETS --into FILE"))
    }

    static func changedForm(_ forms: [String], _ path: String) -> Diagnostic {
        let names = forms.map { shown($0) }
        return Diagnostic(
            .changedForm, .warning, at: .none,
            Wording(
                ja: "様式 \(names.joined(separator: "、")) は、「\(shown(path))」へ取り込んだときのものと違います。調書の値は、そのときの様式で読んだままです",
                en:
                    "the form \(names.joined(separator: ", ")) is not as it was when “\(shown(path))” was imported: the values are as that read them"
            ),
            hint: importAgain)
    }

    /// Documents of a store that are not there any more; it keeps their sheets.
    static func goneDocuments(_ paths: [String]) -> Diagnostic {
        let names = paths.prefix(3).map { "“\(shown($0))”" }
        let more = paths.count - names.count
        return Diagnostic(
            .goneDocument, .warning, at: .none,
            Wording(
                ja: "元の文書がもうありませんが、調書は取込ファイルに残してあります: "
                    + paths.prefix(3).map { "「\(shown($0))」" }.joined(separator: "、") + (more > 0 ? " ほか \(more) 件" : ""),
                en: "documents are gone, and their sheets stay in the store: \(names.joined(separator: ", "))"
                    + (more > 0 ? " and \(more) more" : "")),
            hint: Wording(
                ja: "除くには、ファイルを消して取り込み直してください", en: "to leave them out, delete the store and import again"))
    }

    /// All documents have to be read, and one cannot be found.
    static func missingDocument(_ path: String, ofForm: Bool) -> Diagnostic {
        Diagnostic(
            .goneDocument, at: .none,
            ofForm
                ? Wording(
                    ja: "様式が変わったので、取り込んだ文書をすべて読み直しますが、「\(shown(path))」がありません",
                    en: "the form has changed, so every document has to be read again, but “\(shown(path))” is not there")
                : Wording(
                    ja: "様式がないので、項目の種類はすべての文書から決めますが、「\(shown(path))」がありません",
                    en: "without a form all documents say what the fields are, but “\(shown(path))” is not there"),
            hint: Wording(ja: "別のファイルへ取り込んでください", en: "import into another file"))
    }

    /// A document changed between two looks at it.
    static func changedMeanwhile(_ path: String) -> Diagnostic {
        Diagnostic(
            .fileUnreadable, at: .none,
            Wording(ja: "取り込みの間に「\(shown(path))」が書き換えられました", en: "“\(shown(path))” was written while it was imported"),
            hint: Wording(ja: "もう一度取り込んでください", en: "import again"))
    }
}

extension Wording {
    /// Documents that are no longer in the folder that was imported, and now not in the store either.
    static func removed(_ names: [String]) -> Wording {
        let shown = names.prefix(3).map { Diagnostic.shown($0) }
        let more = names.count - shown.count
        return Wording(
            ja: "注意: フォルダーにもうない文書の調書を、取込ファイルから除きました: " + shown.map { "「\($0)」" }.joined(separator: "、")
                + (more > 0 ? " ほか \(more) 件" : ""),
            en: "warning: what is no longer in its folder was taken out of the store: " + shown.map { "“\($0)”" }.joined(separator: ", ")
                + (more > 0 ? " and \(more) more" : ""))
    }
}
