import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunSheets

@Suite struct `Workbook: cells` {
    @Test func `a page holds what its user sees`() throws {
        let book = try BookReading(
            #"""
            # sheet 成果指標
            | 施策名 | "ICT の推進" | 12 | 0.794 {0.0%} | TRUE | FALSE |
            row 4
            | | '02-10 | 改行\nあり | =A1&B1 -> 甲乙 | =SUM(C1:C3) -> 12.50 | 1.1E-2 |
            # sheet 別
            | '　 空白 　 | '  |
            """#)
        #expect(
            book.cells() == [
                "A1 施策名", "B1 ICT の推進", "C1 12", "D1 79.4%", "E1 TRUE", "F1 FALSE", "B4 02-10", "C4 改行\nあり", "D4 甲乙", "E4 12.5",
                "F4 0.011",
            ])
        #expect(book.cells(page: 1) == ["A1 空白"])
        #expect(book.document?.info.pages == ["成果指標", "別"])
        #expect(book.document?.isTable == true && book.document?.encoding == nil)
        #expect(book.notes.isEmpty)
    }

    @Test(arguments: [
        ("0.30000000000000004", "0.3"), ("0.79400000000000004", "0.794"), ("4.3999999999999997E-2", "0.044"), ("1E3", "1000"),
        ("123456789012345678", "123456789012346000"), ("0.1", "0.1"), ("-0.5", "-0.5"), ("-0", "0"), ("0.0", "0"), ("00012.500", "12.5"),
        ("1.0E+2", "100"), ("-1.7976931348623157E-5", "-0.0000179769313486232"), ("9.9999999999999995E-1", "1"),
        ("999999999999999.9", "1000000000000000"),
        ("6294562956.429995", "6294562956.42999"), ("1.000000000000005", "1.00000000000001"), ("123456789012345.5", "123456789012346"),
        ("6.827908250947565e-08", "0.0000000682790825094756"), ("999999999999999.5", "1000000000000000"),
        ("4561152", "4561152"), ("1e400000", "1e400000"), ("0.1.2", "0.1.2"), ("abc", "abc"), ("-", "-"), ("1E", "1E"), ("1E5X", "1E5X"),
        ("1E-9223372036854775808", "1E-9223372036854775808"), ("1E9223372036854775807", "1E9223372036854775807"),
        ("1E400", "1" + String(repeating: "0", count: 400)),
        ("5</v><v>6", "6"), ("5</v><v>", ""),
    ])
    func `a number has fifteen digits and no exponent`(_ value: String, _ shown: String) throws {
        let cell = "<c r=\"A1\"><v>\(value)</v></c>"
        #expect(try BookReading("# sheet S\n| \(cell) |")["A1"] == shown)
    }

    @Test(arguments: [
        ("0.794", "0%", "79.4%"), ("1.6666666666666667", "0.0%", "166.666666666667%"), ("0.28999999999999998", "0%", "29%"),
        ("-0.05", "0%", "-5%"),
        ("1234.5", "#,##0", "1234.5"), ("1234", "#,##0\"千円\"", "1234千円"), ("0.5", "General\"人工\"", "0.5人工"), ("12", "0.0_ ", "12"),
        ("-1234", "#,##0;\"△\"#,##0", "-1234"), ("-1234", "#,##0;▲ #,##0", "-1234"), ("-1234", "#,##0_);(#,##0)", "-1234"),
        ("-5", "0;[Red]0", "-5"),
        ("1616000", "#,##0,", "1616"), ("1616000", "#,##0,\"千円\"", "1616千円"), ("1616500", "#,##0,\"千円\"", "1616.5千円"),
        ("2500000000", "#,##0.0,,\"百万円\"", "2500百万円"), ("100", "\"¥\"#,##0", "¥100"), ("-100", "\"¥\"#,##0;\"¥\"\\-#,##0", "-¥100"),
        ("100", "[$¥-411]#,##0", "¥100"), ("210", "0000", "0210"), ("210", "00-00", "02-10"), ("600001", "000\\-0000", "060-0001"),
        ("12345", "00-00", "123-45"), ("2", "\"令和\"0\"年度\"", "令和2年度"), ("0", "#,##0;-#,##0;\"-\"", "0"),
        ("0", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "0"),
        ("5", ";;;", "5"), ("1", "\"○\";\"△\";\"×\"", "○"), ("0", "\"○\";\"△\";\"×\"", "×"), ("-1", "\"○\";\"△\";\"×\"", "△"),
        ("150", "[>=100]\"達成\";\"未達\"", "達成"), ("50", "[>=100]\"達成\";\"未達\"", "未達"), ("0.5", "# ?/?", "0.5"),
        ("12345", "0.00E+00", "12345"),
        ("5", "@", "5"), ("1234.5", "[DBNum3]0.0", "1234.5"), ("79.4", "0.0\"%\"", "79.4%"), ("3", "#,##0.00", "3"),
        ("0.005", "0.00", "0.005"), ("1234567", "#,##0,", "1234.567"), ("1234567", "#,##0.0,,", "1.234567"), ("1500", "0,.0", "1.5"),
        ("-1234567", "#,##0,;\"△\"#,##0,", "-1234.567"), ("0", "#,##0,", "0"), ("1234567", "\"約\"#,##0,\"人\"", "約1234.567人"),
        ("12345678", "0!.0,\"万円\"", "1234.5678万円"), ("12345678", "0\\.0,\"万円\"", "1234.5678万円"),
        ("12345678", "#,##0!.0,\"万円\"", "1234.5678万円"), ("-12345678", "0\".\"0,\"万円\"", "-1234.5678万円"),
        ("12345678", "0!.0000", "1234.5678"), ("12345678.5", "0!.0000", "1234.56785"), ("5", "0!.0000", "0.0005"),
        ("12345678", "#!.0,", "1234.5678"), ("12345678", "0．0,\"万円\"", "1234.5678万円"), ("210", "00\".\"00", "02.10"),
        ("12345", "#,##0!.0", "1234.5"), ("123456789", "0\"億\"0000,\"万円\"", "123456789"), ("123456", "0\"億\"0000\"万円\"", "12億3456万円"),
        ("123456.5", "0\"億\"0000.0\"万円\"", "123456.5"), ("12.5", "00-00", "12.5"), ("5", "0!千!円", "5千円"), ("5", "0!", "5"),
        ("1234567", "# ##0", "1234567"), ("1234", "000 000", "001 234"),
        ("0.5", "# ?/10", "0.5"), ("0.5", "# ?/8\"人\"", "0.5人"), ("5", "# ??/100", "5"), ("0.25", "?/?", "0.25"),
        ("12", "0\"円/人\"", "12円/人"),
        ("1225", "00/00", "1225"), ("1225", "00\"/\"00", "12/25"),
        ("5", "-#", "-5"), ("-5", "-#", "-5"), ("5", "\"△\"0", "△5"), ("-5", "\"△\"0", "-5"),
        ("-1234", "[<0]\"△\"#,##0;#,##0", "-1234"), ("1234", "[<0]\"△\"#,##0;#,##0", "1234"),
        ("-1234", "[>=0]#,##0;\"△\"#,##0", "-1234"), ("-1234", "[Red][<0]▲#,##0,;#,##0,", "-1.234"),
        ("43922", "G/標準", "43922"), ("12", "0.0;-0.0", "12"), ("5", "\"x", "x"), ("5", "[", "5"), ("5", "0\\", "5"),
    ])
    func `a format's words stand with the number, and its digits do not change`(_ value: String, _ format: String, _ shown: String) throws {
        #expect(try BookReading.shown(value, format) == shown)
    }

    @Test(arguments: [
        ("43922", "14", "2020/4/1"), ("43922", "27", "R2.4.1"), ("43922", "28", "令和2年4月1日"), ("43922", "30", "4/1/20"),
        ("43922", "31", "2020年4月1日"),
        ("43922", "34", "2020年4月"), ("43922", "35", "4月1日"), ("43922", "50", "R2.4.1"), ("43922", "54", "令和2年4月1日"),
        ("43922", "55", "2020年4月"),
        ("43922", "57", "R2.4.1"), ("43922", "58", "令和2年4月1日"), ("43922", "15", "1-Apr-20"), ("43922", "17", "Apr-20"),
        ("43922.5", "22", "2020/4/1 12:00"), ("0.75", "18", "6:00 PM"), ("0.5", "20", "12:00"), ("0.000011574", "21", "0:00:01"),
        ("1.5", "46", "36:00:00"),
        ("0.0104166666666667", "45", "15:00"), ("0.5", "32", "12時00分"),
        ("43585", "[$-411]ggge\"年\"m\"月\"d\"日\"", "平成31年4月30日"), ("43586", "[$-411]ggge\"年\"m\"月\"d\"日\"", "令和1年5月1日"),
        ("43586", "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\"", "令和元年5月1日"), ("43586", "[$-ja-JP-x-gannen]ge.m.d", "R1.5.1"),
        ("43586", "[$-411]gge\"年度\"", "令1年度"), ("43586", "[$-411]ee", "01"), ("32515", "[$-411]ge.m.d", "S64.1.7"),
        ("32516", "[$-411]ge.m.d", "H1.1.8"),
        ("9856", "[$-411]ge.m.d", "S1.12.25"), ("9855", "ge.m.d", "T15.12.24"), ("4595", "ge.m.d", "T1.7.30"),
        ("4594", "ge.m.d", "M45.7.29"),
        ("1", "yyyy/m/d", "1900/1/1"), ("59", "yyyy/m/d", "1900/2/28"), ("60", "yyyy/m/d", "1900/2/29"), ("61", "yyyy/m/d", "1900/3/1"),
        ("0", "yyyy/m/d", "1900/1/0"),
        ("36525.5", "yyyy/mm/dd(aaa)", "1999/12/31(金)"), ("36585", "yyyy-mm-dd aaaa", "2000-02-29 火曜日"), ("73110", "yyyy/m/d", "2100/3/1"),
        ("2958465", "yyyy/m/d", "9999/12/31"), ("2958466", "yyyy/m/d", "2958466"), ("-1", "yyyy/m/d", "-1"),
        ("1E300", "yyyy", "1" + String(repeating: "0", count: 300)),
        ("43922.999999", "yyyy/m/d h:mm:ss", "2020/4/2 0:00:00"), ("43922.999", "yyyy/m/d", "2020/4/1"),
        ("43922", "[$-409]d mmmm yyyy;@", "1 April 2020"),
        ("43922", "[$-F800]dddd, mmmm dd, yyyy", "Wednesday, April 01, 2020"), ("0.123456", "mm:ss.00", "57:46.60"),
        ("43922", "m/d;@", "4/1"),
        ("43922", "e", "2"), ("43922", "[$-409]e", "2020"), ("43922", "rr.mm.dd", "令和02.04.01"),
    ])
    func `a date is shown as its format says, in the era of that day`(_ value: String, _ format: String, _ shown: String) throws {
        #expect(try BookReading.shown(value, format) == shown)
    }

    @Test func `a workbook may count its days from 1904`() throws {
        #expect(try BookReading.shown("42460", "yyyy/m/d", from1904: true) == "2020/4/1")
        #expect(try BookReading.shown("0", "yyyy/m/d", from1904: true) == "1904/1/1")
    }

    @Test func `a date as text is a date`() throws {
        let book = try BookReading(
            """
            # sheet S
            | <c r="A1" t="d"><v>2020-04-01</v></c> | <c r="B1" t="d"><v>2020-04-01T12:30:00</v></c> | <c r="C1" t="d" s="1"><v>2019-05-01</v></c> | 1 {[$-411]ggge"年"} |
            | <c r="A2" t="d"><v>1900-02-28T00:00:00Z</v></c> | <c r="B2" t="d"><v>someday</v></c> | <c r="C2" t="d"><v>12:30</v></c> |
            """)
        #expect(
            book.cells() == [
                "A1 2020/4/1", "B1 2020/4/1 12:30", "C1 令和1年", "D1 明治33年", "A2 1900/2/28", "B2 someday", "C2 12:30",
            ])
    }

    @Test(arguments: [
        "2020-02-31", "2021-02-29", "1900-02-29", "2020-04-31T00:00:00", "2020-13-01", "2020-04-01T25:00:00", ".", "-", ".5", "2020",
        "2020-04-",
    ])
    func `a text of a day that never is stays as it is`(_ text: String) throws {
        #expect(CellDate.serial(ofISO: text.utf8) == nil)
        #expect(try BookReading("# sheet S\n| <c r=\"A1\" t=\"d\"><v>\(text)</v></c> |")["A1"] == text)
    }

    @Test func `a dated cell without a date is empty`() throws {
        let book = try BookReading(
            "# sheet S\n| <c r=\"A1\" t=\"d\"/> | <c r=\"B1\" t=\"d\"><v></v></c> | <c r=\"C1\" t=\"d\"><v> </v></c> |")
        #expect(book.cells() == [])
    }

    @Test func `thousands that a format leaves out are said once a page, unless the cell itself says them`() throws {
        let book = try BookReading(
            """
            # sheet 一
            | 0 {#,##0,} | 1616000 {#,##0,"千円"} | 25000 {0!.0,"万円"} | 0.5 {0%} | 2500000 {0.0,,"百万円"} |
            | 5 | 1234567 {#,##0,} | -500 {#,##0,} | 12345 {0!.0} |
            # sheet 二
            | 123456789 {0"億"0000,"万円"} |
            | 1 {0.0,"人"} |
            """)
        #expect(
            book.notes == [
                "K0737 一!B2 The format of the cell leaves out digits. As it is shown, 1234567 is read as 1234.567 (and 2 more cells). Check that the unit of the heading fits.",
                "K0737 二!A2 The format of the cell leaves out digits. As it is shown, 1 is read as 0.001人. Check that the unit of the heading fits.",
                "K0737 二!A1 The format of the cell puts words between the digits. Not what is shown but the stored value 123456789 is read. Check that the unit of the heading fits.",
            ])
    }

    @Test func `a format that Excel refuses for its length is no format`() throws {
        func literal(_ count: Int) -> String { "0\"" + String(repeating: "円", count: count) + "\"" }
        #expect(try BookReading.shown("5", literal(252)) == "5" + String(repeating: "円", count: 252))
        #expect(try BookReading.shown("5", literal(253)) == "5")
        #expect(try BookReading.shown("5", "0" + String(repeating: "%", count: 500_000)) == "5")
        #expect(try BookReading.shown("5", "0" + String(repeating: ",", count: 500_000) + "\"千円\"") == "5")
    }

    @Test func `every day of four centuries has its date`() {
        var expected = (year: 1900, month: 3, day: 1)
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for serial in 61..<150_000 {
            let date = CellDate(serial: serial, isFrom1904: false)
            guard let date, (date.year, date.month, date.day) == expected else {
                Issue.record("\(serial): \(String(describing: date)), not \(expected)")
                return
            }
            func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
            let text = "\(date.year)-\(two(date.month))-\(two(date.day))"
            if CellDate.serial(ofISO: text.utf8)?.days != serial { Issue.record("\(text) is not \(serial)") }
            let isLeap = expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
            expected.day += 1
            if expected.day > lengths[expected.month - 1] + (expected.month == 2 && isLeap ? 1 : 0) {
                expected = (expected.year, expected.month + 1, 1)
            }
            if expected.month == 13 { expected = (expected.year + 1, 1, 1) }
        }
    }

    @Test func `rich text is one text without how it is read aloud`() throws {
        let book = try BookReading(
            """
            # sheet S
            | <c r="A1" t="s"><v>0</v></c> | <c r="B1" t="s"><v>1</v></c> | <c r="C1" t="s"><v>2</v></c> | <c r="D1" t="s"><v>3</v></c> |
            | <c r="A2" t="inlineStr"><is><r><t>令和</t></r><r><rPr><b/></rPr><t>2</t></r><rPh sb="0" eb="2"><t>れいわ</t></rPh></is></c> | <c r="B2" t="s"><v>1</v></c> |
            ! xl/sharedStrings.xml
            <x:sst xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:si><x:r><x:t>令和</x:t></x:r><x:r><x:t xml:space="preserve"> 2 </x:t></x:r><x:r><x:t>年度</x:t></x:r><x:rPh sb="0" eb="2"><x:t>レイワ</x:t></x:rPh><x:phoneticPr fontId="1"/></x:si>
            <x:si><x:t>施策&amp;名</x:t></x:si><x:si><x:t>一_x000D_
            二_x005F_x000D_ _x0001_ _xZZZZ_</x:t></x:si><x:si><x:t/></x:si></x:sst>
            """)
        #expect(book.cells() == ["A1 令和 2 年度", "B1 施策&名", "C1 一\n二_x000D_ _x0001_ _xZZZZ_", "A2 令和2", "B2 施策&名"])
    }

    @Test func `prefixes, missing places and any order make no difference`() throws {
        let book = try BookReading(
            """
            # sheet S
            ! xl/worksheets/sheet1.xml
            <?xml version="1.0"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:dimension ref="A1:XFD1048576"/><x:sheetData>
            <x:row r="3"><x:c r="C3"><x:v>33</x:v></x:c><x:c r="A3"><x:v>31</x:v></x:c></x:row>
            <x:row r="1"><x:c><x:v>11</x:v></x:c><x:c><x:v>12</x:v></x:c><x:c r="E1"><x:v>15</x:v><x:extLst><x:ext><x:v>99</x:v></x:ext></x:extLst></x:c><x:c><x:v>16</x:v></x:c></x:row>
            <x:row><x:c><x:v>
              21
            </x:v></x:c><x:c t="s"><x:v/></x:c><x:c t="s"/></x:row>
            </x:sheetData></x:worksheet>
            """)
        #expect(book.cells() == ["A1 11", "B1 12", "E1 15", "F1 16", "A2 21", "A3 31", "C3 33"])
        #expect(book.notes.isEmpty)
    }

    @Test func `of a cell that stands there twice the later one holds, and that is said`() throws {
        let book = try BookReading(
            """
            # sheet S
            | 1 | <c r="A1"><v>2</v></c> | <c r="B1"><v>3</v></c> | <c r="B1" t="e"><v>#REF!</v></c> |
            """)
        #expect(book.cells() == ["A1 2", "B1 #REF!"])
        #expect(book.document?.pages[0].fault(ofCell: 1) == .error)
        #expect(
            book.notes == [
                "K0723 S!A1 The cell is there twice (and 1 more). The later one was read. Open the workbook in Excel and save it."
            ])
    }

    @Test func `worksheets come in the workbook's order, charts are left out, and parts lie where the relationships say`() throws {
        let book = try BookReading(
            """
            # sheet 一
            | 1 |
            # sheet 二
            | 2 |
            ! xl/workbook.xml
            <workbook xmlns:r="r"><sheets><sheet name="図" r:id="c"/><sheet name="二" r:id="b"/><sheet name="一" r:id="a"/></sheets></workbook>
            ! xl/_rels/workbook.xml.rels
            <Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/>
            <Relationship Id="b" Type="x/worksheet" Target="../xl/./Worksheets/SHEET2.xml"/><Relationship Id="c" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>
            """)
        #expect(book.document?.info.pages == ["二", "一"])
        #expect(book.cells(page: 0) == ["A1 2"])
        #expect(book.cells(page: 1) == ["A1 1"])
    }
}
