/// What the first lines of a text look like, whatever its encoding.
enum LineShape {
    /// No tab, and as many commas in nearly every line.
    case commas
    /// As many tabs in nearly every line, for three columns or more: two are labels with their values as often as a table.
    case tabs
    case other

    private static let examinedLines = 50
    private static let examinedBytes = 1 << 18

    init(_ bytes: [UInt8]) {
        let lines = Self.lines(of: Self.plain(bytes))
        if lines.contains(where: { $0.tabs > 0 }) {
            self = (Self.common(lines.map(\.tabs)) ?? 0) >= 2 ? .tabs : .other
            return
        }
        // `予算額：1,200千円` in every line is no csv: the names in a heading have no comma between digits.
        guard let count = Self.common(lines.map(\.commas)), count > 0,
            let heading = lines.first(where: { $0.commas == count }), !heading.hasNumber
        else {
            self = .other
            return
        }
        self = .commas
    }

    private struct Line {
        var tabs = 0
        var commas = 0
        /// A comma stands between two digits.
        var hasNumber = false
        var isFilled = false
    }

    /// The first filled lines. What stands in quotes is not looked at, and ends no line.
    private static func lines(of text: ArraySlice<UInt8>) -> [Line] {
        var lines: [Line] = []
        var line = Line()
        var isQuoted = false
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case _ where isQuoted: continue
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if line.isFilled { lines.append(line) }
                if lines.count == examinedLines { return lines }
                line = Line()
            case UInt8(ascii: "\t"): line.tabs += 1
            case UInt8(ascii: ","):
                line.commas += 1
                if index > text.startIndex, index + 1 < text.endIndex, isDigit(text[index - 1]), isDigit(text[index + 1]) {
                    line.hasNumber = true
                }
            case UInt8(ascii: " "): continue
            default: line.isFilled = true
            }
        }
        if line.isFilled, text.count < examinedBytes { lines.append(line) }
        return lines
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The count that four in five lines have; nil where there is none, or less than two lines.
    private static func common(_ counts: [Int]) -> Int? {
        guard counts.count > 1 else { return nil }
        var times: [Int: Int] = [:]
        for count in counts { times[count, default: 0] += 1 }
        return times.first { $0.value * 5 >= counts.count * 4 }?.key
    }

    /// The bytes up to some length; of UTF-16 a byte for each unit, so that no half of a character looks like a comma.
    private static func plain(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        let start = bytes.prefix(examinedBytes)
        let isLittle: Bool
        if bytes.starts(with: [0xFF, 0xFE]) {
            isLittle = true
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            isLittle = false
        } else if let zero = start.firstIndex(of: 0) {
            isLittle = zero % 2 == 1
        } else {
            return start
        }
        var units: [UInt8] = []
        units.reserveCapacity(start.count / 2)
        var index = 0
        while index + 1 < start.count {
            let (low, high) = isLittle ? (start[index], start[index + 1]) : (start[index + 1], start[index])
            units.append(high == 0 && low < 0x80 ? low : 0x80)
            index += 2
        }
        return units[...]
    }
}
