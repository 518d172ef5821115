internal import Kijun
internal import KijunSyntax

// Everything that the reading of a document by a form can give to report, apart from the text of a single cell.
extension Finding {
    // MARK: The document

    /// - Parameters:
    ///   - first: the first filled lines of the document.
    ///   - headings: of a table, what would have to name the fields of a form.
    static func noForm(tried: [CheckedForm], first: [String], headings: [String], cell: CellAddress?) -> Finding {
        let seenJa = first.isEmpty ? "調書は空です。" : "調書の初めは\(first.map { "「\(visible($0))」" }.joined())です。"
        let seenEn = first.isEmpty ? "The sheet is empty." : "It begins with \(first.map { "“\(visible($0))”" }.joined(separator: ", "))."
        let tries = tried.prefix(5).map { form in
            (name: form.name, labels: form.recognise.prefix(3).map { visible($0.pattern) })
        }
        if tries.isEmpty {
            return Finding(
                .noForm, .error,
                Wording(
                    ja: "規則に様式（form）がないので、調書を読めません。様式を書くか、use で読み込んでください。",
                    en: "The rules have no form to read the sheet by. Write a form, or `use` one."), cell: nil, field: nil)
        }
        func list(_ none: String, _ open: String, _ close: String, _ comma: String) -> String {
            tries.map { form in
                let labels = form.labels.isEmpty ? none : form.labels.map { open + $0 + close }.joined(separator: comma)
                return comma == "、" ? "\(form.name)（\(labels)）" : "\(form.name) (\(labels))"
            }.joined(separator: comma)
        }
        var ja = "どの様式にも当てはまりません。試した様式: \(list("recognise なし", "「", "」", "、"))。\(seenJa)様式の recognise を調書の見出しに合わせてください。"
        var en =
            "No form fits. Tried: \(list("no `recognise`", "“", "”", ", ")). \(seenEn) Make the form's `recognise` fit the heading of the sheet."
        if !headings.isEmpty {
            let shown = headings.prefix(8).map(visible)
            ja += "1行を1つの調書として読むには、項目の名前か別名を列の見出し（\(shown.map { "「\($0)」" }.joined())）に合わせてください。"
            en +=
                " To read each row as a sheet, make the names or aliases of its fields fit the headings \(shown.map { "“\($0)”" }.joined(separator: ", "))."
        }
        return Finding(.noForm, .error, Wording(ja: ja, en: en), cell: cell, field: nil)
    }

    /// The heading of a table names as many fields of one form as of another.
    static func severalForms(_ forms: [String], named: Int, headings: [String], cell: CellAddress?) -> Finding {
        let shown = headings.prefix(8).map(visible)
        return Finding(
            .severalForms, .error,
            Wording(
                ja:
                    "列の見出し（\(shown.map { "「\($0)」" }.joined())）には、\(forms.count)つの様式の項目が\(named)個ずつ当てはまります: \(forms.joined(separator: "、"))。項目の名前か別名を、一方の様式にだけ合わせてください。",
                en:
                    "The headings \(shown.map { "“\($0)”" }.joined(separator: ", ")) name \(named) field\(named == 1 ? "" : "s") of each of \(forms.count) forms: \(forms.joined(separator: ", ")). Make names or aliases fit the headings in one form only."
            ), cell: cell, field: nil)
    }

    static func severalForms(_ forms: [(name: String, text: String)], cell: CellAddress?) -> Finding {
        let ja = forms.map { "\($0.name)（「\(visible($0.text))」）" }.joined(separator: "、")
        let en = forms.map { "\($0.name) (“\(visible($0.text))”)" }.joined(separator: ", ")
        return Finding(
            .severalForms, .error,
            Wording(
                ja: "\(forms.count)つの様式に当てはまります: \(ja)。recognise を、一方にしかない見出しに変えてください。",
                en: "\(forms.count) forms fit: \(en). Change `recognise` to a heading that only one of them has."),
            cell: cell, field: nil)
    }

    /// - Parameters:
    ///   - title: as it stands the second time.
    ///   - times: how often it stands in the document.
    static func repeatedTitle(_ title: String, form: String, times: Int, cell: CellAddress) -> Finding {
        Finding(
            .repeatedTitle, .note,
            Wording(
                ja:
                    "表題「\(visible(title))」が\(times)回ありますが、様式「\(form)」に識別（identify）の項目がないので、1つの調書として読みました。別々の調書なら、コードなどの項目を identify に書いてください。",
                en:
                    "The title “\(visible(title))” stands \(times) times. The form \(form) has no `identify`, so all was read as one sheet. If it is several, name the field with their code after `identify`."
            ), cell: cell, field: nil)
    }

    // MARK: Labels

    /// - Parameters:
    ///   - place: the block in which the label was sought.
    ///   - elsewhere: where the label stands outside the part that was searched.
    ///   - near: the text of a cell that is nearly the label.
    static func labelNotFound(
        _ label: LabelSyntax, path: String, isOptional: Bool, place: CellAddress?, elsewhere: String?, near: String?
    ) -> Finding {
        let number = label.occurrence > 1 ? " #\(label.occurrence)" : ""
        var ja = "見出し「\(visible(label.pattern))」\(number)が\(place == nil ? "調書" : "この区画")にありません。「\(path)」は不明です。"
        var en =
            "The label “\(visible(label.pattern))”\(number) is not \(place == nil ? "on the sheet" : "in this block"). `\(path)` is unknown."
        if let elsewhere {
            ja += "\(elsewhere) にはありますが、探す範囲の外か、数（#）が足りません。様式の after・before・# を確かめてください。"
            en +=
                " It stands at \(elsewhere), outside the part that is searched or too few times: check `after`, `before` and `#` of the form."
        } else if let near {
            ja += "もしかして「\(visible(near))」？ 様式の見出しを調書に合わせてください。"
            en += " Did you mean “\(visible(near))”? Make the form's label fit the sheet."
        } else {
            ja += "様式の見出しを調書に合わせてください。"
            en += " Make the form's label fit the sheet."
        }
        return Finding(.labelNotFound, isOptional ? .note : .warning, Wording(ja: ja, en: en), cell: place, field: path)
    }

    static func columnNotFound(_ label: LabelSyntax, path: String, isOptional: Bool, cell: CellAddress) -> Finding {
        let number = label.occurrence > 1 ? " #\(label.occurrence)" : ""
        return Finding(
            .labelNotFound, isOptional ? .note : .warning,
            Wording(
                ja: "この表の見出しに「\(visible(label.pattern))」\(number)の列がありません。「\(path)」は全行で不明です。様式の見出しを調書に合わせてください。",
                en:
                    "The header of this table has no column “\(visible(label.pattern))”\(number). `\(path)` is unknown in every row. Make the form's label fit the sheet."
            ), cell: cell, field: path)
    }

    // MARK: Cells

    static func blankField(path: String, cell: CellAddress) -> Finding {
        Finding(
            .blankField, .warning,
            Wording(
                ja: "「\(path)」が空欄です。空欄でよい項目なら、様式の型に ? を付けてください。",
                en: "`\(path)` is blank. If it may be, add ? to its type in the form."), cell: cell, field: path)
    }

    static func splitCode(path: String, parts: [String], text: String, cell: CellAddress) -> Finding {
        let shown = parts.map { "「\(visible($0))」" }.joined(separator: " ")
        return Finding(
            .readLeniently, .note,
            Wording(
                ja: "「\(path)」が\(parts.count)つの欄に分かれています: \(shown)。「\(visible(text))」と読みました。",
                en: "`\(path)` is split over \(parts.count) cells: \(shown). It was read as “\(visible(text))”."), cell: cell, field: path)
    }

    /// - Parameter mayBeOther: the field tells one sheet from another, and nothing in the form parts the sheets of a document.
    static func differentRepeat(
        path: String, kept: String, first: String, found: String, mayBeOther: Bool, cell: CellAddress
    ) -> Finding {
        let advice =
            mayBeOther
            ? Wording(
                ja: "別々の調書が一つの文書にあるなら、様式に見分け（recognise）の表題を書くと分けて読みます。一つの調書なら、どちらかを直してください。",
                en:
                    "If several sheets stand in this document, write their title after `recognise` in the form, which parts them; if it is one sheet, correct one of them."
            ) : Wording(ja: "どちらかを直してください。", en: "Correct one of them.")
        return Finding(
            .differentRepeat, .warning,
            Wording(
                ja: "「\(path)」はここでは「\(visible(found))」ですが、\(first) では「\(visible(kept))」です。初めの値を使います。\(advice.ja)",
                en: "`\(path)` is “\(visible(found))” here but “\(visible(kept))” at \(first). The first is used. \(advice.en)"),
            cell: cell, field: path)
    }

    /// Worksheets of one workbook that are of different sheets, under a form that takes the document for one.
    static func severalSheets(path: String, first: String, other: String, cell: CellAddress) -> Finding {
        Finding(
            .differentRepeat, .error,
            Wording(
                ja:
                    "「\(path)」が \(first) と \(other) とで違います。ワークシートごとに別の調書のようです。初めの調書だけを読みました。様式に見分け（recognise）の表題を書くと、ワークシートごとに分けて読みます。",
                en:
                    "`\(path)` at \(first) and at \(other) differ: the worksheets seem to be a sheet each. Only the first sheet was read. Write the title of the sheets after `recognise` in the form, which parts them."
            ), cell: cell, field: path)
    }

    // MARK: Tables

    static func skippedRow(path: String, texts: [String], cell: CellAddress) -> Finding {
        let shown = texts.prefix(4).map(visible).joined(separator: " | ") + (texts.count > 4 ? " | …" : "")
        return Finding(
            .skippedRow, .note,
            Wording(
                ja: "「\(path)」の行を読み飛ばしました。行の見出し（キー）が空欄です: \(shown)",
                en: "A row of `\(path)` was skipped: its key is blank: \(shown)"), cell: cell, field: path)
    }

    static func skippedBlock(path: String, label: String, cell: CellAddress) -> Finding {
        Finding(
            .skippedRow, .note,
            Wording(
                ja: "「\(visible(label))」の区画を読み飛ばしました。「\(path)」の値が何も書かれていません。",
                en: "The block “\(visible(label))” was skipped: nothing of `\(path)` is filled in."), cell: cell, field: path)
    }

    static func repeatedHeader(path: String, cell: CellAddress) -> Finding {
        Finding(
            .repeatedHeader, .note,
            Wording(
                ja: "「\(path)」の途中にある、ページ替わりの見出し行を読み飛ばしました。",
                en: "A page's heading inside `\(path)` was skipped."), cell: cell, field: path)
    }

    static func duplicateKey(path: String, text: String, first: String, cell: CellAddress) -> Finding {
        Finding(
            .duplicateKey, .warning,
            Wording(
                ja: "「\(path)」の「\(visible(text))」は \(first) にもあります。キーで探すと初めの行が使われます。番号を確かめてください。",
                en: "“\(visible(text))” in `\(path)` already stands at \(first). A look-up by key finds the first row. Check the number."),
            cell: cell, field: path)
    }

    static func shiftedRow(path: String, by shift: Int, cell: CellAddress) -> Finding {
        Finding(
            .shiftedRow, .note,
            Wording(
                ja: "「\(path)」の行は1列\(shift > 0 ? "右" : "左")にずれています。そのままでは各列の合計と1つも合わず、ずらすと合うので、ずらして読みました。",
                en:
                    "The row of `\(path)` stands one column to the \(shift > 0 ? "right" : "left"). In place it agrees with no column's sum, shifted with most, so it was read shifted."
            ), cell: cell, field: path)
    }

    static func shiftedLine(path: String, by shift: Int, cell: CellAddress) -> Finding {
        Finding(
            .shiftedRow, .note,
            Wording(
                ja: "「\(path)」の行は\(abs(shift))列\(shift > 0 ? "右" : "左")にずれています。値の数が同じなので、左から順に対応させました。",
                en:
                    "The line of `\(path)` stands \(abs(shift)) column\(abs(shift) == 1 ? "" : "s") to the \(shift > 0 ? "right" : "left"). It has as many values as the others, so they were matched from the left."
            ), cell: cell, field: path)
    }

    static func unevenLine(path: String, count: Int, of expected: Int, cell: CellAddress) -> Finding {
        Finding(
            .unevenLists, .warning,
            Wording(
                ja: "「\(path)」の行はほかの行とずれていて、値が\(expected)個ではなく\(count)個です。どの値がどの列のものか分からないので、読みませんでした。",
                en:
                    "The line of `\(path)` is shifted against the others and has \(count) values, not \(expected). Which belongs to which column cannot be told, so none was read."
            ), cell: cell, field: path)
    }

    /// - Parameter sum: what the rows add up to, where it is known.
    static func blankTotal(path: String, sum: Number?, type: Type, cell: CellAddress) -> Finding {
        var ja = "「\(path)」の合計が書かれていません。"
        var en = "The total of `\(path)` is missing."
        if let sum, case .number(let number) = type {
            let unit = number.unit.isNone ? "" : " \(number.unit.name)"
            let shown = sum.shown(percent: number.isPercent, grouping: true, thresholds: []) + unit
            ja += "各行を足すと \(shown) です。"
            en += " The rows add up to \(shown)."
        }
        return Finding(.blankTotal, .warning, Wording(ja: ja, en: en), cell: cell, field: path)
    }
}
