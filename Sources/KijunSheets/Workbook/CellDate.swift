/// A day of a workbook, which counts days from 1900 or from 1904 on.
struct CellDate: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int
    /// 0 for Sunday, as the workbook's program says it.
    let weekday: Int

    /// 31 December 9999, counted from 1900.
    static let last = 2_958_465

    /// - Parameter serial: whole days. Counted from 1900, day 1 is 1 January and day 60 is 29 February, which never was: the mistake of the first
    ///   spreadsheets is kept by all, so that up to it every day of the week is wrong too. Day 0 is shown as 0 January.
    init?(serial: Int, isFrom1904: Bool) {
        let serial = isFrom1904 ? serial + 1462 : serial
        guard serial >= 0, serial <= Self.last else { return nil }
        weekday = (serial + 6) % 7
        if serial == 60 || serial == 0 {
            (year, month, day) = serial == 60 ? (1900, 2, 29) : (1900, 1, 0)
            return
        }
        // Days since 1 March of the year 0: https://howardhinnant.github.io/date_algorithms.html#civil_from_days
        let days = (serial < 60 ? serial + 1 : serial) + 693_899
        let cycle = days / 146_097
        let inCycle = days % 146_097
        let yearInCycle = (inCycle - inCycle / 1460 + inCycle / 36_524 - inCycle / 146_096) / 365
        let inYear = inCycle - (365 * yearInCycle + yearInCycle / 4 - yearInCycle / 100)
        let shifted = (5 * inYear + 2) / 153
        day = inYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = cycle * 400 + yearInCycle + (month <= 2 ? 1 : 0)
    }

    /// The day of a text such as `2020-04-01` or `2020-04-01T12:30:00` (ISO 8601, as strict workbooks have it) by its number, counted from 1900, and the
    /// seconds of that day; nil for other texts, among them those of days that no calendar has.
    static func serial(ofISO text: some Collection<UInt8>) -> (days: Int, seconds: Int)? {
        let parts = text.prefix { $0 != UInt8(ascii: ".") }.split { !(0x30...0x39).contains($0) }
            .map { Int(String(decoding: $0, as: UTF8.self)) ?? -1 }
        guard text.first.map({ (0x30...0x39).contains($0) }) == true, parts.count >= 3, parts.count <= 6, (1900...9999).contains(parts[0]),
            (1...12).contains(parts[1]), (1...31).contains(parts[2]), zip(parts[3...], [24, 60, 60]).allSatisfy({ (0..<$1).contains($0) })
        else { return nil }
        let month = parts[1]
        let year = month > 2 ? parts[0] : parts[0] - 1
        let yearInCycle = year % 400
        let inYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + parts[2] - 1
        let inCycle = yearInCycle * 365 + yearInCycle / 4 - yearInCycle / 100 + inYear
        let days = year / 400 * 146_097 + inCycle - 693_899
        let seconds = zip(parts[3...], [3600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        let serial = days <= 60 ? days - 1 : days
        // 31 February is counted as 2 March: what was written would be read as another day.
        guard let date = CellDate(serial: serial, isFrom1904: false), (date.month, date.day) == (month, parts[2]) else { return nil }
        return (serial, seconds)
    }

    /// A period of the Japanese calendar.
    struct Era: Sendable {
        let letter: String
        let name: String
        /// Its first day.
        let first: (year: Int, month: Int, day: Int)

        func name(length: Int) -> String {
            switch length {
            case 1: letter
            case 2: String(name.prefix(1))
            default: name
            }
        }
    }

    /// From the latest to the earliest. A new era begins on the day itself: 30 April 2019 is Heisei, 1 May Reiwa.
    private static let eras = [
        Era(letter: "R", name: "令和", first: (2019, 5, 1)), Era(letter: "H", name: "平成", first: (1989, 1, 8)),
        Era(letter: "S", name: "昭和", first: (1926, 12, 25)), Era(letter: "T", name: "大正", first: (1912, 7, 30)),
    ]
    private static let meiji = Era(letter: "M", name: "明治", first: (1868, 1, 25))

    var era: Era { Self.eras.first { (year, month, day) >= $0.first } ?? Self.meiji }
    var eraYear: Int { year - era.first.year + 1 }
}
