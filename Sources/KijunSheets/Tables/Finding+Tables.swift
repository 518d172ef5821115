internal import Kijun
internal import KijunSyntax

// Everything that tables of which each row is a sheet can give to report, and the way a csv is written.
extension Finding {
    // MARK: csv

    static func otherSeparator(_ separator: DelimitedText.Separator, cell: CellAddress) -> Finding {
        let (ja, en) =
            separator == .tab
            ? ("タブ", "tabs") : ("「\(Character(UnicodeScalar(separator.rawValue)))」", "“\(Character(UnicodeScalar(separator.rawValue)))”")
        return Finding(
            .guessedFormat, .note,
            Wording(ja: "見出しの行にカンマがないので、\(ja)で区切って読みました。", en: "The heading has no comma, so the cells were divided at \(en)."), cell: cell,
            field: nil)
    }

    static func unclosedQuote(line: Int, cell: CellAddress) -> Finding {
        Finding(
            .faultyQuotes, .warning,
            Wording(
                ja: "\(line)行目のこのセルの初めの引用符（\"）が閉じられていないので、引用符を文字として読みました。閉じる引用符を補ってください。",
                en:
                    "The quote at the start of this cell (line \(line)) is not closed, so it was read as text. Add the quote that closes it."
            ), cell: cell, field: nil)
    }

    static func textAfterQuote(line: Int, cell: CellAddress) -> Finding {
        Finding(
            .faultyQuotes, .warning,
            Wording(
                ja: "\(line)行目のこのセルは、引用符（\"）が閉じたあとに文字が続いています。続けて読みました。セルの中の引用符は二つ重ねて（\"\"）ください。",
                en:
                    "In this cell (line \(line)) text follows the closing quote. It was read as one text. Double a quote (\"\") that belongs to the cell."
            ), cell: cell, field: nil)
    }

    static func moreFaultyQuotes(_ count: Int) -> Finding {
        Finding(
            .faultyQuotes, .warning,
            Wording(
                ja: "引用符の誤りがほかに\(count)か所あります。",
                en: "There \(count == 1 ? "is 1 more cell" : "are \(count) more cells") with faulty quotes."), cell: nil, field: nil)
    }

    // MARK: Headings

    /// - Parameter columns: the letters of the first column with the name, and of this one.
    static func duplicateHeading(_ text: String, columns: (String, String), name: String, cell: CellAddress) -> Finding {
        Finding(
            .duplicateHeading, .warning,
            Wording(
                ja: "\(columns.1)列の見出し「\(visible(text))」は\(columns.0)列と同じ名前になるので、「\(visible(name))」という名前にしました。見出しを書き分けてください。",
                en:
                    "The heading “\(visible(text))” of column \(columns.1) gives the same name as column \(columns.0), so it is called `\(visible(name))`. Tell the headings apart."
            ), cell: cell, field: nil)
    }

    static func missingHeading(_ letters: String, name: String, cell: CellAddress) -> Finding {
        Finding(
            .missingHeading, .warning,
            Wording(
                ja: "\(letters)列には値がありますが、見出しがありません。「\(name)」という名前にしました。見出しを書いてください。",
                en: "Column \(letters) has values but no heading. It is called `\(name)`. Give it a heading."), cell: cell, field: nil)
    }

    static func noHeading(_ cell: CellAddress?) -> Finding {
        Finding(
            .noForm, .error,
            Wording(
                ja: "見出しの行が見つかりません。1行目に列の名前を書いてください。", en: "There is no row of headings. Write the names of the columns in the first row."),
            cell: cell, field: nil)
    }

    /// The heading has none of the fields.
    static func noColumn(of fields: [String], headings: [String], cell: CellAddress) -> Finding {
        let ja = (wanted: quoted(fields, ja: true), found: quoted(headings, ja: true))
        let en = (wanted: quoted(fields, ja: false), found: quoted(headings, ja: false))
        return Finding(
            .noForm, .error,
            Wording(
                ja: "見出しの行に、様式の項目の列が一つもありません。項目: \(ja.wanted)。見出し: \(ja.found)。項目の名前か別名を見出しに合わせてください。",
                en:
                    "The heading has no column of any field. Fields: \(en.wanted). Headings: \(en.found). Make names or aliases fit the headings."
            ), cell: cell, field: nil)
    }

    /// - Parameter fields: those without a column, by name.
    static func missingColumns(_ fields: [String], headings: [String], isOptional: Bool, cell: CellAddress) -> Finding {
        let ja = (wanted: quoted(fields, ja: true), found: quoted(headings, ja: true))
        let en = (wanted: quoted(fields, ja: false), found: quoted(headings, ja: false))
        return Finding(
            .labelNotFound, isOptional ? .note : .warning,
            Wording(
                ja: "見出しの行に\(ja.wanted)の列がないので、どの行でも不明です。\(headings.isEmpty ? "" : "使われていない見出し: \(ja.found)。")項目の名前か別名を見出しに合わせてください。",
                en:
                    "The heading has no column for \(en.wanted): unknown in every row.\(headings.isEmpty ? "" : " Headings not used: \(en.found).") Make names or aliases fit the headings."
            ), cell: cell, field: fields.count == 1 ? fields[0] : nil)
    }

    /// The lowest row of several headings is what a field is called.
    static func severalColumns(_ headings: [String], names: [String], path: String, cell: CellAddress) -> Finding {
        Finding(
            .duplicateHeading, .warning,
            Wording(
                ja:
                    "「\(path)」に合う列が\(headings.count)つあり（\(quoted(headings, ja: true))）、どれか分からないので、どの行でも不明です。様式の項目の別名に「\(visible(names[0]))」のように書いてください。",
                en:
                    "\(headings.count) columns fit `\(path)` (\(quoted(headings, ja: false))), and nothing says which is meant: unknown in every row. Name one as an alias of the field, as in `\(visible(names[0]))`."
            ), cell: cell, field: path)
    }

    static func convertedColumn(_ heading: String, from unit: String, path: String, to field: String, cell: CellAddress) -> Finding {
        Finding(
            .headingUnit, .note,
            Wording(
                ja: "列「\(visible(heading))」の値を、\(visible(unit))から「\(path)」の単位\(visible(field))に換算しました。",
                en:
                    "The values of the column “\(visible(heading))” were converted from \(visible(unit)) to \(visible(field)), the unit of `\(path)`."
            ),
            cell: cell, field: path)
    }

    static func otherDimension(_ heading: String, path: String, field: String, cell: CellAddress) -> Finding {
        Finding(
            .headingUnit, .warning,
            Wording(
                ja:
                    "列「\(visible(heading))」の単位は「\(path)」の\(field.isEmpty ? "型" : "単位\(visible(field))")に直せないので、どの行でも不明です。見出しか様式の単位を直してください。",
                en:
                    "The unit of the column “\(visible(heading))” cannot be converted to \(field.isEmpty ? "the type" : visible(field)) of `\(path)`: unknown in every row. Correct the heading or the form."
            ), cell: cell, field: path)
    }

    /// A unit above the heading, for columns whose headings name none.
    static func convertedByUnitAbove(_ text: String, from unit: String, _ headings: [String], cell: CellAddress) -> Finding {
        Finding(
            .headingUnit, .note,
            Wording(
                ja: "表の上に「\(visible(text))」とあるので、見出しに単位のない列\(quoted(headings, ja: true))の値を、\(visible(unit))から項目の単位に換算しました。",
                en:
                    "By “\(visible(text))” above the table, the values of columns whose headings name no unit (\(quoted(headings, ja: false))) were converted from \(visible(unit)) to the units of the fields."
            ), cell: cell, field: nil)
    }

    /// A unit above the heading that is not given to any column.
    static func unusedUnitAbove(_ text: String, _ fields: [String], cell: CellAddress) -> Finding {
        Finding(
            .headingUnit, .note,
            Wording(
                ja:
                    "表の上に「\(visible(text))」とありますが、どの列の単位か分からないので、\(quoted(fields, ja: true))は単位のない数値として読みました。単位を見出しに（千円）のように書くか、様式の型に in 千円 のように書いてください。",
                en:
                    "“\(visible(text))” stands above the table, but not for which columns: \(quoted(fields, ja: false)) are read as numbers without a unit. Write the unit into the headings, as in （千円）, or into the types of a form, as in `in 千円`."
            ), cell: cell, field: nil)
    }

    /// Two units above the heading that are as near.
    static func severalUnitsAbove(_ texts: [String], _ heading: String, path: String, cell: CellAddress) -> Finding {
        Finding(
            .headingUnit, .warning,
            Wording(
                ja: "表の上に違う単位（\(quoted(texts, ja: true))）があり、列「\(visible(heading))」がどちらか分からないので、「\(path)」はどの行でも不明です。単位を見出しに書いてください。",
                en:
                    "Different units stand above the table (\(quoted(texts, ja: false))), and nothing says which is that of the column “\(visible(heading))”: `\(path)` is unknown in every row. Write the unit into the heading."
            ), cell: cell, field: path)
    }

    /// A form with locators reads the values in its own unit, whatever the label says.
    static func labelWithOtherUnit(_ label: String, path: String, field: String, cell: CellAddress) -> Finding {
        Finding(
            .headingUnit, .warning,
            Wording(
                ja: "見出し「\(visible(label))」の単位は、「\(path)」の単位\(visible(field))と違います。値は\(visible(field))として読みました。様式の単位を見出しに合わせてください。",
                en:
                    "The unit in the label “\(visible(label))” is not \(visible(field)), the unit of `\(path)`. The values were read in \(visible(field)). Make the form's unit fit the label."
            ), cell: cell, field: path)
    }

    /// A column in percent for a field that is a plain number.
    static func percentAsNumber(_ heading: String, path: String, cell: CellAddress) -> Finding {
        Finding(
            .headingUnit, .note,
            Wording(
                ja: "列「\(visible(heading))」は百分率ですが、「\(path)」は数値なので、80 は 80（8000%）と読みます。型を percent にすると 80% と読みます。",
                en:
                    "The column “\(visible(heading))” is in percent but `\(path)` is a number: 80 is read as 80 (8000%). With the type percent it is 80%."
            ), cell: cell, field: path)
    }

    /// Percentages without a sign of which none is above 1: they look like ratios.
    ///
    /// - Parameters:
    ///   - number: as it was read, a ratio: of 0.794 without a sign 0.00794.
    ///   - isSaid: that the heading or the key says (%).
    static func smallPercentages(_ number: Number, path: String, isSaid: Bool, cell: CellAddress) -> Finding {
        let shown = number.shifted(powerOfTen: 2)?.plainText ?? ""
        let meant = number.shifted(powerOfTen: 4)?.plainText ?? ""
        return Finding(
            .doubtfulPercentage, isSaid ? .note : .warning,
            Wording(
                ja:
                    "「\(path)」の値はどれも -1 から 1 で、% がありません。\(shown) は \(shown)% と読みました。\(meant)% のことなら \(meant)% と、そうでなければ \(shown)% と書いてください。",
                en:
                    "All values of `\(path)` are between -1 and 1 without a sign. \(shown) was read as \(shown)%. Write \(meant)% if that is meant, else \(shown)%."
            ), cell: cell, field: path)
    }

    /// A page without the columns that other pages have.
    static func skippedPage(_ page: String, cell: CellAddress) -> Finding {
        Finding(
            .skippedRow, .note,
            Wording(
                ja: "シート「\(visible(page))」には項目の列がほとんどないので、読みませんでした。",
                en: "The worksheet “\(visible(page))” has hardly a column of any field and was not read."), cell: cell, field: nil)
    }

    // MARK: Rows

    /// A number in a merged cell, of which a row or a column has only a part.
    static func sharedNumber(_ text: String, path: String, cell: CellAddress) -> Finding {
        Finding(
            .sharedNumber, .warning,
            Wording(
                ja: "結合セルの「\(visible(text))」は左上の行と列の値として読み、ここの値は不明とします。結合を解除し、それぞれの値を書いてください。",
                en:
                    "“\(visible(text))” in a merged cell is the value of its upper left place; here it is unknown. Divide the cell and write each value."
            ), cell: cell, field: path)
    }

    /// A row of a workbook.
    static func longRow(cells: [String], width: Int, cell: CellAddress) -> Finding {
        Finding(
            .unevenRow, .warning,
            Wording(
                ja: "この行には見出し（\(width)列）より右に値があります: \(quoted(cells, ja: true))。読んでいません。見出しを書くか、値を消してください。",
                en:
                    "This row has values beyond the heading (\(width) columns): \(quoted(cells, ja: false)). They are not read. Give them a heading, or remove them."
            ), cell: cell, field: nil)
    }

    /// A record of a csv, in which a separator inside a value moves all that follows by a column.
    ///
    /// - Parameter count: of its cells, filled or not.
    static func shiftedRow(count: Int, width: Int, cell: CellAddress) -> Finding {
        Finding(
            .unevenRow, .warning,
            Wording(
                ja:
                    "この行のセルは\(count)個で、見出しの\(width)列より多いです。値が隣の列にずれているかもしれないので、この行の値は不明とします。区切りの文字を含む値は、\"1,200\" のように引用符で囲んでください。",
                en:
                    "This row has \(count) cells, more than the \(width) columns of the heading. Its values may stand in the wrong columns, so they are unknown. Put a value that holds a separator in quotes: \"1,200\"."
            ), cell: cell, field: nil)
    }

    static func shortRow(count: Int, width: Int, cell: CellAddress) -> Finding {
        Finding(
            .unevenRow, .warning,
            Wording(
                ja: "この行のセルは\(count)個で、見出しの\(width)列より少ないです。足りない列は空欄として扱います。値が隣の列にずれていないか確かめてください。",
                en:
                    "This row has \(count) cell\(count == 1 ? "" : "s"), fewer than the \(width) columns of the heading. The missing ones are taken as blank. Check that no value stands in the wrong column."
            ), cell: cell, field: nil)
    }

    /// A total, a remark, or a row without anything that identifies it.
    static func skippedRecord(_ reason: SkippedRow, texts: [String], cell: CellAddress) -> Finding {
        let shown = texts.prefix(4).map(visible).joined(separator: " | ") + (texts.count > 4 ? " | …" : "")
        let (ja, en) =
            switch reason {
            case .total: ("合計の行なので、調書として読みません", "A row of totals is no sheet and was skipped")
            case .remark: ("注記の行なので、調書として読みません", "A row with a remark is no sheet and was skipped")
            case .nameless: ("調書を見分ける項目が空欄なので、調書として読みません", "A row in which the identifying fields are blank was skipped")
            }
        return Finding(.skippedRow, .note, Wording(ja: "\(ja): \(shown)", en: "\(en): \(shown)"), cell: cell, field: nil)
    }

    static func repeatedHeading(_ cell: CellAddress) -> Finding {
        Finding(
            .repeatedHeader, .note, Wording(ja: "繰り返された見出しの行を読み飛ばしました。", en: "A repeated row of headings was skipped."), cell: cell,
            field: nil)
    }

    /// A heading said again with other units.
    static func changedUnits(_ headings: [String], cell: CellAddress) -> Finding {
        Finding(
            .headingUnit, .warning,
            Wording(
                ja: "ここで見出しが繰り返され、単位が初めの見出しと違います: \(quoted(headings, ja: true))。これより下では、その列の値は不明とします。単位をそろえるか、表を別のファイルに分けてください。",
                en:
                    "The headings are said again here with other units than the first: \(quoted(headings, ja: false)). The values of these columns are unknown below. Write all in one unit, or each table into a file of its own."
            ), cell: cell, field: nil)
    }

    static func moreSkippedRows(_ count: Int) -> Finding {
        Finding(
            .skippedRow, .note,
            Wording(
                ja: "ほかに\(count)行を読み飛ばしました。", en: "\(count) more row\(count == 1 ? " was" : "s were") skipped."), cell: nil, field: nil)
    }

    private static func quoted(_ texts: [String], ja: Bool) -> String {
        let shown = texts.prefix(8).map { ja ? "「\(visible($0))」" : "“\(visible($0))”" }
        let more = texts.count > shown.count ? (ja ? "ほか\(texts.count - shown.count)" : " and \(texts.count - shown.count) more") : ""
        return shown.joined(separator: ja ? "" : ", ") + more
    }
}
