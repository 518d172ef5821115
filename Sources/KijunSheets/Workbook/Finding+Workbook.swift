internal import Kijun
internal import KijunSyntax

// Everything that a workbook can give to report, apart from what its cells say as values.
extension Finding {
    // MARK: Cells

    /// A field reads a cell that is no value.
    static func fault(_ fault: Grid.Fault, _ text: String, path: String, cell: CellAddress) -> Finding {
        let text = visible(text)
        switch fault {
        case .error:
            return Finding(
                .errorCell, .warning,
                Wording(
                    ja: "セルがエラー「\(text)」なので、値が分かりません。Excelで式を直して保存してください。",
                    en: "The cell is the error “\(text)”: its value is unknown. Correct the formula in Excel and save."),
                cell: cell, field: path)
        case .notCalculated:
            return Finding(
                .notCalculated, .warning,
                Wording(
                    ja: "式「\(text)」の計算結果が保存されていないので、値が分かりません。Excelで開いて計算し、保存してください。",
                    en: "The result of the formula “\(text)” was never saved: its value is unknown. Open it in Excel, calculate and save."),
                cell: cell, field: path)
        }
    }

    // MARK: Pages

    /// What there is to say of a worksheet as a whole: what is hidden and yet read, and cells that stand there twice.
    static func notes(of sheet: Worksheet, page: Int, name: String, isHidden: Bool) -> [Finding] {
        var findings: [Finding] = []
        let first = sheet.grid.cells.first
        let firstCell = first.map { CellAddress(page: page, row: sheet.grid.row(ofCell: 0), column: Int($0.column)) }
        var ja: [String] = []
        var en: [String] = []
        if isHidden, first != nil {
            ja.append("シート「\(name)」は非表示です。")
            en.append("The sheet “\(name)” is hidden.")
        }
        if !sheet.hiddenRows.isEmpty {
            let rows = listed(sheet.hiddenRows) { "\($0 + 1)" }
            ja.append("\(rows.ja)行目は非表示です。")
            en.append("Hidden rows: \(rows.en).")
        }
        if !sheet.hiddenColumns.isEmpty {
            let columns = listed(sheet.hiddenColumns) { letters(ofColumn: $0) }
            ja.append("\(columns.ja)列は非表示です。")
            en.append("Hidden columns: \(columns.en).")
        }
        if !ja.isEmpty {
            let hidden = sheet.firstHidden.map { CellAddress(page: page, row: $0.row, column: $0.column) }
            findings.append(
                Finding(
                    .hiddenCells, .note, Wording(ja: ja.joined() + "読みました。", en: en.joined(separator: " ") + " They were read."),
                    cell: isHidden ? firstCell : hidden, field: nil))
        }
        if let scaled = sheet.scaled { findings.append(.scaledNumber(scaled, page: page)) }
        if let cell = sheet.notFollowed { findings.append(.formatNotFollowed(cell, page: page)) }
        if let repeated = sheet.repeated {
            let more = repeated.count > 1
            findings.append(
                Finding(
                    .repeatedCell, .warning,
                    Wording(
                        ja: "同じセルが二度あります\(more ? "（ほかにも\(repeated.count - 1)か所）" : "")。後のものを読みました。Excelで開いて保存し直してください。",
                        en:
                            "The cell is there twice\(more ? " (and \(repeated.count - 1) more)" : ""). The later one was read. Open the workbook in Excel and save it."
                    ),
                    cell: CellAddress(page: page, row: repeated.row, column: repeated.column), field: nil))
        }
        return findings
    }

    private static func scaledNumber(_ first: Worksheet.Rescaled, page: Int) -> Finding {
        let (stored, read, more) = (visible(first.stored), visible(first.read), first.count - 1)
        return Finding(
            .scaledNumber, .note,
            Wording(
                ja:
                    "表示形式が下の桁を省くセルです。表示に合わせ、\(stored) を \(read) と読みました\(more > 0 ? "（ほかにも\(more)か所）" : "")。見出しの単位と合うか確かめてください。",
                en:
                    "The format of the cell leaves out digits. As it is shown, \(stored) is read as \(read)\(more > 0 ? " (and \(more) more cell\(more == 1 ? "" : "s"))" : ""). Check that the unit of the heading fits."
            ), cell: CellAddress(page: page, row: first.row, column: first.column), field: nil)
    }

    private static func formatNotFollowed(_ first: Worksheet.Rescaled, page: Int) -> Finding {
        let (stored, more) = (visible(first.stored), first.count - 1)
        return Finding(
            .scaledNumber, .note,
            Wording(
                ja:
                    "表示形式が数字の間に文字を挟むセルです。表示ではなく、保存されている値 \(stored) を読みました\(more > 0 ? "（ほかにも\(more)か所）" : "")。見出しの単位と合うか確かめてください。",
                en:
                    "The format of the cell puts words between the digits. Not what is shown but the stored value \(stored) is read\(more > 0 ? " (and \(more) more cell\(more == 1 ? "" : "s"))" : ""). Check that the unit of the heading fits."
            ), cell: CellAddress(page: page, row: first.row, column: first.column), field: nil)
    }

    /// `5～7、9`: the first six of the ranges.
    private static func listed(_ ranges: [ClosedRange<Int>], _ name: (Int) -> String) -> (ja: String, en: String) {
        let shown = ranges.prefix(6).map { $0.count == 1 ? (name($0.lowerBound), "") : (name($0.lowerBound), name($0.upperBound)) }
        let ja = shown.map { $0.1.isEmpty ? $0.0 : "\($0.0)～\($0.1)" }.joined(separator: "、")
        let en = shown.map { $0.1.isEmpty ? $0.0 : "\($0.0)–\($0.1)" }.joined(separator: ", ")
        return ranges.count > 6 ? (ja + "など\(ranges.count)か所の", en + " and \(ranges.count - 6) more") : (ja, en)
    }

    private static func letters(ofColumn column: Int) -> String {
        var letters = ""
        var number = column + 1
        while number > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (number - 1) % 26))) + letters
            number = (number - 1) / 26
        }
        return letters
    }

    // MARK: The file

    private static func damaged(ja: String, en: String) -> Finding {
        Finding(
            .damagedWorkbook, .error,
            Wording(
                ja: "ブックが壊れています。\(ja)Excelで開いて保存し直すか、もう一度受け取ってください。",
                en: "The workbook is damaged. \(en) Open it in Excel and save it, or get it once more."), cell: nil, field: nil)
    }

    static var damagedArchive: Finding {
        damaged(ja: "zipとして読めません（途中で切れていませんか）。", en: "It is not a whole zip archive; it may be cut off.")
    }

    static func damagedPart(_ part: String) -> Finding {
        damaged(ja: "中の「\(visible(part))」を展開できません。", en: "“\(visible(part))” in it cannot be unpacked.")
    }

    static func unknownPacking(_ part: String, method: Int) -> Finding {
        Finding(
            .unsupportedFormat, .error,
            Wording(
                ja: "ブックの中の「\(visible(part))」の圧縮方式（\(method)）には対応していません。Excelで開いて保存し直してください。",
                en:
                    "“\(visible(part))” in the workbook is packed by a method (\(method)) that is not supported. Open it in Excel and save it."
            ),
            cell: nil, field: nil)
    }

    static func missingPart(_ part: String) -> Finding {
        damaged(ja: "中に「\(visible(part))」がありません。", en: "“\(visible(part))” is not in it.")
    }

    static var noWorksheet: Finding { damaged(ja: "ワークシートが一つもありません。", en: "There is no worksheet in it.") }

    /// What is wrong with a part in XML.
    enum BrokenXML {
        case syntax(String)
        case doctype
        case tooDeep
        case tooLong(limit: Int)
    }

    static func brokenXML(_ part: String, line: Int, _ fault: BrokenXML) -> Finding {
        let (ja, en) =
            switch fault {
            case .syntax(let reason): ("XMLとして読めません（\(reason)）", "is not XML (\(reason))")
            case .doctype: ("文書型宣言（DOCTYPE）があり、安全のため読みません", "has a document type declaration, which is refused")
            case .tooDeep: ("要素が深く入れ子になりすぎています", "is nested too deep")
            case .tooLong(let limit): ("一つの要素が長すぎます（上限は\(limit)バイト）", "has an element that is too long (at most \(limit) bytes)")
            }
        return damaged(
            ja: "中の「\(visible(part))」の\(line)行目: \(ja)。", en: "Line \(line) of “\(visible(part))” in it \(en).")
    }

    static func badReference(_ part: String, line: Int, _ text: [UInt8]) -> Finding {
        let text = visible(String(decoding: text.prefix(200), as: UTF8.self))
        return damaged(
            ja: "中の「\(visible(part))」の\(line)行目: 「\(text)」はセルの番地ではありません。",
            en: "Line \(line) of “\(visible(part))” in it: “\(text)” is no place of a cell.")
    }

    static func missingText(_ part: String, line: Int, _ index: [UInt8]) -> Finding {
        let index = visible(String(decoding: index.prefix(200), as: UTF8.self))
        return damaged(
            ja: "中の「\(visible(part))」の\(line)行目: 共有文字列「\(index)」がありません。",
            en: "Line \(line) of “\(visible(part))” in it: there is no shared text “\(index)”.")
    }

    static var encryptedWorkbook: Finding {
        Finding(
            .encryptedWorkbook, .error,
            Wording(
                ja: "ブックがパスワードで暗号化されていて読めません。Excelで開き、「ファイル」→「情報」→「ブックの保護」→「パスワードを使用して暗号化」でパスワードを消して保存してください。",
                en:
                    "The workbook is encrypted with a password. Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password) and save."
            ),
            cell: nil, field: nil)
    }

    private static func tooLarge(ja: String, en: String) -> Finding {
        Finding(
            .workbookTooLarge, .error,
            Wording(ja: "ブックが大きすぎます。\(ja)ブックを分けてください。", en: "The workbook is too large. \(en) Divide it."), cell: nil, field: nil)
    }

    static func tooManyParts(limit: Int) -> Finding {
        tooLarge(ja: "zipの中のファイルが\(limit)個を超えます。", en: "There are more than \(limit) files in the zip archive.")
    }

    static func unpacksTooLarge(limit: Int) -> Finding {
        tooLarge(
            ja: "展開すると\(limit >> 20)MBを超えます（元の大きさの\(ZipArchive.maximumRatio)倍、\(ZipArchive.largestLimit >> 20)MBまで）。",
            en:
                "It unpacks to more than \(limit >> 20) MB (at most \(ZipArchive.maximumRatio) times its size, and \(ZipArchive.largestLimit >> 20) MB)."
        )
    }

    static func tooManyRows(_ part: String) -> Finding {
        tooLarge(
            ja: "「\(visible(part))」の行が\(WorksheetCells.maximumRows)を超えます。",
            en: "“\(visible(part))” has more than \(WorksheetCells.maximumRows) rows.")
    }

    static func tooManyColumns(_ part: String) -> Finding {
        tooLarge(
            ja: "「\(visible(part))」の列が\(WorksheetCells.maximumColumns)を超えます。",
            en: "“\(visible(part))” has more than \(WorksheetCells.maximumColumns) columns.")
    }

    static func tooManyCells(_ part: String) -> Finding {
        let room = WorksheetCells.Room()
        return tooLarge(
            ja: "「\(visible(part))」までで、セルが\(room.cells)、または行が\(room.rows)を超えます。",
            en: "Up to “\(visible(part))” there are more than \(room.cells) cells or \(room.rows) rows.")
    }

    static func tooMuchText(_ part: String) -> Finding {
        tooLarge(
            ja: "「\(visible(part))」までのセルの文字が、ファイルの大きさの\(ZipArchive.maximumRatio)倍か\(ZipArchive.largestLimit >> 20)MBを超えます。",
            en:
                "Up to “\(visible(part))” the cells hold more text than \(ZipArchive.maximumRatio) times the size of the file, or than \(ZipArchive.largestLimit >> 20) MB."
        )
    }

    static func tooManyMerged(_ part: String, limit: Int) -> Finding {
        tooLarge(ja: "「\(visible(part))」の結合セルが\(limit)を超えます。", en: "“\(visible(part))” has more than \(limit) merged cells.")
    }

    /// What is no workbook in the format of today, and how to make it one.
    static func notAWorkbook(_ kind: OtherFile) -> Finding {
        if case .encrypted = kind { return encryptedWorkbook }
        let saveJa = "Excelで開き、「名前を付けて保存」で種類を「Excel ブック (.xlsx)」にして保存してください。"
        let saveEn = "Open it in Excel and save it as an Excel workbook (.xlsx)."
        let (ja, en) =
            switch kind {
            case .encrypted, .other: ("ブック（.xlsx）ではありません。\(saveJa)", "This is not a workbook (.xlsx). \(saveEn)")
            case .empty: ("ファイルが空です（0バイト）。もう一度受け取ってください。", "The file is empty (0 bytes). Get it once more.")
            case .webPage: ("Webページ（HTML）で、ブックではありません。\(saveJa)", "This is a web page (HTML), no workbook. \(saveEn)")
            case .xml: ("XMLの文書で、ブック（.xlsx）ではありません。\(saveJa)", "This is an XML document, no workbook (.xlsx). \(saveEn)")
            case .oldWorkbook: ("古い形式のブック（.xls）です。\(saveJa)", "This is a workbook in the old format (.xls). \(saveEn)")
            case .binaryWorkbook: ("バイナリ形式のブック（.xlsb）です。\(saveJa)", "This is a binary workbook (.xlsb). \(saveEn)")
            case .openSpreadsheet: ("OpenDocumentの表計算（.ods）です。\(saveJa)", "This is an OpenDocument spreadsheet (.ods). \(saveEn)")
            case .oldDocument:
                (
                    "古い形式のOffice文書（.docなど）で、ブックではありません。元のブックを .xlsx で保存して指定してください。",
                    "This is an Office document in an old format (such as .doc), no workbook. Save the workbook itself as .xlsx."
                )
            case .pdf: ("PDFです。元のブックを .xlsx で保存して指定してください。", "This is a PDF. Save the workbook that it was made from as .xlsx.")
            case .document:
                (
                    "Word文書（.docx）です。表をExcelに移し、.xlsx で保存してください。",
                    "This is a Word document (.docx). Move its table to Excel and save it as .xlsx."
                )
            case .presentation:
                (
                    "PowerPointの文書（.pptx）です。表をExcelに移し、.xlsx で保存してください。",
                    "This is a PowerPoint document (.pptx). Move its table to Excel and save it as .xlsx."
                )
            case .openDocument:
                (
                    "OpenDocumentの文書で、表計算ではありません。表をExcelに移し、.xlsx で保存してください。",
                    "This is an OpenDocument document, no spreadsheet. Move its table to Excel and save it as .xlsx."
                )
            case .otherArchive:
                (
                    "zipの書庫ですが、ブックではありません。展開して、中の調書を指定してください。",
                    "This is a zip archive, but no workbook. Unpack it and name the sheets in it."
                )
            }
        return Finding(.unsupportedFormat, .error, Wording(ja: ja, en: en), cell: nil, field: nil)
    }
}
