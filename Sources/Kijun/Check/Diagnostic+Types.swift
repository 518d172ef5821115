import KijunSyntax

extension Diagnostic {
    // MARK: Types

    static func mismatch(found: Type, expected: Type, at span: Span) -> Diagnostic {
        let (a, b) = (found.single, expected.single)
        var hint: Wording?
        if case .text = found, expected.isNumber { hint = Wording(ja: "数は引用符なしで書きます", en: "a number stands without quotes") }
        if case .text = found, case .year = expected { hint = Wording(ja: "年度は引用符なしで R2 のように書きます", en: "a year stands without quotes: R2") }
        switch expected {
        case .number(let number) where found.isNumber && !number.unit.isNone:
            hint = Wording(ja: "「\(number.unit.name)」の値にします", en: "give a value in \(number.unit.name)")
        case .number where found.isNumber: hint = Wording(ja: "単位のない値にします", en: "give a value without unit")
        case .year where hint == nil: hint = Wording(ja: "年度は R2 や 2020 のように書きます", en: "write a year as R2 or 2020")
        case .yesno: hint = Wording(ja: "true（真）か false（偽）を書きます", en: "write true or false")
        default: break
        }
        if found.isNumber, case .text = expected {
            hint = Wording(ja: "文字列にするには \"{…}\" と書きます", en: "write \"{…}\" to make it a text")
        }
        return Diagnostic(
            .typeMismatch, at: span, Wording(ja: "\(a.ja)ですが、ここでは\(b.ja)が要ります", en: "this is \(a.en), but \(b.en) is needed here"),
            hint: hint)
    }

    static func neverAlike(_ left: Type, _ right: Type, left first: Span, right second: Span) -> Diagnostic {
        let (a, b) = (left.single, right.single)
        var hint = Wording(ja: "同じ種類の値どうしを比べます", en: "compare values of one kind")
        switch (left, right) {
        case (.number, .text), (.text, .number): hint = Wording(ja: "数は引用符なしで書きます", en: "a number stands without quotes")
        case (.year, .text), (.text, .year): hint = Wording(ja: "年度は引用符なしで R2 のように書きます", en: "a year stands without quotes: R2")
        case (.number, .mark), (.mark, .number):
            hint = Wording(ja: "記号は ○ △ × ◎ ▲ のどれかです（0 は数字です）", en: "a mark is one of ○ △ × ◎ ▲; 0 is a digit")
        case (.number, .year), (.year, .number):
            hint = Wording(ja: "年度は R2 や 2020 のように書きます", en: "a year is written like R2 or 2020")
        case (.yesno, .text), (.text, .yesno), (.yesno, .mark), (.mark, .yesno):
            hint = Wording(ja: "真偽は true（真）か false（偽）です", en: "yes/no is true or false")
        case (.list, _), (_, .list): hint = Wording(ja: "並びに入っているかは in で調べます", en: "use in to look for a value in a list")
        default: break
        }
        switch (left, right) {
        case (.table, .table), (.record, .record):
            return Diagnostic(
                .typeMismatch, at: first.joined(second),
                Wording(
                    ja: "列の名前、種類、単位のどれかが違う表や記録どうしは比べられません",
                    en: "tables or records whose columns differ in name, kind or unit cannot be compared"),
                hint: Wording(ja: "列を一つずつ比べます: a.列 == b.列", en: "compare column by column: a.column == b.column"))
        default: break
        }
        return Diagnostic(
            .typeMismatch, at: first.joined(second),
            Wording(ja: "\(a.ja)と\(b.ja)は比べられません", en: "\(a.en) and \(b.en) cannot be compared"), hint: hint)
    }

    static func neverEqual(_ left: Type, _ right: Type, at span: Span) -> Diagnostic {
        let (a, b) = (left.single, right.single)
        return Diagnostic(
            .notInChoice, at: span,
            Wording(ja: "\(a.ja)と\(b.ja)には同じ値がなく、等しくなりません", en: "\(a.en) and \(b.en) have no value in common: they are never equal"),
            hint: Wording(ja: "比べる相手を確かめます", en: "look again at what is compared with what"))
    }

    static func notInChoice(_ text: String, _ choice: Choice, nearest: [String], at span: Span) -> Diagnostic {
        let list = Wording(ja: "あるのは \(choice.shownSymbols)", en: "it is one of \(choice.shownSymbols)")
        let guess = Wording.didYouMean(nearest)
        return Diagnostic(
            .notInChoice, at: span,
            Wording(ja: "「\(text)」になることはありません", en: "this is never \"\(text)\""),
            hint: guess.map { Wording(ja: "\($0.ja)（\(list.ja)）", en: "\($0.en) (\(list.en))") } ?? list)
    }

    static func notAMark(_ text: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notInChoice, at: span, Wording(ja: "「\(text)」という記号はありません", en: "\"\(text)\" is not a mark"),
            hint: Wording(ja: "記号は ○ △ × ◎ ▲、空欄は \"\" です", en: "a mark is one of ○ △ × ◎ ▲, or \"\" for an empty cell"))
    }

    static func noOrder(_ type: Type, at span: Span) -> Diagnostic {
        let shown = type.many
        var hint = Wording(ja: "== か != で比べます", en: "compare with == or !=")
        if case .choice(let choice) = type {
            let symbols = choice.symbols.prefix(3).map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: " > ")
            hint = Wording(
                ja: "順序があるなら「尺度 名前 = \(symbols)」と決めます", en: "if they have an order, say so: scale name = \(symbols)")
        }
        return Diagnostic(
            .noOrder, at: span, Wording(ja: "\(shown.ja)には大小の順序がありません", en: "\(shown.en) have no order"), hint: hint)
    }

    static func ambiguousSymbol(_ scales: [String], at span: Span) -> Diagnostic {
        let shown = scales.joined(separator: ", ")
        return Diagnostic(
            .ambiguousSymbol, at: span,
            Wording(ja: "どの尺度の順序か決まりません: \(shown)", en: "it is open which scale orders these: \(shown)"),
            hint: Wording(ja: "尺度どうしで同じ記号を使わないようにします", en: "do not use the same symbols in several scales"))
    }

    static func equalsBlank(_ op: Comparison.Operator, at span: Span, operand: String) -> Diagnostic {
        let not = op == .notEqual
        return Diagnostic(
            .equalsBlank, at: span,
            Wording(ja: "空欄は「分からない」なので、\(op.rawValue) では調べられません", en: "blank is unknown: \(op.rawValue) cannot ask for it"),
            hint: Wording(
                ja: "\(operand) \(not ? "が空欄でない" : "が空欄") と書きます", en: "write \(operand) is \(not ? "not " : "")blank"))
    }

    static func textInText(left: String, right: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .textInText, at: span,
            Wording(ja: "in の右は並びか範囲です。文字列の中は調べられません", en: "in needs a list or a range: it does not look into a text"),
            hint: Wording(ja: "contains(\(right), \(left)) と書きます", en: "write contains(\(right), \(left))"))
    }

    static func addText(at span: Span) -> Diagnostic {
        Diagnostic(
            .addText, at: span, Wording(ja: "+ で文字列はつなげません", en: "+ does not join texts"),
            hint: Wording(ja: "\"{a}{b}\" のように書きます", en: "write \"{a}{b}\""))
    }

    static func notANumber(_ type: Type, at span: Span, op: Term.Operator) -> Diagnostic {
        let shown = type.many
        var hint: Wording?
        switch type {
        case .list, .table: hint = Wording(ja: "合計などで一つの値にします: sum(…)", en: "make it one value first: sum(…)")
        case .text: hint = Wording(ja: "数の項目なら、様式で型を number とします", en: "if it is a number, say number in the form")
        case .yesno: hint = Wording(ja: "数にするには if … then 1 else 0 と書きます", en: "write if … then 1 else 0 to make it a number")
        default: break
        }
        return Diagnostic(
            .typeMismatch, at: span,
            Wording(ja: "\(shown.ja)は \(op.rawValue) で計算できません", en: "\(op.rawValue) does not work on \(shown.en)"), hint: hint)
    }

    static func conditionNotYesNo(_ type: Type, at span: Span) -> Diagnostic {
        let shown = type.single
        var hint: Wording?
        switch type {
        case .mark: hint = Wording(ja: "== ○ のように比べます", en: "compare it: == ○")
        case .list: hint = Wording(ja: "いずれか(…) や すべて(…) で一つにします", en: "make it one: any(…) or all(…)")
        default: hint = Wording(ja: "== や < で比べます", en: "compare it with == or <")
        }
        return Diagnostic(
            .conditionNotYesNo, at: span,
            Wording(ja: "ここには条件（真偽）が要りますが、\(shown.ja)です", en: "a condition is needed here, but this is \(shown.en)"),
            hint: hint)
    }

    static func mixedBranches(_ first: Type, _ second: Type, at span: Span, first place: Span) -> Diagnostic {
        let (a, b) = (first.single, second.single)
        return Diagnostic(
            .mixedBranches, at: span,
            Wording(
                ja: "then は\(a.ja)、else は\(b.ja)で、型がそろいません", en: "then gives \(a.en) but else gives \(b.en)"),
            hint: Wording(ja: "どちらも同じ種類の値にします", en: "both must give the same kind of value"),
            labels: [Label(place, a)])
    }

    static func mixedList(_ found: Type, _ expected: Type, at span: Span) -> Diagnostic {
        if case .record(.anonymous(let own)) = found, case .record(.anonymous(let others)) = expected {
            let types = Dictionary(others.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
            if let item = own.first(where: { types[$0.name] != nil && types[$0.name]?.description != $0.type.description }) {
                let (a, b) = (item.type.many, types[item.name]?.many ?? item.type.many)
                return Diagnostic(
                    .mixedList, at: span,
                    Wording(
                        ja: "列「\(item.name)」に\(b.ja)と\(a.ja)がまざっています", en: "the column \"\(item.name)\" mixes \(b.en) and \(a.en)"),
                    hint: Wording(ja: "一つの列には同じ種類の値だけを入れます", en: "a column holds values of one kind"))
            }
        }
        let (a, b) = (found.many, expected.many)
        return Diagnostic(
            .mixedList, at: span,
            Wording(ja: "並びの中に\(b.ja)と\(a.ja)がまざっています", en: "the list mixes \(b.en) and \(a.en)"),
            hint: Wording(ja: "一つの並びには同じ種類の値だけを入れます", en: "a list holds values of one kind"))
    }

    // MARK: Tables and lists

    static func notATable(_ text: String, _ type: Type, at span: Span) -> Diagnostic {
        let shown = type.single
        return Diagnostic(
            .notATable, at: span,
            Wording(ja: "「\(text)」は\(shown.ja)で、表ではありません", en: "\"\(text)\" is \(shown.en), not a table"),
            hint: Wording(ja: "「.」や where の前には表を書きます", en: "a table stands before a dot and before where"))
    }

    static func notAList(_ type: Type, at span: Span) -> Diagnostic {
        let shown = type.single
        return Diagnostic(
            .notAList, at: span,
            Wording(ja: "ここには並びか表が要りますが、\(shown.ja)です", en: "a list or a table is needed here, but this is \(shown.en)"),
            hint: Wording(ja: "並びは [a, b] と書きます", en: "a list is written [a, b]"))
    }

    static func singlesWanted(_ function: String, _ element: Type, at span: Span) -> Diagnostic {
        let shown = element.many
        return Diagnostic(
            .typeMismatch, at: span,
            Wording(
                ja: "\(function) は一つずつの値の並びに使いますが、この並びの要素は\(shown.ja)です",
                en: "\(function) takes a list of single values, but the elements of this one are \(shown.en)"),
            hint: Wording(ja: "flatten でならすか、列を一つ選びます", en: "flatten it, or pick one column"))
    }

    static func groupKey(_ type: Type, at span: Span) -> Diagnostic {
        let shown = type.single
        return Diagnostic(
            .typeMismatch, at: span,
            Wording(ja: "group by は一つの値ごとにまとめますが、\(shown.ja)です", en: "group by needs a single value for each row, but this is \(shown.en)"),
            hint: Wording(ja: "値が一つの列を選びます", en: "pick a column of single values"))
    }

    static func listWanted(_ table: String, columns: [String], at span: Span) -> Diagnostic {
        let column = columns.first ?? "…"
        let operand = table.contains(" ") ? "(\(table))" : table
        return Diagnostic(
            .notAList, at: span,
            Wording(ja: "「\(table)」は表なので、どの列かを書きます", en: "\"\(table)\" is a table: say which column"),
            hint: Wording(ja: "\(operand).\(column) のように書きます", en: "write \(operand).\(column)"))
    }

    static func singleValue(_ function: String, _ type: Type, at span: Span) -> Diagnostic {
        let shown = type.single
        return Diagnostic(
            .notAList, at: span,
            Wording(
                ja: "\(function) には並びか表、または二つ以上の値が要りますが、一つの\(shown.ja)です",
                en: "\(function) needs a list, a table or several values, but this is \(shown.en)"),
            hint: Wording(ja: "\(function)(表.列) や \(function)(a, b) と書きます", en: "write \(function)(table.column) or \(function)(a, b)"))
    }

    static func aggregateMismatch(_ aggregate: Aggregate, _ element: Type, at span: Span) -> Diagnostic {
        let shown = element.many
        let isLogic = aggregate == .any || aggregate == .all || aggregate == .none
        return Diagnostic(
            .typeMismatch, at: span,
            Wording(
                ja: "\(aggregate.rawValue)（\(aggregate.japanese)）は\(isLogic ? "真偽か記号" : "数値")の並びに使いますが、\(shown.ja)の並びです",
                en: "\(aggregate.rawValue) needs \(isLogic ? "yes/no values or marks" : "numbers"), but these are \(shown.en)"),
            hint: isLogic
                ? Wording(
                    ja: "\(aggregate.rawValue)(列 == 値 for 表) のように条件にします",
                    en: "write a condition: \(aggregate.rawValue)(column == value for table)")
                : Wording(ja: "個数なら count（件数）を使います", en: "to count them use count"))
    }

    static func forOutsideAggregate(_ function: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .unexpectedToken, at: span,
            Wording(
                ja: "for は合計や件数などの集計で、値が一つのときだけ使えます", en: "for stands only in sum, count and the like, with one value"),
            hint: Wording(ja: "sum(\(function)(…) for 表) のように書きます", en: "write sum(\(function)(…) for table)"))
    }

    static func notIndexed(_ text: String, _ type: Type, at span: Span) -> Diagnostic {
        let shown = type.single
        return Diagnostic(
            .notAList, at: span,
            Wording(ja: "「\(text)」は\(shown.ja)なので [ ] では引けません", en: "\"\(text)\" is \(shown.en): [ ] finds nothing in it"),
            hint: Wording(ja: "[ ] は表、並び、係数に使います", en: "[ ] works on tables, lists and parameters"))
    }

    static func noKey(_ text: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .noKey, at: span,
            Wording(ja: "表「\(text)」には鍵の列（key）がないので、値では引けません", en: "the table \"\(text)\" has no key: no value finds a row in it"),
            hint: Wording(ja: "様式で table key 列 と書くか、where で選びます", en: "write table key … in the form, or use where"))
    }

    static func keyMismatch(_ text: String, _ found: Type, _ key: Type, at span: Span) -> Diagnostic {
        let (a, b) = (found.single, key.single)
        return Diagnostic(
            .badIndex, at: span,
            Wording(
                ja: "「\(text)」の鍵は\(b.ja)ですが、\(a.ja)で引いています", en: "the key of \"\(text)\" is \(b.en), but this is \(a.en)"),
            hint: Wording(ja: "n 番目の行なら first、last、top を使います", en: "for rows by their place use first, last or top"))
    }

    static func badIndex(at span: Span) -> Diagnostic {
        Diagnostic(
            .badIndex, at: span,
            Wording(ja: "並びの中の位置は 1 から始まる整数です", en: "a place in a list is a whole number from 1"),
            hint: Wording(ja: "最初は [1]、最後は [-1] です", en: "the first is [1], the last is [-1]"))
    }

    // MARK: Size

    static func tooDeep(at span: Span) -> Diagnostic {
        Diagnostic(
            .tooDeep, at: span, Wording(ja: "入れ子が深すぎます", en: "this nests too deeply"),
            hint: Wording(ja: "途中の値に名前をつけて分けます", en: "give the parts names of their own"))
    }

    static func tooLarge(at span: Span) -> Diagnostic {
        Diagnostic(
            .programTooLarge, at: span, Wording(ja: "規則が大きすぎます", en: "the rules are too large"),
            hint: Wording(ja: "途中の値に名前をつけて分けます", en: "give the parts names of their own"))
    }

    static func numberTooLarge(at span: Span) -> Diagnostic {
        Diagnostic(
            .numberTooLarge, at: span, Wording(ja: "数の桁が多すぎます", en: "the number has too many digits"),
            hint: Wording(ja: "\(Number.maximumDigits) 桁までです", en: "the limit is \(Number.maximumDigits) digits"))
    }
}
