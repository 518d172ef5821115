import Kijun
import KijunSheets
import KijunSyntax

/// What commands say of files and names on the command line (K08).
extension Diagnostic {
    /// - Parameter lines: how many lines of the file were read before, and their sheets handed on.
    static func unreadable(_ path: String, _ problem: FileProblem, after lines: Int) -> Diagnostic {
        let diagnostic = unreadable(path, problem)
        guard lines > 0 else { return diagnostic }
        let (count, message) = (Number(lines).shown(), diagnostic.message)
        return Diagnostic(
            diagnostic.code, at: .none,
            Wording(
                ja: "\(message.ja)（\(count) 行目までは読みました。結果にあるのはそこまでの調書です）",
                en: "\(message.en) (read up to line \(count): the result has only the sheets of these)"), hint: diagnostic.hint)
    }

    static func unreadable(_ path: String, _ problem: FileProblem) -> Diagnostic {
        let path = shown(path)
        return switch problem {
        case .notFound:
            Diagnostic(
                .fileNotFound, at: .none,
                Wording(ja: "「\(path)」というファイルもフォルダーもありません", en: "there is no file or folder “\(path)”"),
                hint: Wording(ja: "綴りと場所を確かめてください", en: "check its name and place"))
        case .isFolder:
            Diagnostic(
                .fileUnreadable, at: .none,
                Wording(ja: "「\(path)」はフォルダーです", en: "“\(path)” is a folder"),
                hint: Wording(ja: "ファイルを指定してください", en: "name a file"))
        case .notAllowed:
            Diagnostic(
                .fileUnreadable, at: .none,
                Wording(ja: "「\(path)」を読み書きする権限がありません", en: "no permission for “\(path)”"),
                hint: Wording(ja: "ファイルの権限を確かめてください", en: "check the permissions of the file"))
        case .tooLarge:
            Diagnostic(
                .fileUnreadable, at: .none, Wording(ja: "「\(path)」は大きすぎます", en: "“\(path)” is too large"),
                hint: Wording(
                    ja: "一つのファイルは 1 GB まで、一行に一つのオブジェクトを書いたもの（JSON Lines）は一行が 1 GB までです",
                    en: "a file may have up to 1 GB; of JSON Lines, an object a line, each line may"))
        case .full: unwritable(path, problem)
        case .other(let words):
            Diagnostic(
                .fileUnreadable, at: .none,
                Wording(ja: "「\(path)」を読み書きできません: \(words)", en: "“\(path)” cannot be read or written: \(words)"))
        }
    }

    static func unwritable(_ path: String, _ problem: FileProblem) -> Diagnostic {
        let reason: Wording =
            switch problem {
            case .notFound: Wording(ja: "そのフォルダーがありません", en: "its folder is not there")
            case .isFolder: Wording(ja: "フォルダーです", en: "it is a folder")
            case .notAllowed: Wording(ja: "権限がありません", en: "no permission")
            case .tooLarge: Wording(ja: "大きすぎます", en: "it is too large")
            case .full: Wording(ja: "ディスクに空きがありません", en: "the disk is full")
            case .other(let words): Wording(words)
            }
        return Diagnostic(
            .fileUnreadable, at: .none,
            Wording(ja: "「\(shown(path))」に書けません: \(reason.ja)", en: "“\(shown(path))” cannot be written: \(reason.en)"),
            hint: problem == .full
                ? Wording(ja: "空きを作るか、別の場所を指定してください", en: "make room, or name another place")
                : Wording(ja: "別の場所を指定してください", en: "name another place"))
    }

    static let outputClosed = Diagnostic(
        .fileUnreadable, at: .none,
        Wording(ja: "標準出力に書けません", en: "the standard output cannot be written"),
        hint: Wording(ja: "ディスクの空きと、出力の先を確かめてください", en: "check the space on the disk, and where the output goes"))

    static let noRules = Diagnostic(
        .noRules, at: .none, Wording(ja: "規則のファイルが指定されていません", en: "no rule file is named"),
        hint: Wording(ja: ".kijun で終わるファイルを指定してください", en: "name a file that ends in .kijun"))

    static let noSheets = Diagnostic(
        .noSheets, at: .none, Wording(ja: "評価する調書がありません", en: "there are no sheets to grade"),
        hint: Wording(
            ja: "調書のファイルかフォルダー、または - （標準入力）を指定してください", en: "name files, folders, or - for the standard input"))

    /// A folder that holds nothing that can be read as a sheet.
    static func noSheets(in folder: String) -> Diagnostic {
        Diagnostic(
            .noSheets, at: .none,
            Wording(ja: "「\(shown(folder))」に調書がありません", en: "there are no sheets in “\(shown(folder))”"))
    }

    static func unsupported(_ path: String) -> Diagnostic {
        Diagnostic(
            .unsupportedFormat, .warning, at: .none,
            Wording(
                ja: "「\(shown(path))」は読める種類の文書ではないので、除きました", en: "“\(shown(path))” is not a kind of document that can be read; left out"),
            hint: Wording(ja: "読めるのは \(readable(", ")) です", en: "readable kinds are \(readable(", "))"))
    }

    private static func readable(_ comma: String) -> String { DocumentFormat.endings.map { "." + $0 }.joined(separator: comma) }

    /// A pattern that no file fits.
    static func noMatch(_ pattern: String) -> Diagnostic {
        Diagnostic(
            .noMatch, at: .none,
            Wording(ja: "「\(shown(pattern))」に合うファイルがありません", en: "no file fits “\(shown(pattern))”"),
            hint: Wording(
                ja: "* と ? はフォルダーを越えません。下のフォルダーも探すなら ** を使ってください", en: "* and ? do not reach into folders; ** does"))
    }

    static func unknownOnly(_ name: String, candidate: String?) -> Diagnostic {
        Diagnostic(
            .unknownOnly, at: .none,
            Wording(
                ja: "--only の「\(shown(name))」という項目・定義・判定・検査はありません",
                en: "--only: no field, definition, decision or check is named “\(shown(name))”"),
            hint: candidate.map { Wording(ja: "もしかして \($0) ?", en: "did you mean \($0)?") })
    }

    /// A path or name as it can be shown: short, and with nothing that a terminal would act on.
    static func shown(_ text: String) -> String {
        let visible = DiagnosticRenderer.visible(text)
        return visible.count > 120 ? String(visible.prefix(120)) + "…" : visible
    }
}
