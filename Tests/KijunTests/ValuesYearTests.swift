import Testing

@testable import Kijun

@Suite struct YearTests {
    @Test(arguments: [(2020, "R2"), (2019, "R1"), (2018, "H30"), (1989, "H1"), (1988, "S63"), (1867, "1867"), (0, "0"), (-5, "-5")])
    func `a year is shown in its era`(year: Int, text: String) { #expect(Year.shown(year) == text) }

    @Test(arguments: [
        ("R1", 2019), ("R01", 2019), ("R元", 2019), ("令和元", 2019), ("令和元年度", 2019), ("令和5年度", 2023), ("令和５", 2023), ("Ｒ２", 2020),
        ("平成30年度", 2018), ("H31", 2019), ("2020", 2020), ("2020年度", 2020), ("２０２０年度", 2020), ("R4 (2022)", 2022),
        ("R4（2022）", 2022), ("令和4(2022)年度", 2022), ("2022(R4)", 2022), (" 令和 2 年度 ", 2020), ("S63", 1988), ("大正1", 1912), ("㋿2年度", 2020),
    ])
    func `a year is read in all the ways that sheets write it`(text: String, year: Int) { #expect(Year.parse(text) == year) }

    @Test(arguments: [
        "R10 (2030)", "R4 (2022", "R4 2022", "", "R", "R0", "R100", "20", "20200", "令和", "年度", "R2.4", "調整中", "R2-R4", "H31-R2", "X2",
        "r2r", "0999", "R²²²",
    ])
    func `anything else is no year, a wrong pair too`(text: String) { #expect(Year.parse(text) == nil) }

    @Test func `a calendar year and a year beyond its era are read and marked`() {
        #expect(Year.read("r4") == Year.Reading(year: 2022, isCalendar: true, isBeyondEra: false))
        #expect(Year.read("令和4年") == Year.Reading(year: 2022, isCalendar: true, isBeyondEra: false))
        #expect(Year.read("平成32年度") == Year.Reading(year: 2020, isCalendar: false, isBeyondEra: true))
        #expect(Year.read("H31") == Year.Reading(year: 2019, isCalendar: false, isBeyondEra: false))
    }
}
