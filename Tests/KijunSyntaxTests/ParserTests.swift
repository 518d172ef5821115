import KijunSyntax
import Testing

func parse(_ text: String) -> ParseResult {
    var map = SourceMap()
    return Parser.parse(map.add(name: "rules.kijun", bytes: Array(text.utf8)))
}

func codes(_ text: String) -> [String] { parse(text).diagnostics.map(\.code.rawValue) }

/// The tree of a text without mistakes, as ``TreeDump`` shows it.
func dump(_ text: String, _ location: SourceLocation = #_sourceLocation) -> String {
    let result = parse(text)
    #expect(result.diagnostics.map(\.message.en) == [], sourceLocation: location)
    return TreeDump.text(of: result.tree)
}

/// The tree of one expression.
func expression(_ text: String) -> String {
    var map = SourceMap()
    let (expression, diagnostics) = Parser.parseExpression(map.add(name: "<eval>", bytes: Array(text.utf8)))
    return diagnostics.first.map { "\($0.code.rawValue)" } ?? TreeDump.text(of: expression)
}

@Suite struct ParserTests {
    @Test(arguments: Corpus.all) func `every construct in both languages is read without a word`(name: String, text: String) {
        _ = dump(text)
    }

    @Test func `operators bind as the contract says, loosest first`() {
        #expect(expression("if a || b then c else d ?? 1") == "(if (or a b) c (?? d 1))")
        #expect(expression("t where a || b && !c == d") == "(query t (where (or a (and b (not (compare c == d))))))")
        #expect(expression("a ?? b + c * -d") == "(?? a (sum b + (product c * (negate d))))")
        #expect(expression("a < b ?? c") == "(compare a < (?? b c))")
        #expect(expression("-x.y[1]") == "(negate (at (. x y) 1))")
        #expect(expression("!any(x) || !(a) && b") == "(or (not (any! x)) (and (not a) b))")
        #expect(expression("a - b - c + d") == "(sum a - b - c + d)")
        #expect(expression("a == !b") == "(compare a == (not b))")
        #expect(expression("x + if a then 1 else 2 + 3") == "(sum x + (if a 1 (sum 2 + 3)))")
    }

    @Test func `comparisons chain, and ranges stand after in`() {
        #expect(expression("90% <= rate < 100%") == "(compare 90% <= rate < 100%)")
        #expect(expression("x in 90%..<100%") == "(compare x in 90% ..< 100%)")
        #expect(expression("x in a + 1..b") == "(compare x in (sum a + 1) .. b)")
        #expect(expression("x not in [1]") == "(not (compare x in (list 1)))")
        #expect(expression("(1..2)") == "K0013")
        #expect(expression("f(1..2)") == "K0013")
        #expect(expression("x == 1..2") == "K0013")
    }

    @Test func `a query takes what follows as its clauses`() {
        #expect(expression("t where a sort by b desc top 3 + 1") == "(query t (where a) (sort b desc) (top (sum 3 + 1)))")
        #expect(expression("sum(cost for t where fte > 1, 2)") == "(sum! cost for (query t (where (compare fte > 1))) 2)")
        #expect(expression("[t select a, b = c]") == "(list (query t (select a b = c)))")
        #expect(expression("select + top * sort / first(x)") == "(sum select + (product top * sort / (first! x)))")
    }

    @Test func `texts hold values, braces and quotes`() {
        #expect(expression(#""{a}{{b}}c}""#) == #"(text {a} "{b}c}")"#)
        #expect(expression(#""{join(x, ", ")}""#) == #"(text {(join! x (text ", "))})"#)
        #expect(expression(#""{ {a: 1}.a }""#) == #"(text {(. (record a: 1) a)})"#)
        #expect(expression(#""\u{3042}\n""#) == #"(text "あ\n")"#)
        #expect(expression("「{a}\\n」") == #"(corner "{a}\\n")"#)
        #expect(expression("\"\"") == "(text)")
        #expect(expression(#""{"{"{1}"}"}""#) == "(text {(text {(text {1})})})")
    }

    @Test func `years are era letters with digits, and every other word is a name`() {
        #expect(expression("[R2, R元, H31, S63, Ｒ２, H32]") == "(list R2=2020 R1=2019 H31=2019 S63=1988 R2=2020 H32=2020)")
        #expect(expression("[R2x, r2, R_2, RR2]") == "(list R2x r2 R_2 RR2)")
        #expect(expression("t.R2") == "(. t R2)")
        for wrong in ["R0", "S65", "S70", "T16", "M46", "R100", "R99999999999999999999"] {
            #expect(expression(wrong) == "K0007", "\(wrong)")
        }
    }

    @Test func `names are one after NFKC`() {
        #expect(expression("基準１ + 基準1 + ﾌﾙｺｽﾄ + 指標①") == "(sum 基準1 + 基準1 + フルコスト + 指標1)")
    }

    @Test func `a statement is told by what follows its name`() {
        #expect(dump("a / b = 1") == "definition a / b 1\n")
        #expect(dump("a / b == 1") == "expression (compare (product a / b) == 1)\n")
        #expect(dump("t.a / b: c -> d") == "decision t.a / b unique\n  c -> d\n")
        #expect(dump("check: a -> b") == "decision check unique\n  a -> b\n")
        #expect(dump("check = 1\nparam = 2\ntest = 3\nuse = 4\nform: a -> b") != "")
        #expect(dump("first first: a -> b") == "decision first first\n  a -> b\n")
        #expect(dump("f(a)") == "expression (f! a)\n")
        #expect(dump("f(a) = a") == "function f(a) a\n")
        #expect(dump("f(a) == a") == "expression (compare (f! a) == a)\n")
    }

    @Test func `lines continue after and before operators, and within brackets`() {
        #expect(dump("x = a &&\nb\n  || c\ny = 1") == "definition x (or (and a b) c)\ndefinition y 1\n")
        #expect(dump("a: b\n-> c\nbecause \"d\"") == "decision a unique\n  b -> c because (text \"d\")\n")
        #expect(dump("x = [\n1,\n\n# 注釈\n  2\n]\ny = 1") == "definition x (list 1 2)\ndefinition y 1\n")
        #expect(dump("x = if a\n  then b\n  else c") == "definition x (if a b c)\n")
        #expect(dump("x = t\n  where a\n  select b\n  top 1") == "definition x (query t (where a) (select b) (top 1))\n")
        #expect(dump("check x:\n  a == b\n  else \"c\"") == "check x (compare a == b)\n  else (text \"c\")\n")
        #expect(
            dump("a:\n  -x < 0 -> b\n  select == 1 -> c")
                == "decision a unique block\n  (compare (negate x) < 0) -> b\n  (compare select == 1) -> c\n")
    }

    @Test func `a bracket that is never closed takes only its own statement with it`() {
        let result = parse("x = f(1,\n  2\ncheck y: a\nz = [1\nw = 2\nv = (3))\nu = 4")
        #expect(result.diagnostics.map(\.code) == [.missingBracket, .missingBracket, .missingBracket])
        #expect(result.tree.statements.count == 6)
        #expect(TreeDump.text(of: result.tree).hasSuffix("definition u 4\n"))
    }

    @Test func `one mistake a line, and every line is read`() {
        #expect(codes("a = 1 +\nb = )\n\nc = ]] [ ( }\nd: x\ne = 1") == ["K0011", "K0010", "K0010", "K0011"])
        let result = parse("j:\n  a b -> x\n  c -> y\n  -> z\nk = 1 2\nl = 3")
        #expect(result.diagnostics.count == 3)
        #expect(result.tree.statements.count == 3)
    }

    @Test func `a definition whose value cannot be read still defines its name`() {
        #expect(TreeDump.text(of: parse("x = ) + 1\ny = x").tree) == "definition x (error)\ndefinition y x\n")
    }

    @Test func `indentation counts a tab to the next multiple of four and a full-width space as two`() {
        #expect(codes("a:\n\tb -> c\n    d -> e\n　　f -> g\n  \tx -> y") == [])
        #expect(codes("a:\n　b -> c\n  d -> e") == [])
        #expect(codes("a:\n\tb -> c\n  d -> e") == ["K0008"])
    }

    @Test func `a REPL sees when more is to come`() {
        for text in [
            "x = 1 +", "sum(", "x = [1,", "judge:", "judge:\n  a -> b", "if a then b", "form f", "test t", "param p: number", "check x:",
            "x =",
        ] {
            #expect(parse(text).isIncomplete, "\(text)")
        }
        for text in ["x = 1", "sum(a)", "judge:\n  a -> b\n", "judge: a -> b", "x = )", "x = (1 + 2)) +)", "", "x = \"abc"] {
            #expect(!parse(text).isIncomplete, "\(text)")
        }
        #expect(codes(" 1 + 1") == [])
    }

    @Test func `one expression fills its source`() {
        #expect(expression("1 +\n  1\n") == "(sum 1 + 1)")
        #expect(expression("") == "K0011")
        #expect(expression("# nothing") == "K0011")
        #expect(expression("1 1") == "K0010")
        #expect(expression("x = 1") == "K0010")
        #expect(expression("test") == "test")
        #expect(expression("\u{FEFF}1") == "1")
    }

    @Test func `a mark, a BOM and CRLF are read as on any system`() {
        #expect(dump("\u{FEFF}x = ○\r\ny = 〇\r\n  && ⭕\u{FE0F}\r\n") == "definition x ○\ndefinition y (and ○ ○)\n")
    }

    @Test func `doc comments belong to the next statement, case or field`() {
        let text = "## 一\n##二\n\nx = 1\n## 三\na:\n  ## 四\n  b -> c\n## 五"
        #expect(dump(text) == "## 一\n## 二\ndefinition x 1\n## 三\ndecision a unique block\n  ## 四\n  b -> c\n")
        #expect(parse(text).tree.comments.count == 1)
    }

    @Test func `numbers keep their digits, percent sign and unit`() {
        #expect(expression("[7_920, 0.50, 12.5%, 5億円, １２３％, 10m2, 007]") == "(list 7920 0.50 12.5% 5億円 123% 10m2 007)")
        #expect(expression("f(1,200)") == "(f! 1 200)")
        #expect(expression("[1,200]") == "(list 1 200)")
        #expect(expression("1,200") == "K0006")
        #expect(expression("\"{1,200}\"") == "K0006")
        #expect(expression("1, 200") == "K0010")
    }
}
