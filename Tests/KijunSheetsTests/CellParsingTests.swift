import Kijun
import KijunSyntax
import Testing

@testable import KijunSheets

private func read(_ text: String, as type: Type) -> (value: Value, finding: Finding?) {
    CellParsing.read(text, as: type, path: "項目", cell: CellAddress(page: 0, row: 2, column: 1))
}

private func number(_ text: String) -> Value { Number(digits: text).map(Value.number) ?? .blank }

private let thousandYen = Type.number(NumberType(unit: Unit(named: "千円")))
private let percent = Type.number(NumberType(isPercent: true))

@Suite struct CellParsingNumberTests {
    @Test(arguments: [
        ("1,234", "1234"), ("4,561,152", "4561152"), ("１，２３４", "1234"), ("１２．５", "12.5"), ("△1,234", "-1234"), ("▲1,234", "-1234"),
        ("-5", "-5"), ("－５", "-5"), ("−5", "-5"), ("△ 5", "-5"), (" 7 ", "7"), ("　7　", "7"), ("0", "0"), ("+3", "3"), ("79.4%", "0.794"),
        (".5", "0.5"),
        ("12345678901234567890123", "12345678901234567890123"),
    ])
    func `a number is read as sheets write it`(text: String, value: String) {
        let reading = read(text, as: .number)
        #expect(reading.value == number(value))
        #expect(reading.finding == nil)
    }

    @Test(arguments: ["", " ", "　", "-", "－", "―", "‐", "–", "—", "ー", "…", "...", "--"])
    func `nothing and the signs for nothing are blank, not zero`(text: String) {
        for type in [Type.number, thousandYen, percent, .year, .yesno] {
            let reading = read(text, as: type)
            #expect(reading.value == .blank)
            #expect(reading.finding == nil)
        }
    }

    @Test(arguments: [
        "調整中", "検討中", "4,880以上", "37.5～50", "1239（439）", "23(8)", "***", "######", "全国値", "1,23", "12,34,567", "1,2345", "1.2.3", "5.",
        "1,234,",
        "1e5", "0x10", "△", "△調整中", "12 34", "①", "⑫", "½", "1/3", "\u{0}", "7\u{0}",
    ])
    func `anything else is a finding and blank, never a guess`(text: String) {
        let reading = read(text, as: .number)
        #expect(reading.value == .blank || text == "△")
        #expect(reading.finding?.code == .notANumber)
    }

    @Test(arguments: [
        ("5億円", "500000"), ("1百万円", "1000"), ("1,500円", "1.5"), ("7920千円", "7920"), ("７，９２０　千円", "7920"), ("2兆円", "2000000000"),
        ("△3万円", "-30"), ("￥5,000", "5"), ("¥5,000円", "5"),
    ])
    func `money is converted exactly to the unit of the field`(text: String, value: String) {
        #expect(read(text, as: thousandYen).value == number(value))
    }

    @Test func `a unit that does not fit is a finding of its own`() {
        #expect(read("5人", as: thousandYen).finding?.code == .wrongUnitCell)
        #expect(read("5%", as: thousandYen).finding?.code == .wrongUnitCell)
        #expect(read("5千円", as: .number).finding?.code == .wrongUnitCell)
        #expect(read("5千円", as: percent).finding?.code == .wrongUnitCell)
        #expect(read("5以上", as: thousandYen).finding?.code == .notANumber)
        #expect(read("5㎡", as: .number(NumberType(unit: Unit(named: "m2")))).value == number("5"))
    }

    @Test func `a percent field takes numbers with and without the sign`() {
        #expect(read("79.4%", as: percent).value == number("0.794"))
        #expect(read("79.4％", as: percent).value == number("0.794"))
        #expect(read("79.4", as: percent).value == number("0.794"))
        #expect(read("１４０ %", as: percent).value == number("1.4"))
    }

    @Test func `a cell of ten million digits is refused at once`() {
        #expect(read(String(repeating: "9", count: 10_000_000), as: .number).finding?.code == .notANumber)
    }
}

@Suite struct CellParsingTests {
    @Test(arguments: [
        ("○", "○"), ("〇", "○"), ("◯", "○"), ("⭕", "○"), ("⭕\u{FE0F}", "○"), ("Ｏ", "○"), ("×", "×"), ("✕", "×"), ("☓", "×"), ("△", "△"),
        ("▲", "▲"),
        ("◎", "◎"), (" ○ ", "○"), ("", ""), ("　", ""), ("-", ""),
    ])
    func `marks that look alike are one mark, and no mark is a value`(text: String, mark: String) {
        let reading = read(text, as: .mark)
        #expect(reading.value == .text(mark))
        #expect(reading.finding == nil)
    }

    @Test(arguments: ["O", "o", "レ", "●", "○○", "あり", "c"])
    func `any other text is not a mark`(text: String) {
        #expect(read(text, as: .mark).value == .blank)
        #expect(read(text, as: .mark).finding?.code == .notAMark)
    }

    @Test func `a choice is read without regard to case, width and space, with a note`() {
        let type = Type.choice(Choice(symbols: ["a", "b", "c", "A・B指標のみ", "-"]))
        #expect(read("c", as: type).finding == nil)
        let reading = read("C", as: type)
        #expect(reading.value == .text("c"))
        #expect(reading.finding?.code == .readLeniently)
        #expect(reading.finding?.severity == .note)
        #expect(reading.finding?.message.ja == "「C」を「c」と読みました。")
        #expect(read("Ａ・Ｂ 指標のみ", as: type).value == .text("A・B指標のみ"))
        #expect(read("―", as: type).value == .text("-"))
        #expect(read("", as: type).value == .blank)
        #expect(read("d", as: type).finding?.code == .notInChoiceCell)
        #expect(
            read("d", as: .choice(Choice(symbols: ["a"]))).finding?.message.en
                == "“d” is not one of the field's choices. It is taken as blank. Choices: a")
    }

    @Test func `two symbols that differ only in case are never taken for one another`() {
        let type = Type.choice(Choice(symbols: ["A", "a"]))
        #expect(read("A", as: type).value == .text("A"))
        #expect(read("Ａ", as: type).finding?.code == .notInChoiceCell)
    }

    @Test(arguments: [
        ("○", true), ("はい", true), ("有", true), ("TRUE", true), ("true", true), ("１", true), ("×", false), ("いいえ", false), ("無", false),
        ("False", false), ("0", false),
    ])
    func `yes and no`(text: String, value: Bool) { #expect(read(text, as: .yesno).value == .yesno(value)) }

    @Test func `what is neither yes nor no is a finding`() { #expect(read("△", as: .yesno).finding?.code == .notYesNo) }

    @Test func `years`() {
        #expect(read("R2", as: .year) == (.year(2020), nil))
        #expect(read("r2", as: .year).finding?.code == .readLeniently)
        #expect(read("R10 (2030)", as: .year).finding?.code == .notAYear)
    }

    @Test func `a text is as on the sheet without space at its ends`() {
        #expect(read(" 02 - 10　", as: .text).value == .text("02 - 10"))
        #expect(read("　", as: .text).value == .blank)
        #expect(read("-", as: .text).value == .text("-"))
    }

    @Test func `a finding names field and cell, and quotes the text in sight and not too long`() throws {
        let finding = try #require(read("調整\u{0}中\u{202E}", as: .number).finding)
        #expect(finding.message.ja.hasPrefix("「調整␀中U+202E」は数値ではありません。"))
        #expect(finding.field == "項目")
        #expect(finding.cell == CellAddress(page: 0, row: 2, column: 1))
        #expect(try #require(read(String(repeating: "あ", count: 5000), as: .number).finding).message.ja.count < 120)
    }
}
