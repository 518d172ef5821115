/// How a section shows a date or a time: `[$-411]ggge"年"m"月"d"日"`, `yyyy/m/d h:mm`.
struct DateLayout: Sendable {
    private enum Piece: Sendable {
        case literal([UInt8])
        case year(digits: Int)
        /// `g` R, `gg` 令, `ggg` 令和
        case era(Int)
        case eraYear(digits: Int)
        case month(Int)
        case day(Int)
        /// `aaa` 月, `aaaa` 月曜日
        case weekday(Int)
        case hour(digits: Int)
        case minute(digits: Int)
        case second(digits: Int)
        /// Digits of a second behind the point.
        case fraction(Int)
        case elapsedHours
        case elapsedMinutes
        case elapsedSeconds
        case halfDay(isShort: Bool)
    }

    private var pieces: [Piece] = []
    private var hasHalfDay = false
    private var isGannen = false
    /// Digits of a second that are shown; nil where no time is.
    private var places: Int?

    /// nil where the section shows no date.
    init?(_ tokens: [FormatToken]) {
        var isJapanese = true
        for case .language(let number, let gannen) in tokens {
            isJapanese = number == 0x411 || number == 0
            isGannen = isGannen || gannen
        }
        var isDate = false
        for (index, token) in tokens.enumerated() {
            switch token {
            case .literal, .slash: pieces.append(.literal(token.words))
            case .comma: pieces.append(.literal(Array(",".utf8)))
            case .percent: pieces.append(.literal(Array("%".utf8)))
            case .digit:
                // Only behind the point of the seconds.
                if case .fraction(let count)? = pieces.last {
                    pieces[pieces.count - 1] = .fraction(count + 1)
                    places = count + 1
                }
            case .point:
                if case .second? = pieces.last, case .digit? = tokens[(index + 1)...].first {
                    pieces.append(.fraction(0))
                } else {
                    pieces.append(.literal(Array(".".utf8)))
                }
            case .halfDay(let isShort):
                isDate = true
                hasHalfDay = true
                pieces.append(.halfDay(isShort: isShort))
            case .elapsed(let letter):
                isDate = true
                places = places ?? 0
                pieces.append(letter == UInt8(ascii: "h") ? .elapsedHours : letter == UInt8(ascii: "m") ? .elapsedMinutes : .elapsedSeconds)
            case .date(let letter, let count):
                isDate = true
                let isMinute = letter == UInt8(ascii: "m") && Self.isMinute(at: index, in: tokens)
                if isMinute || letter == UInt8(ascii: "h") || letter == UInt8(ascii: "s") { places = places ?? 0 }
                pieces += Self.pieces(letter, count, isMinute: isMinute, isJapanese: isJapanese)
            case .general, .exponent: return nil
            case .condition, .language: break
            }
        }
        guard isDate else { return nil }
    }

    /// `m` is a minute behind an hour and before a second.
    private static func isMinute(at index: Int, in tokens: [FormatToken]) -> Bool {
        for token in tokens[..<index].reversed() {
            if case .date(let letter, _) = token {
                if letter == UInt8(ascii: "h") { return true }
                break
            }
            if case .elapsed(let letter) = token {
                if letter == UInt8(ascii: "h") { return true }
                break
            }
        }
        for token in tokens[(index + 1)...] {
            if case .date(let letter, _) = token { return letter == UInt8(ascii: "s") }
            if case .elapsed(let letter) = token { return letter == UInt8(ascii: "s") }
        }
        return false
    }

    private static func pieces(_ letter: UInt8, _ count: Int, isMinute: Bool, isJapanese: Bool) -> [Piece] {
        switch letter {
        case UInt8(ascii: "y"): [.year(digits: count > 2 ? 4 : 2)]
        case UInt8(ascii: "m"): isMinute ? [.minute(digits: count)] : [.month(count)]
        case UInt8(ascii: "d"): [.day(count)]
        case UInt8(ascii: "a"): [.weekday(count)]
        case UInt8(ascii: "h"): [.hour(digits: count)]
        case UInt8(ascii: "s"): [.second(digits: count)]
        case UInt8(ascii: "g"): isJapanese ? [.era(count)] : []
        // Outside Japan `e` is the year.
        case UInt8(ascii: "e"): isJapanese ? [.eraYear(digits: count)] : [.year(digits: 4)]
        case UInt8(ascii: "r"): isJapanese ? (count > 1 ? [.era(3)] : []) + [.eraYear(digits: 2)] : []
        default: [.year(digits: 4)]
        }
    }

    /// Adds the date of a number of days; false where it is none that a workbook can show.
    func append(_ number: CellNumber, isFrom1904: Bool, to text: inout [UInt8]) -> Bool {
        guard let (whole, rest) = number.days, whole <= CellDate.last else { return false }
        // Time is rounded to what is shown of it, and may then be the next day.
        let unit = (0..<min(places ?? 0, 3)).reduce(1) { unit, _ in unit * 10 }
        var time = places == nil ? 0 : (rest * (86_400 * unit / 100) / 1_000_000_000 + 5) / 10
        var day = whole
        if time >= 86_400 * unit {
            time -= 86_400 * unit
            day += 1
        }
        guard let date = CellDate(serial: day, isFrom1904: isFrom1904) else { return false }
        append(date, days: day, time: time / unit, fraction: time % unit, to: &text)
        return true
    }

    private func append(_ date: CellDate, days: Int, time: Int, fraction: Int, to text: inout [UInt8]) {
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let shown): text += shown
            case .year(let digits): Self.pad(digits == 2 ? date.year % 100 : date.year, to: digits == 2 ? 2 : 1, &text)
            case .era(let length): text += date.era.name(length: length).utf8
            case .eraYear(let digits):
                if isGannen, date.eraYear == 1, isYearNext(after: index) {
                    text += "元".utf8
                } else {
                    Self.pad(date.eraYear, to: digits, &text)
                }
            case .month(let length): Self.month(date.month, length, &text)
            case .day(let length):
                if length <= 2 {
                    Self.pad(date.day, to: length, &text)
                } else {
                    text += Self.englishDay(date.weekday, isShort: length == 3).utf8
                }
            case .weekday(let length): text += (Self.japaneseDays[date.weekday] + (length > 3 ? "曜日" : "")).utf8
            case .hour(let digits): Self.pad(hasHalfDay ? (time / 3600 + 11) % 12 + 1 : time / 3600, to: digits, &text)
            case .minute(let digits): Self.pad(time / 60 % 60, to: digits, &text)
            case .second(let digits): Self.pad(time % 60, to: digits, &text)
            case .fraction(let digits):
                text.append(UInt8(ascii: "."))
                Self.pad(fraction, to: min(digits, 3), &text)
            case .elapsedHours: Self.pad(days * 24 + time / 3600, to: 1, &text)
            case .elapsedMinutes: Self.pad(days * 1440 + time / 60, to: 1, &text)
            case .elapsedSeconds: Self.pad(days * 86_400 + time, to: 1, &text)
            case .halfDay(let isShort):
                let isMorning = time < 43_200
                text += (isShort ? (isMorning ? "A" : "P") : (isMorning ? "AM" : "PM")).utf8
            }
        }
    }

    /// 元 stands only before 年.
    private func isYearNext(after index: Int) -> Bool {
        guard case .literal(let next)? = pieces[(index + 1)...].first else { return false }
        return next.starts(with: "年".utf8)
    }

    private static func pad(_ number: Int, to width: Int, _ text: inout [UInt8]) {
        let digits = Array(String(number).utf8)
        for _ in 0..<max(0, min(width, 8) - digits.count) { text.append(UInt8(ascii: "0")) }
        text += digits
    }

    private static func month(_ month: Int, _ length: Int, _ text: inout [UInt8]) {
        if length <= 2 { return pad(month, to: length, &text) }
        let name = englishMonths[month - 1]
        switch length {
        case 3: text += name.utf8.prefix(3)
        case 5: text += name.utf8.prefix(1)
        default: text += name.utf8
        }
    }

    private static func englishDay(_ day: Int, isShort: Bool) -> Substring {
        englishDays[day].prefix(isShort ? 3 : .max)
    }

    private static let japaneseDays = ["日", "月", "火", "水", "木", "金", "土"]
    private static let englishDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
