import KijunSyntax
import Testing

@Suite struct PrinterTests {
    @Test(arguments: Corpus.all) func `reading what was printed gives the same tree, and printing that the same text`(
        name: String, text: String
    ) {
        let tree = parse(text).tree
        for words: Language? in [nil, .en, .ja] {
            let printed = Printer.text(of: tree, words: words)
            let again = parse(printed)
            #expect(again.diagnostics.map(\.message.en) == [], "\(printed)")
            #expect(TreeDump.text(of: again.tree) == TreeDump.text(of: tree))
            #expect(Printer.text(of: again.tree, words: words) == printed)
            #expect(again.tree.comments.count == tree.comments.count)
        }
        for statement in tree.statements {
            for words in Language.allCases {
                let printed = Printer.text(of: statement, words: words)
                #expect(TreeDump.text(of: parse(printed).tree) == TreeDump.text(of: statement), "\(printed)")
            }
        }
    }

    @Test func `a long line is broken before its operators and between items`() {
        let condition = (1...6).map { "indicator_\($0) == \"達成している\"" }.joined(separator: " && ")
        let printed = Printer.text(of: parse("judge: \(condition) -> a because \"理由\"").tree)
        #expect(
            printed == """
                judge: indicator_1 == "達成している"
                  && indicator_2 == "達成している"
                  && indicator_3 == "達成している"
                  && indicator_4 == "達成している"
                  && indicator_5 == "達成している"
                  && indicator_6 == "達成している"
                  -> a
                  because "理由"

                """)
        #expect(parse(printed).diagnostics.isEmpty)
    }

    @Test func `a list whose items have lines of their own keeps them`() {
        let text = """
            表 = [  # 表
              # 最上位
              {指標: "A・B指標のみ", 取組: "a", 評価: f([
                1,  # 一

                2,
                # 終わり
              ])},  # 二
              {指標: "C指標あり", 取組: "b", 評価: 2},
            ]
            y = [1, 2]

            """
        #expect(Printer.text(of: parse(text).tree) == text)
    }

    @Test func `comments and single empty lines stay where they are`() {
        let text = """
            # 先頭


            x = [1, # 一
              # 二の前
              2] # 二
            y:   # 判定
              # 最初
              a -> b
              # 最後

            # 末尾
            """
        #expect(
            Printer.text(of: parse(text).tree) == """
                # 先頭

                # 一
                # 二の前
                x = [1, 2]  # 二
                y:  # 判定
                  # 最初
                  a -> b
                  # 最後

                # 末尾

                """)
    }

    @Test(arguments: [
        ("a =\n## within\n  b\nc = 1\n", "a = b\n# within\nc = 1\n"),
        ("x = [1, ## one\n  2] # two\n", "# one\nx = [1, 2]  # two\n"),
        ("x = [\n  ##one\n  1,\n]\n", "x = [\n  ##one\n  1,\n]\n"),
    ])
    func `a comment that is moved becomes no doc comment`(source: String, printed: String) {
        #expect(Printer.text(of: parse(source).tree) == printed)
        #expect(Printer.text(of: parse(printed).tree) == printed)
    }

    @Test func `words turn into one language when asked`() {
        let text = "判定: 基準1 is blank かつ not x → a\n"
        #expect(Printer.text(of: parse(text).tree) == "判定: 基準1 is blank かつ not x → a\n")
        #expect(Printer.text(of: parse(text).tree, words: .en) == "判定: 基準1 is blank && not x -> a\n")
        #expect(Printer.text(of: parse(text).tree, words: .ja) == "判定: 基準1 が空欄 かつ not x → a\n")
    }

    @Test func `the arrows of cases that stand one below the other are aligned in display columns`() {
        let text = """
            判定: 基準1 == ○ -> a
            判定: 取組の数 >= 10 && 基準1 == △ -> c  # allow K0915
            判定: 基準1 == × -> b because "なし"
            # 間の注釈
            judge: x -> a

            judge: long_name_of_a_field == 1 -> b
            judge:
              基準1 == ○ || 基準2 == ○ -> a
              otherwise -> b
            """
        #expect(
            Printer.text(of: parse(text).tree) == """
                判定: 基準1 == ○                   -> a
                判定: 取組の数 >= 10 && 基準1 == △ -> c  # allow K0915
                判定: 基準1 == ×                   -> b because "なし"
                # 間の注釈
                judge: x -> a

                judge: long_name_of_a_field == 1 -> b
                judge:
                  基準1 == ○ || 基準2 == ○ -> a
                  otherwise                -> b

                """)
    }

    @Test func `a unit that goes on without a space stays one`() {
        let text = "x = fte * 7_920千円/人工/月 + 5千円 / 人工\n"
        #expect(Printer.text(of: parse(text).tree) == text)
    }

    @Test func `a case too wide for the others stays as it is`() {
        let wide = (1...6).map { "indicator_\($0) == 1" }.joined(separator: " && ")
        let printed = Printer.text(of: parse("judge: a -> x\njudge: bbbb -> y\njudge: \(wide) -> z\n").tree)
        #expect(printed.hasPrefix("judge: a    -> x\njudge: bbbb -> y\njudge: indicator_1"))
    }
}
