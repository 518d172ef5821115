/// Every construct of the language, in both of its tongues: what the property tests run over.
enum Corpus {
    static let taste = #"""
        use "form.kijun"

        # 全体の注釈
        ## 人工1人あたりの人件費
        param fte_cost: number in 千円/人工
          R1 = 7_950   # 令和元年度
          R2 = 7_920

        ## 取組の分析
        judge: basis1 == "○" && any(basis2_4)  -> a
        judge: basis1 == "△" && any(basis2_4)  -> c
        judge: !(basis1 in ["○", "△"]) || !any(basis2_4)  -> b

        ## 成果指標の達成度合
        indicators.rate = if direction == "増加" then actual / target else target / actual
        indicators.grade:
          rate >= 100%         -> A
          ## 9割
          90% <= rate < 100%   -> B   because "9割以上"
          80% <= rate < 90%    -> C
          rate < 80%           -> D
          rate is blank        -> "-"

        check projects.full_cost_matches: full_cost == cost + fte * fte_cost
          else "{id} {name}: {full_cost} ではなく {cost + fte * fte_cost}"
        check total_is_sum: sum(projects.cost) == totals.cost
        check budget_agrees: totals.cost == budget[fiscal_year].amount
        warn actions.known_project: project in projects.id  else "{project} は事務事業にない"
        """#

    static let japanese = #"""
        読込 「様式.kijun」
        係数 人件費単価／unit_cost：数値 単位 千円／人工
        　Ｒ２＝７＿９２０
        判定 / judge: 基準1 == 「△」 かつ いずれか(基準2_4) → c
        判定 先勝ち:
        　基準１ ≧ ３ または !真 → ａ 理由 「第3条」
        　それ以外 → b
        判定 例外: 基準1 が空欄 -> "-"
        検査 事業費の計: 合計(事務事業.事業費) == 計.事業費
        　でなければ "{計.事業費} ≠ {合計(事業費 各 事務事業 のうち 人工 が空欄でない)}"
        注意 事務事業.人工あり： 人工 ≠ ０ 又は 印 == ×
        尺度 達成度合 = Ａ ＞ B > 「C・D」 > ○
        率 = もし 方向 == 「増加」 ならば 実績 ÷ 目標 × １００％ でなければ 空欄 ?? -1
        上位事業 = 事務事業 のうち 事業費 > 5億円 選択 id, 割合 = 事業費 / 合計(事業費) 並べ替え 割合 降順 上位 5
        部局別 = 全調書 分類 部局 選択 部局, n = 件数()
        テスト 影響があっても「取組」があれば"c
        　前提 基準1 = 「△」, 基準2_4 = [○, ""，"○"]
        　対象 「sheets/02-10.txt」
        　期待 判定 == c かつ それ以外の値 == 偽
        様式 基本評価調書
        　見分け 「*基本評価調書」
        　識別 施策コード, 施策名
        　年度／fiscal_year： 年度 ＝ 抜き出し 「{}年度 基本評価調書」
        　施策コード: 文字? = 右 「施策コード」
        　予算額: 表 キー 年 = 見出し "年" 終わり "計"
        　　年: 年度 = 列 1
        　　額: 数値 単位 千円 ?? 0 = 列 「額」
        　計: 合計行 予算額 = 行 「計」
        　基準1: 記号 = 交点 行 "1" 列 "対応*" より後 "(2)"
        　基準2: 並び 記号? = 交点 行範囲 "2".."4" 列 "取組*" より前 "(3)" より後 "(2)"
        　方向: 選択肢 増加, 減少, "維 持"? = ずらし -1, 2 起点 "方向" #2
        　指標: 表 = ブロック "主*指標名", "副*指標名"
        　　実績: 表 = 横並び
        　　　値: 百分率? = 行 "実績値"
        　有無: 有無 = 下 「有無」
        """#

    static let forms = #"""
        form 基本評価調書
          recognise "*基本評価調書", "*評価書" #2
          identify code, title
          ## 年度
          fiscal_year / 年度: year           = capture "{}年度 基本評価調書"
          code / 施策コード: text            = right of "施策コード"
          budget / 予算額: table key year    = below "施策の予算額(千円)"
            year: year                       = column 1
            amount: number in 千円           = column 2
          projects / 事務事業: table key id  = headed by "整理番号" until "計"
            id / 整理番号: text              = "整理番号"
            carryover / 繰越: number in 千円 ?? 0 = "前年度からの*"
            fte / 人工計: number in 人・月/件/回 = "人工計"
          totals / 計: sums of projects      = row "計"
          basis1 / 基準1: mark               = at row "1" column "対応している*" after "(2)取組の分析"
          basis2_4 / 基準2_4: list of mark   = at rows "2".."4" column "取組がある*" after "(2)取組の分析" before "(3)"
          indicators / 成果指標: table       = blocks from "主*指標名", "副*指標名"
            name: text                       = offset 1, -1 from "*指標名"
            target: percent?                 = right of "目標値"
            direction: one of 増加, 減少, 維持 = below "増減方向"
            results: table                   = across
              year: text                     = row of "年度" #2
              actual: percent?               = column of "実績値" #3   # 三つ目
          first: yesno
          row: number?
          text: text ?? "なし"
        """#

    static let expressions = #"""
        a = 1 + 2 * -3 - (4 - 5) / 6
        b = !x == y && not z or !(p || q)
        c = 90% <= rate < 100%
        d = x in [1, 2, 3] || x in 1..10 || y in 90%..<100% || z not in projects.id
        e = {id: "1", cost: 10, in: [{a: 1}, {}]}
        f = [[], [1, [2, ],],]
        g = t[-1].cost[R元].first
        h = count(xs where it > 2) / count()
        i = sum(x ?? 0 for projects where fte > 1) ?? y ?? 0
        j = "a{join(xs, ", ")}b{{c}} \"q\" \\ \n \t \u{3042} {"{1 + 2}"}"
        k = 「{x} \n "」
        l = if a then b else if c then d else (if e then f else g)
        m = (if a then 1 else 2) + 3 * (t where x select y)
        n = x is blank && y is not blank || !(z is blank)
        o = sheets group by department select department, total = sum(cost), n = count() sort by total desc sort by n top 5
        p = sheet.name + it.x + 5億円 - 7920千円 + 0.50 + 12.5% + 10件
        q = R2 - H30 == 2 || S63 < R元
        r = -x.y + -(-1) + -(a + b)
        s = (a == b) == (c == d)
        t2 = a - (b - c) - (d + e) * (f * g) / (h / i)
        u = ((a ?? b) ?? c) + (x && (y && z))
        v = basis1 == × || basis1 == ○ || m == 〇 || a × b == 2
        w = true and false or 真
        share(part, whole) = part / whole
        zero() = 0
        indicators.results.rate / 率 / 割合 = actual /
          target *
          100%
        long =
          a
          && b
          || c
          + d
        wide = [
        1,
        2
        ]
        check = 1
        first: x == check -> top
        select = test + use + form
        judge first:
          a -> "x"
          otherwise -> "{a}・{b}" because reason
        judge except: x -> y because "第{n}条"
        scale 段階 = A > B > "C D" > ○ > first
        sum(projects.cost)
        test 一
          given basis1 = "△", basis2_4 = ["○", "", "○"],
            projects = [{id: "1", cost: 10}, {id: "2", cost: 5}]
          given
            projects.cost = [1, 2]
            x = blank
          on "sheets/02-10.txt"
          expect judge == c
          expect total_is_sum
        ## 宙に浮いた説明
        """#

    static let all = [("taste", taste), ("japanese", japanese), ("forms", forms), ("expressions", expressions)]
}
