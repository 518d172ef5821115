internal import Kijun
internal import KijunSyntax

// Everything that the reading of objects (json, jsonl) can give to report.
extension Finding {
    // MARK: Broken files and lines

    /// - Parameter isLine: the text is one line of several, so that an object must end with it.
    static func broken(_ fault: JSONFault, isLine: Bool, at cell: CellAddress, opened: CellAddress?) -> Finding {
        let (ja, en) = words(fault.reason, isLine: isLine, opened: opened)
        switch fault.reason {
        case .invalidUTF8(let byte):
            let shown = "0x" + String(byte, radix: 16, uppercase: true)
            return Finding(
                .documentNotText, .error,
                Wording(
                    ja: "\(shown) のバイトはUTF-8の文字ではありません。文字コードUTF-8で保存し直すか、--encoding で文字コードを指定してください。",
                    en: "The byte \(shown) is not UTF-8. Save the file with the encoding UTF-8, or name its encoding with --encoding."),
                cell: cell, field: nil)
        default: return Finding(.brokenJSON, .error, Wording(ja: ja, en: en), cell: cell, field: nil)
        }
    }

    private static func words(_ reason: JSONFault.Reason, isLine: Bool, opened: CellAddress?) -> (ja: String, en: String) {
        let placeJa = opened.map { "\($0.row + 1)行\($0.column + 1)桁の" } ?? ""
        let placeEn = opened.map { " of line \($0.row + 1), column \($0.column + 1)" } ?? ""
        switch reason {
        case .empty: return ("ファイルは空です。", "The file is empty.")
        case .noObject, .other:
            return (
                "JSONのオブジェクト {…} かその配列 […] ではありません。調書ごとに一つのオブジェクトにしてください。",
                "This is no JSON object {…} nor a list […] of them. Write one object for each sheet."
            )
        case .invalidUTF8: return ("", "")
        case .missingComma: return ("値の間に「,」がありません。入れてください。", "There is no comma between two values. Write one.")
        case .missingColon: return ("キーの後に「:」がありません。入れてください。", "There is no colon behind the key. Write one.")
        case .missingValue:
            return ("値がありません。値がなければ null と書いてください。", "A value is missing. Write null if there is none.")
        case .trailingComma:
            return ("最後の値の後に余分な「,」があります。消してください。", "There is a comma behind the last value. Remove it.")
        case .keyNotText(let word):
            return (
                "キーの「\(visible(word))」が引用符で囲まれていません。\"…\" で囲んでください。",
                "The key “\(visible(word))” is not in quotes. Put it in \"…\"."
            )
        case .unclosedText:
            return (
                "ここで始まる文字列が閉じていません。\" で閉じ、改行は \\n と書いてください。",
                "The text that begins here is not closed. Close it with \", and write a line break as \\n."
            )
        case .controlCharacter(let byte):
            let shown = byte == 9 ? "タブ" : visible(String(Unicode.Scalar(byte)))
            let escape = byte == 9 ? "\\t" : "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            return (
                "文字列の中に\(shown)がそのまま入っています。\(escape) と書いてください。",
                "A text holds \(byte == 9 ? "a tab" : "the control character " + visible(String(Unicode.Scalar(byte)))) as it is. Write \(escape)."
            )
        case .badEscape(let text):
            return (
                "「\(visible(text))」という書き方はありません。円記号・逆斜線そのものなら \\\\ と書いてください。",
                "There is no escape “\(visible(text))”. Write \\\\ for a backslash itself."
            )
        case .loneSurrogate(let text):
            return (
                "\(visible(text)) は文字の半分（サロゲートの片方）です。もう片方と続けて書いてください。",
                "\(visible(text)) is half a character (a lone surrogate). Write both halves one after the other."
            )
        case .badNumber(let text): return numberWords(text)
        case .notFinite(let text):
            return (
                "「\(visible(text))」は数値ではありません。値がなければ null と書いてください。",
                "“\(visible(text))” is no number. Write null if there is no value."
            )
        case .badWord(let text):
            return (
                "「\(visible(text))」は値ではありません。文字列なら \"…\" で囲み、ほかは null、true、false と小文字で書いてください。",
                "“\(visible(text))” is no value. Put a text in \"…\"; write null, true and false in small letters."
            )
        case .singleQuote:
            return ("文字列が ' で囲まれています。\" で囲んでください。", "Texts are in single quotes here. Use \".")
        case .comment:
            return ("JSONには注釈（コメント）を書けません。消してください。", "JSON has no comments. Remove it.")
        case .fullWidth(let found, let meant):
            return (
                "全角の「\(found)」があります。半角の「\(meant)」にしてください。",
                "There is a full-width “\(found)”. Write the ASCII “\(meant)”."
            )
        case .wrongBracket(let found, let open):
            return (
                "\(placeJa)「\(open)」が「\(found)」で閉じられています。", "The “\(open)”\(placeEn) is closed by “\(found)”."
            )
        case .neverOpened(let found):
            return ("「\(found)」に対応する開き括弧がありません。", "There is no opening bracket for “\(found)”.")
        case .unclosed(let open):
            if isLine {
                return (
                    "\(placeJa)「\(open)」が行の終わりまでに閉じていません。一つの調書を一行に書いてください。",
                    "The “\(open)”\(placeEn) is not closed before the line ends. Write each sheet on one line."
                )
            }
            return (
                "\(placeJa)「\(open)」が閉じていません。ファイルが途中で切れていないか確かめてください。",
                "The “\(open)”\(placeEn) is not closed. Check that the file is complete."
            )
        case .tooDeep:
            return (
                "入れ子が\(JSONFault.maximumDepth)段を超えています。", "Lists and objects are nested more than \(JSONFault.maximumDepth) deep."
            )
        case .strayCharacter(let text):
            return ("ここに「\(visible(text))」は書けません。", "“\(visible(text))” cannot stand here.")
        }
    }

    private static func numberWords(_ text: String) -> (ja: String, en: String) {
        let shown = visible(text)
        let digits = text.drop { $0 == "-" }
        if digits.first == "0", digits.dropFirst().first?.isNumber == true {
            return (
                "数値「\(shown)」が 0 で始まっています。番号なら \"\(shown)\" と文字列にし、数値なら初めの 0 を消してください。",
                "The number “\(shown)” begins with 0. Write a code as a text, \"\(shown)\"; remove the 0 from a number."
            )
        }
        return (
            "「\(shown)」は数値の書き方ではありません。0.5、-3、1e3 のように書いてください（桁区切り、+、0x は使えません）。",
            "“\(shown)” is not how a number is written. Write it like 0.5, -3, 1e3 (no separators, no +, no 0x)."
        )
    }

    static func notAnObject(_ kind: JSONCursor.Kind, cell: CellAddress) -> Finding {
        let (ja, en) = words(kind)
        return Finding(
            .brokenJSON, .error,
            Wording(
                ja: "調書はオブジェクト {…} ですが、ここには\(ja)があります。", en: "A sheet is an object {…}, but here is \(en)."),
            cell: cell, field: nil)
    }

    static func behindTheEnd(cell: CellAddress) -> Finding {
        Finding(
            .brokenJSON, .error,
            Wording(
                ja: "オブジェクトの終わりの後に、同じ行でもう一つ始まっています。一つの調書を一行に書いてください。",
                en: "Behind the end of the object another one begins on the same line. Write each sheet on one line."),
            cell: cell, field: nil)
    }

    static func duplicateMember(_ key: String, first: CellAddress, cell: CellAddress) -> Finding {
        Finding(
            .duplicateMember, .error,
            Wording(
                ja: "キー「\(visible(key))」が同じオブジェクトに二度あります（初めは\(first.row + 1)行\(first.column + 1)桁）。どちらかを消してください。",
                en:
                    "The key “\(visible(key))” stands twice in one object (first at line \(first.row + 1), column \(first.column + 1)). Remove one."
            ), cell: cell, field: nil)
    }

    static func noMemory(cell: CellAddress?) -> Finding {
        Finding(
            .brokenJSON, .error,
            Wording(
                ja: "大きすぎて読めません。一行に一つの調書（jsonl）に分けてください。",
                en: "This is too large to be read. Divide it into one sheet a line (jsonl)."), cell: cell, field: nil)
    }

    /// - Parameter first: the first of those that are not listed.
    static func moreUnreadable(_ count: Int, first: Finding) -> Finding {
        Finding(
            first.code, .error,
            Wording(
                ja: "読めない調書がほかに\(count)件あります。",
                en: "\(count) more sheet\(count == 1 ? "" : "s") cannot be read."), cell: first.cell, field: nil)
    }

    // MARK: Objects and fields

    static func noFieldIn(keys: [String], forms: [String], cell: CellAddress) -> Finding {
        let shownJa = keys.prefix(5).map { "「\(visible($0))」" }.joined(separator: "、") + (keys.count > 5 ? "…" : "")
        let shownEn = keys.prefix(5).map { "“\(visible($0))”" }.joined(separator: ", ") + (keys.count > 5 ? "…" : "")
        let formsJa = forms.isEmpty ? "" : "試した様式: \(forms.prefix(5).joined(separator: "、"))。"
        let formsEn = forms.isEmpty ? "" : " Tried: \(forms.prefix(5).joined(separator: ", "))."
        return Finding(
            .noForm, .error,
            Wording(
                ja: "どのキーも項目の名前ではありません: \(keys.isEmpty ? "（キーなし）" : shownJa)。\(formsJa)",
                en: "No key is the name of a field: \(keys.isEmpty ? "(no keys)" : shownEn).\(formsEn)"), cell: cell, field: nil)
    }

    static func severalFormsFit(_ forms: [String], cell: CellAddress) -> Finding {
        Finding(
            .severalForms, .error,
            Wording(
                ja: "様式 \(forms.joined(separator: "、")) に同じくらい当てはまります。一方にしかない項目を調書に加えてください。",
                en: "The forms \(forms.joined(separator: ", ")) fit equally well. Add a field that only one of them has."),
            cell: cell, field: nil)
    }

    static func words(_ kind: JSONCursor.Kind) -> (ja: String, en: String) {
        switch kind {
        case .null: ("null", "null")
        case .yes: (" true ", "true")
        case .no: (" false ", "false")
        case .number: ("数値", "a number")
        case .text: ("文字列", "a text")
        case .list: ("配列 […]", "a list […]")
        case .object: ("オブジェクト {…}", "an object {…}")
        }
    }

    /// - Parameter wanted: what the field's type is written as.
    static func wrongStructure(_ kind: JSONCursor.Kind, wanted: Wording, path: String, cell: CellAddress) -> Finding {
        let (ja, en) = words(kind)
        return Finding(
            .wrongStructure, .warning,
            Wording(
                ja: "「\(path)」は\(wanted.ja)ですが、ここには\(ja)があります。不明として扱います。",
                en: "`\(path)` is \(wanted.en), but here is \(en). It is taken as unknown."), cell: cell, field: path)
    }

    static func tooManyDigits(_ text: String, path: String, cell: CellAddress) -> Finding {
        Finding(
            .notANumber, .warning,
            Wording(
                ja: "「\(visible(text))」は桁が多すぎます（\(JSONCursor.maximumDigits)桁まで）。不明として扱います。桁を確かめてください。",
                en:
                    "“\(visible(text))” has too many digits (at most \(JSONCursor.maximumDigits)). It is taken as unknown. Check the digits."
            ),
            cell: cell, field: path)
    }

    /// A number of a percent field that is more than 1000 %.
    ///
    /// - Parameters:
    ///   - number: as it was read, a ratio.
    ///   - count: how many such numbers the file has.
    static func largeRatio(_ number: Number, count: Int, path: String, cell: CellAddress) -> Finding {
        let read = number.shown(percent: true)
        let meant = number.plainText
        let ratio = number.shifted(powerOfTen: -2)?.plainText ?? "0.5"
        let (moreJa, moreEn) = count > 1 ? ("（同じような数値がほかに\(count - 1)件）", " (\(count - 1) more like it)") : ("", "")
        return Finding(
            .doubtfulPercentage, .warning,
            Wording(
                ja: "「\(path)」の \(meant) は \(read) と読みました\(moreJa)。JSONの数値は割合そのものです。\(meant)% のことなら \(ratio) か \"\(meant)%\" と書いてください。",
                en:
                    "\(meant) in `\(path)` was read as \(read)\(moreEn): a JSON number is the ratio itself. If \(meant)% is meant, write \(ratio) or \"\(meant)%\"."
            ), cell: cell, field: path)
    }

    static func givenTwice(path: String, first: CellAddress?, cell: CellAddress) -> Finding {
        let ja = first.map { "（初めは\($0.row + 1)行\($0.column + 1)桁）" } ?? ""
        let en = first.map { " (first at line \($0.row + 1), column \($0.column + 1))" } ?? ""
        return Finding(
            .duplicateMember, .warning,
            Wording(
                ja: "「\(path)」の値が、別の名前のキーで二度あり\(ja)、値が違います。不明として扱います。どちらかを消してください。",
                en: "`\(path)` is given twice under two names\(en), with different values. It is taken as unknown. Remove one."),
            cell: cell, field: path)
    }

    static func duplicateRow(path: String, key: Value, first: CellAddress, cell: CellAddress) -> Finding {
        let shown =
            switch key {
            case .text(let text): visible(text)
            case .number(let number): number.plainText
            case .year(let year): Year.shown(year)
            default: ""
            }
        return Finding(
            .duplicateKey, .warning,
            Wording(
                ja: "「\(path)」の「\(shown)」は\(first.row + 1)行\(first.column + 1)桁にもあります。キーで探すと初めの行が使われます。番号を確かめてください。",
                en:
                    "“\(shown)” in `\(path)` already stands at line \(first.row + 1), column \(first.column + 1). A look-up by key finds the first row. Check the number."
            ), cell: cell, field: path)
    }

    /// - Parameter rows: in how many rows of the sheet, for a column of a table.
    static func missingMember(path: String, rows: Int?, cell: CellAddress) -> Finding {
        let ja = rows.map { $0 > 1 ? "\($0)行に" : "この行に" } ?? "この調書に"
        let en = rows.map { $0 > 1 ? "\($0) rows have" : "This row has" } ?? "This sheet has"
        return Finding(
            .missingMember, .warning,
            Wording(
                ja: "\(ja)「\(path)」のキーがありません。不明として扱います。値がなければ null と書いてください。",
                en: "\(en) no key for `\(path)`. It is taken as unknown. Write null if there is no value."), cell: cell, field: path)
    }

    /// - Parameter count: how many of the file's objects come before the first that has the key; nil where none has.
    static func neverPresent(path: String, names: [String], count: Int?, isOptional: Bool, cell: CellAddress) -> Finding {
        let ja = names.map { "「\(visible($0))」" }.joined(separator: "か")
        let en = names.map { "“\(visible($0))”" }.joined(separator: " or ")
        let wording =
            if let count {
                Wording(
                    ja: "ファイルの初めの\(count)件に「\(path)」のキー\(ja)がありません。それらでは不明です。",
                    en: "The first \(count) objects of the file have no key \(en) for `\(path)`. It is unknown there.")
            } else {
                Wording(
                    ja: "このファイルのどのオブジェクトにも「\(path)」のキー\(ja)がありません。「\(path)」は不明です。",
                    en: "No object of the file has the key \(en). `\(path)` is unknown.")
            }
        return Finding(.missingMember, isOptional ? .note : .warning, wording, cell: cell, field: path)
    }

    static func unreadKeys(_ keys: [String], more: Int, cell: CellAddress?) -> Finding {
        let ja = keys.map { "「\(visible($0))」" }.joined(separator: "、") + (more > 0 ? "、ほか\(more)個" : "")
        let en = keys.map { "“\(visible($0))”" }.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        return Finding(
            .unreadKeys, .note,
            Wording(ja: "どの項目も読まないキーがあります: \(ja)。", en: "No field reads these keys: \(en)."), cell: cell, field: nil)
    }
}
