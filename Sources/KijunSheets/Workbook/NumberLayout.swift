/// How a section shows a number that is no date: `#,##0"千円"`, `0.0%`, `0000`, `000-0000`, `#,##0,`, `0!.0,"万円"`.
struct NumberLayout: Sendable {
    private var prefix: [UInt8] = []
    private var suffix: [UInt8] = []
    /// What stands around a negative number. Its sign is written in front of it once, whatever the format has for it: △1,234, (1,234), red colour.
    private var negativePrefix: [UInt8] = []
    private var negativeSuffix: [UInt8] = []
    /// What is shown is the number times this power of ten: 2 for a percentage, -3 for each comma that drops thousands, -1 for each digit behind
    /// a point that is a word of the format. A code of 255 characters bounds it.
    private var power = 0
    /// The power is not what a sign or a unit in the cell says.
    private var isScaled = false
    /// Zeros are put in front up to this many digits.
    private var width = 1
    /// Digits with something between them: `00-00`. From left to right, nil for a digit.
    private var pattern: [[UInt8]?] = []
    /// ``pattern`` holds a point, so that a number of any kind can be shown.
    private var hasPointInPattern = false
    private var isFollowed = true

    var isPlain: Bool {
        prefix.isEmpty && suffix.isEmpty && power == 0 && width <= 1 && pattern.isEmpty && isFollowed
    }

    /// - Parameter isForNegatives: the section shows nothing but negative numbers.
    init(_ tokens: [FormatToken], isForNegatives: Bool) {
        let places = NumberPlaces(tokens)
        prefix = Array(places.prefix[...].trimmedOfSpace)
        suffix = Array(places.suffix[...].trimmedOfSpace)
        negativePrefix = Self.withoutSigns(prefix)
        negativeSuffix = Self.withoutSigns(suffix)
        if isForNegatives { (prefix, suffix) = (negativePrefix, negativeSuffix) }
        power = 2 * places.percents
        if places.isSpecial || places.isFraction { return }
        power -= 3 * places.thousands
        if !places.hasWords {
            if !places.isGrouped, places.thousands == 0 { width = max(1, min(places.zeros, 30)) }
        } else if let decimals = places.decimals {
            if power == 0, !places.isGrouped {
                pattern = places.places
                hasPointInPattern = true
            }
            power -= decimals
        } else if power == 0, !places.hasPoint {
            pattern = places.places
        } else {
            isFollowed = false
        }
        let dropped = power - 2 * places.percents
        isScaled = dropped != 0 && !Self.units.contains { $0.power == dropped && suffix.starts(with: $0.name.utf8) }
    }

    /// The beginnings of units that say what a format leaves out.
    private static let units = [
        (power: -3, name: "千"), (power: -4, name: "万"), (power: -6, name: "百万"), (power: -7, name: "千万"), (power: -8, name: "億"),
        (power: -9, name: "十億"), (power: -12, name: "兆"),
    ]

    private static func withoutSigns(_ text: [UInt8]) -> [UInt8] {
        let kept = String(decoding: text, as: UTF8.self).unicodeScalars.filter { !"-−－△▲()（）".unicodeScalars.contains($0) }
        return Array(String(String.UnicodeScalarView(kept)).utf8)
    }

    func append(_ number: CellNumber, to text: inout [UInt8]) -> CellFormat.Effect {
        let hasPattern = !pattern.isEmpty && number.isWhole
        if isPlain || !isFollowed || !pattern.isEmpty && !hasPattern && !hasPointInPattern {
            number.append(to: &text)
            return isPlain ? .same : .notFollowed
        }
        if number.isNegative { text.append(UInt8(ascii: "-")) }
        text += number.isNegative ? negativePrefix : prefix
        if hasPattern {
            appendPattern(number.magnitude, to: &text)
        } else {
            number.shifted(by: power).magnitude.append(to: &text, width: width)
        }
        text += number.isNegative ? negativeSuffix : suffix
        return isScaled && !number.isZero ? .scaled : .same
    }

    private func appendPattern(_ number: CellNumber, to text: inout [UInt8]) {
        let count = pattern.count { $0 == nil }
        var digits: [UInt8] = []
        number.append(to: &digits, width: count)
        // Digits for which there is no place stand before the first.
        var taken = digits.count - count
        text += digits[..<taken]
        for part in pattern {
            if let part {
                text += part
            } else {
                text.append(digits[taken])
                taken += 1
            }
        }
    }
}

/// The tokens of a section that shows a number: its places for digits, and the words before, between and behind them.
private struct NumberPlaces {
    private(set) var prefix: [UInt8] = []
    private(set) var suffix: [UInt8] = []
    /// From left to right: nil for a digit, and the words between two of them.
    private(set) var places: [[UInt8]?] = []
    /// Places before the point that show a zero.
    private(set) var zeros = 0
    private(set) var percents = 0
    /// Commas behind the last digit before the point, or behind all.
    private(set) var thousands = 0
    private(set) var isGrouped = false
    private(set) var hasPoint = false
    /// `# ?/?`, `# ?/10`
    private(set) var isFraction = false
    /// `General`, or a power of ten.
    private(set) var isSpecial = false

    var hasWords: Bool { places.contains { $0 != nil } }

    /// How many digits stand behind the one point that is a word, where there are no other words between the digits: 1 for `0!.0`.
    var decimals: Int? {
        let words = places.compactMap { $0 }
        guard !hasPoint, words.count == 1, let word = words.first, let place = places.firstIndex(of: word) else { return nil }
        let text = word[...].trimmedOfSpace
        return text.elementsEqual(".".utf8) || text.elementsEqual("．".utf8) ? places.count - place - 1 : nil
    }

    init(_ tokens: [FormatToken]) {
        var rest = tokens[...]
        /// Since the last digit.
        var words: [UInt8] = []
        var commas = 0
        var last: UInt8?
        while let token = rest.popFirst() {
            let before = last
            last = nil
            switch token {
            case .digit(let digit):
                add(digit, after: words)
                if commas > 0 { isGrouped = true }
                words = []
                commas = 0
                last = digit
            case .general:
                if !hasPlace { prefix = words }
                isSpecial = true
                words = []
            case .point:
                hasPoint = true
                thousands += commas
                commas = 0
            case .comma: if hasPlace { commas += 1 }
            case .exponent: isSpecial = true
            case .percent:
                percents += 1
                words.append(UInt8(ascii: "%"))
            case .slash where before != nil && rest.first?.isDenominator == true:
                isFraction = true
                rest = rest.drop(while: \.isDenominator)
            case .literal, .slash:
                words += token.words
                // A space between digits that need not be there only groups them: `# ##0`.
                if before == UInt8(ascii: "#"), words[...].trimmedOfSpace.isEmpty { words = [] }
            default: last = before
            }
        }
        if hasPlace { suffix = words } else { prefix = words }
        thousands += commas
    }

    private var hasPlace: Bool { !places.isEmpty || isSpecial }

    private mutating func add(_ digit: UInt8, after words: [UInt8]) {
        if !hasPlace {
            prefix = words
        } else if !words.isEmpty {
            places.append(words)
        }
        places.append(nil)
        if digit == UInt8(ascii: "0"), !hasPoint { zeros += 1 }
    }
}

extension FormatToken {
    /// `?`, or a digit as in `?/10`.
    fileprivate var isDenominator: Bool {
        switch self {
        case .digit: true
        case .literal(let text): text.count == 1 && text.allSatisfy { (0x30...0x39).contains($0) }
        default: false
        }
    }
}
