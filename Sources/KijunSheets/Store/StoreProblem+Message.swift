internal import Kijun
public import KijunSyntax

extension StoreProblem {
    /// What a user is told of it.
    ///
    /// - Parameter path: of the store, as it can be shown.
    public func message(_ path: String) -> (code: DiagnosticCode, text: Wording, hint: Wording?) {
        switch self {
        case .foreign:
            (
                .notAStore,
                Wording(
                    ja: "「\(path)」は、ほかのプログラムの SQLite ファイルで、kijun import で作ったものではありません",
                    en: "“\(path)” is an SQLite file of another program, not one that kijun import made"),
                Wording(ja: "取り込み先の例: kijun import 調書 --into 調書.sqlite", en: "for example: kijun import SHEETS --into sheets.sqlite")
            )
        case .newer:
            (
                .newerStore,
                Wording(
                    ja: "取込ファイル「\(path)」は、もっと新しい Kijun で作られているので読めません",
                    en: "the store “\(path)” was made by a later version of Kijun and cannot be read"),
                Wording(
                    ja: "Kijun を新しくするか、この Kijun で別のファイルへ取り込み直してください",
                    en: "update Kijun, or import the sheets into another file with this version")
            )
        case .busy:
            (
                .busyStore,
                Wording(
                    ja: "取込ファイル「\(path)」は、ほかのプログラム（取り込みや kijun の対話など）が開いています",
                    en: "the store “\(path)” is open in another program (an import, a session of kijun …)"),
                Wording(ja: "それを終えてから、もう一度実行してください", en: "end that, and run this again")
            )
        case .damaged(let words):
            (
                .damagedStore,
                Wording(ja: "取込ファイル「\(path)」は壊れています（\(words)）", en: "the store “\(path)” is damaged (\(words))"),
                Self.importAnew
            )
        case .altered(let table):
            (
                .damagedStore,
                Wording(
                    ja: "取込ファイル「\(path)」の表「\(table)」が、ほかのプログラムで書き換えられています",
                    en: "the table “\(table)” of the store “\(path)” was changed by another program"),
                Self.importAnew
            )
        case .tooManyFields(let table, let count):
            (
                .storeLimit,
                Wording(
                    ja: "表「\(table)」の項目が \(count) 個あり、取り込めるのは \(StoreLayout.maximumColumns) 個までです",
                    en: "the table “\(table)” has \(count) fields; a store takes up to \(StoreLayout.maximumColumns)"),
                Wording(ja: "様式に、使う項目だけを書いてください", en: "give a form that has just the fields that you need")
            )
        case .unfinished:
            (
                .fileUnreadable,
                Wording(
                    ja: "「\(path)」への取り込みが途中で止まっていて、元に戻すには書き込む権限が要ります",
                    en: "an import into “\(path)” was broken off, and to bring back what was there it must be writable"),
                Wording(ja: "ファイルとフォルダーの権限を確かめてください", en: "check the permissions of the file and its folder")
            )
        case .readOnly:
            (
                .fileUnreadable, Wording(ja: "「\(path)」に書く権限がありません", en: "no permission to write “\(path)”"),
                Wording(ja: "ファイルとフォルダーの権限を確かめてください", en: "check the permissions of the file and its folder")
            )
        case .noFolder:
            (
                .fileUnreadable,
                Wording(ja: "「\(path)」に書けません: そのフォルダーがありません", en: "“\(path)” cannot be written: its folder is not there"),
                Wording(ja: "別の場所を指定してください", en: "name another place")
            )
        case .full:
            (
                .fileUnreadable, Wording(ja: "「\(path)」に書けません: ディスクに空きがありません", en: "“\(path)” cannot be written: the disk is full"), nil
            )
        case .noMemory:
            (
                .fileUnreadable, Wording(ja: "「\(path)」を読めません: メモリーが足りません", en: "“\(path)” cannot be read: there is no memory left"),
                Wording(ja: "ほかのプログラムを閉じてください", en: "close other programs")
            )
        case .other(let words):
            (.fileUnreadable, Wording(ja: "「\(path)」を読み書きできません: \(words)", en: "“\(path)” cannot be read or written: \(words)"), nil)
        }
    }

    private static let importAnew = Wording(
        ja: "このファイルを消し、調書を取り込み直してください（kijun import）", en: "delete the file and import the sheets again (kijun import)")

    /// For those who tell what cannot be read of a document.
    func finding(_ path: String) -> Finding {
        let (code, text, hint) = message(DiagnosticRenderer.visible(path))
        guard let hint else { return Finding(code, .error, text, cell: nil, field: nil) }
        return Finding(code, .error, Wording(ja: "\(text.ja)。\(hint.ja)", en: "\(text.en). \(hint.en)"), cell: nil, field: nil)
    }
}

extension DocumentFormat {
    /// What is SQLite is read from the disk, not as bytes that come from anywhere.
    static let database = DocumentFormat(
        name: "sqlite", endings: [], isCertain: { SheetStore.recognize($0.prefix(SheetStore.beginning)) != .none }
    ) {
        bytes, name, _ throws(Finding) in
        if case .foreign = SheetStore.recognize(bytes.prefix(SheetStore.beginning)) { throw StoreProblem.foreign.finding(name) }
        let reason =
            name == "-"
            ? Wording(ja: "取込ファイルは標準入力からは読めません。ファイルの名前を指定してください", en: "a store cannot come by the standard input. Name the file")
            : Wording(
                ja: "これは取込ファイルです。取り込むには、もとの文書を指定してください", en: "This is a store already. Name the documents that it was made from")
        throw Finding(.notAStore, .error, reason, cell: nil, field: nil)
    }
}
