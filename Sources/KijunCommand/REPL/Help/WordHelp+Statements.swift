import KijunSyntax

extension WordHelp {
    static let statements = [
        WordHelp(
            .check, .warn, ja: "成り立つはずのことを確かめる。注意は軽いもの", en: "what has to hold; warn is softer",
            example: .rules(
                Wording(
                    ja: "検査 計が合う: 合計(事務事業.事業費) == 計.事業費 でなければ \"事業費の計が合わない\"",
                    en: "check adds_up: sum(projects.cost) == totals.cost else \"the costs do not add up\""))),
        WordHelp(
            .parameter, ja: "年度ごとに改まる値。その年度から、次の行の年度の前まで", en: "a value that is set by year: it holds from that year until the next line",
            example: .rules(
                Wording(
                    ja: "係数 単価: number in 千円/人工\n  R1 = 7_950\n  R2 = 7_920", en: "param rate: number in 千円/人工\n  R1 = 7_950\n  R2 = 7_920")
            )),
        WordHelp(
            .scale, ja: "結果の順序。左が上", en: "the order of outcomes, the highest first",
            example: .rules(Wording(ja: "尺度 段階 = A > B > C > D", en: "scale steps = A > B > C > D"))),
        WordHelp(
            .first, ja: "上から順に見て、初めに成り立つ場合に決める", en: "the first case that holds decides, from the top",
            example: .rules(
                Wording(
                    ja: "判定例 先勝ち:\n  基準1 == ○ → a\n  いずれか(基準2_4) → b\n  それ以外 → c",
                    en: "sample first:\n  basis1 == ○ -> a\n  any(basis2_4) -> b\n  otherwise -> c"))),
        WordHelp(
            .except, ja: "ほかの場合より先に決める例外", en: "goes before the other cases",
            example: .rules(
                Wording(
                    ja: "判定例: それ以外 → b\n判定例 例外: 基準1 == △ → c",
                    en: "sample: otherwise -> b\nsample except: basis1 == △ -> c"))),
        WordHelp(
            .use, ja: "ほかの規則のファイルも読む", en: "reads another file of rules too",
            example: .rules(Wording(ja: "読込 \"form.kijun\"", en: "use \"form.kijun\""))),
        WordHelp(
            .test, .given, .on, .expect, ja: "規則の試験。前提（項目の値）か対象（調書のファイル）を置き、期待する結果を書く",
            en: "tests the rules: with given values, or on a sheet, what is expected",
            example: .rules(
                Wording(
                    ja: "判定例: 基準1 == ○ → a\n判定例: それ以外 → b\nテスト 基準1が○ならa\n  前提 基準1 = ○\n  期待 判定例 == a",
                    en:
                        "sample: basis1 == ○ -> a\nsample: otherwise -> b\ntest a where basis1 is met\n  given basis1 = ○\n  expect sample == a"
                ))),
    ]

    private static func field(_ ja: String, _ en: String) -> Example {
        .form(Wording(ja: "様式 例\n" + ja, en: "form sample\n" + en))
    }

    private static let table = (
        ja: "  事業: 表 = 見出し \"番号\" 終わり \"計\"\n    番号: 文字 = \"番号\"\n    事業費: 数値 = \"事業費\"",
        en: "  projects: table = headed by \"番号\" until \"計\"\n    id: text = \"番号\"\n    cost: number = \"事業費\""
    )

    static let forms = [
        WordHelp(
            .form, .recognise, .identify, ja: "調書のどこに何があるかを、見出しの文字で書く。見分けはこの様式の文書か、識別は調書の番号と名前",
            en:
                "says by its labels where what stands on a sheet; recognise: by which text it is known; identify: which fields tell sheets apart",
            example: .form(
                Wording(
                    ja: "様式 評価調書\n  見分け \"*評価調書\"\n  識別 番号\n  番号: 文字 = 右 \"番号\"",
                    en: "form evaluation\n  recognise \"*評価調書\"\n  identify code\n  code: text = right of \"番号\""))),
        WordHelp(
            .number, .unit, ja: "数値の項目。単位を付けられる。? を付けると空欄でもよい", en: "a field of numbers, with a unit if need be; ? lets it be blank",
            example: field("  予算額: 数値 単位 千円 = 右 \"予算額\"", "  budget: number in 千円 = right of \"予算額\"")),
        WordHelp(
            .percent, ja: "百分率の項目。79.4% と書かれたもの", en: "a field of percentages: 79.4%",
            example: field("  達成率: 百分率? = 右 \"達成率\"", "  rate: percent? = right of \"達成率\"")),
        WordHelp(
            .text, ja: "文字の項目", en: "a field of text", example: field("  施策名: 文字 = 右 \"施策名\"", "  title: text = right of \"施策名\"")),
        WordHelp(
            .mark, ja: "記号（○ △ × ◎ ▲）の項目。空欄も値の一つ", en: "a field of marks (○ △ × ◎ ▲); an empty cell is a value of its own",
            example: field("  基準1: 記号 = 右 \"基準1\"", "  basis1: mark = right of \"基準1\"")),
        WordHelp(
            .year, ja: "年度の項目。R2、令和2年度、2020", en: "a field of fiscal years: R2, 2020",
            example: field("  年度: 年度 = 抜き出し \"{}年度評価調書\"", "  fiscal_year: year = capture \"{}年度評価調書\"")),
        WordHelp(
            .yesno, ja: "有無の項目。○/×、はい/いいえ、有/無", en: "a field of yes or no: ○/×, はい/いいえ, 有/無",
            example: field("  計画あり: 有無 = 右 \"計画\"", "  has_plan: yesno = right of \"計画\"")),
        WordHelp(
            .one, ja: "決まった選択肢の一つが入る項目", en: "a field that holds one of some choices",
            example: field("  方向: 選択肢 増加, 減少 = 右 \"方向\"", "  direction: one of 増加, 減少 = right of \"方向\"")),
        WordHelp(
            .list, ja: "いくつもの値が並ぶ項目", en: "a field of several values",
            example: field("  実績: 並び 数値 = 行 \"実績\"", "  actuals: list of number = row of \"実績\"")),
        WordHelp(
            .record, ja: "名前の付いた項目がいくつか集まった一行。項目は字下げして書く",
            en: "one row of named fields, on indented lines below it",
            example: field(
                "  場所: 記録\n    町: 文字 = 右 \"町\"", "  place: record\n    town: text = right of \"町\"")),
        WordHelp(
            .table, .key, ja: "行が並ぶ表。列を字下げして書く。キーの列で行を引ける: 表[キー]",
            en: "rows of columns, which stand indented below; with a key rows are found: t[key]",
            example: field(
                "  事業: 表 キー 番号 = 見出し \"番号\"\n    番号: 文字 = \"番号\"",
                "  projects: table key id = headed by \"番号\"\n    id: text = \"番号\"")),
        WordHelp(
            .sums, ja: "表の合計の行", en: "the row with the sums of a table",
            example: field(
                table.ja + "\n  計: 合計行 事業 = 行 \"計\"", table.en + "\n  totals: sums of projects = row \"計\"")),
        WordHelp(
            .right, .of, ja: "見出しの右で、値の入った最初の欄", en: "the nearest filled cell to the right of a label",
            example: field("  施策名: 文字 = 右 \"施策名\"", "  title: text = right of \"施策名\"")),
        WordHelp(
            .below, ja: "見出しの下の欄", en: "the cell below a label", example: field("  方向: 文字 = 下 \"方向\"", "  direction: text = below \"方向\"")),
        WordHelp(
            .row, .column, ja: "見出しの右、または下に並ぶ欄。表では列の番号",
            en: "the cells to the right of a label, or below it; in a table a column by number",
            example: field("  実績: 並び 数値 = 行 \"実績\"", "  actuals: list of number = row of \"実績\"")),
        WordHelp(
            .at, .rows, ja: "行の見出しと列の見出しの交わる欄。行範囲はいくつかの行", en: "where a row and a column meet; rows are several of them",
            example: field(
                "  基準1: 記号 = 交点 行 \"1\" 列 \"対応\"", "  basis1: mark = at row \"1\" column \"対応\"")),
        WordHelp(
            .offset, .from, ja: "見出しから、下と右へいくつずれた欄", en: "so many cells down and to the right of a label",
            example: field("  指標名: 文字 = ずらし 1, 1 起点 \"指標名\"", "  name: text = offset 1, 1 from \"指標名\"")),
        WordHelp(
            .capture, ja: "文のなかの {} のところ", en: "what stands for {} in a text",
            example: field("  年度: 年度 = 抜き出し \"{}年度評価調書\"", "  fiscal_year: year = capture \"{}年度評価調書\"")),
        WordHelp(
            .headed, .until, ja: "見出しの行の下に続く表。終わりの行の前まで", en: "a table under a heading, until the row of a label",
            example: field(table.ja, table.en)),
        WordHelp(
            .blocks, ja: "同じ形の枠が繰り返すところを、枠ごとに一行の表として読む", en: "a table with a row for each of several blocks of one shape",
            example: field(
                "  指標: 表 = ブロック \"主*指標名\"\n    目標: 数値? = 右 \"目標値\"",
                "  indicators: table = blocks from \"主*指標名\"\n    target: number? = right of \"目標値\"")),
        WordHelp(
            .across, ja: "右へ並ぶ列ごとに一行の表", en: "a table that runs to the right: each column of cells is a row",
            example: field(
                "  年度別: 表 = 横並び\n    年: 文字 = 行 \"年度\"\n    実績: 数値? = 行 \"実績\"",
                "  results: table = across\n    year: text = row of \"年度\"\n    actual: number? = row of \"実績\"")),
        WordHelp(
            .after, .before, ja: "その見出しより後（前）だけを探す", en: "looks only behind (before) a label",
            example: field("  判定: 文字 = 右 \"判定\" より後 \"取組の分析\"", "  grade: text = right of \"判定\" after \"取組の分析\"")),
    ]
}
