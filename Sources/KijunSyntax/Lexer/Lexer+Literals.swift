/// A number as it stands in the text.
struct NumberReading {
    /// ASCII digits with at most one `.`.
    var digits: String
    var isPercent = false
    /// Where the unit stands, in offsets of the source.
    var unit: Range<Int>?
    var end: Int
    var problem: Problem?

    enum Problem: Equatable {
        /// `1e5`, with the spelling that is meant.
        case exponent(correct: String)
        /// `1.2.3`, `1_`, `3億2千万`
        case malformed
    }
}

extension Lexer {
    // MARK: Numbers

    mutating func lexNumber() {
        let start = position
        if let end = endOfPlainDigits(from: start) {
            position = end
            return append(.number, start, end)
        }
        let number = readNumber(at: start)
        position = number.end
        guard let problem = number.problem else { return append(.number, start, position) }
        let (text, place) = (text(start, position), span(start, position))
        switch problem {
        case .exponent(let correct): report(.badNumber(text, correct: correct, at: place))
        case .malformed: report(.badNumber(text, correct: nil, at: place))
        }
        append(.invalid, start, position)
    }

    /// The end of a number that is nothing but ASCII digits, as most are; nil for any other.
    private func endOfPlainDigits(from start: Int) -> Int? {
        var end = start
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        guard end > start else { return nil }
        if end == bytes.count { return end }
        switch bytes[end] {
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), 0x41...0x5A, 0x61...0x7A, 0x80...: return nil
        default: return end
        }
    }

    /// Reads the number at an offset, with the percent sign or the unit that follows it directly.
    func readNumber(at start: Int) -> NumberReading {
        if let end = endOfPlainDigits(from: start) { return NumberReading(digits: text(start, end), end: end) }
        var digits: [UInt8] = []
        var end = readDigits(at: start, into: &digits)
        if isPoint(at: end) {
            digits.append(UInt8(ascii: "."))
            end = readDigits(at: end + length(at: end), into: &digits)
        }
        var number = NumberReading(digits: String(decoding: digits, as: UTF8.self), end: end)
        if isPoint(at: end) || foldedByte(at: end) == UInt8(ascii: "_") {
            number.problem = .malformed
            while isPoint(at: number.end) || Folding.continuesName(scalar(at: number.end).scalar) {
                number.end += length(at: number.end)
            }
        } else if foldedByte(at: end) == UInt8(ascii: "%") {
            number.isPercent = true
            number.end = end + length(at: end)
        } else if Folding.startsName(scalar(at: end).scalar) {
            readUnit(at: end, into: &number)
        }
        return number
    }

    private func isPoint(at offset: Int) -> Bool {
        foldedByte(at: offset) == UInt8(ascii: ".") && isDigit(foldedByte(at: offset + length(at: offset)))
    }

    private func readDigits(at start: Int, into digits: inout [UInt8]) -> Int {
        var end = start
        while true {
            let byte = foldedByte(at: end)
            if isDigit(byte) {
                digits.append(byte)
            } else if byte != UInt8(ascii: "_") || !isDigit(foldedByte(at: end + length(at: end))) || end == start {
                return end
            }
            end += length(at: end)
        }
    }

    private func readUnit(at start: Int, into number: inout NumberReading) {
        let end = wordEnd(from: start)
        guard end - start <= 1000 else {
            number.end = end
            number.problem = .malformed
            return
        }
        let word = nfkc(text(start, end))
        if let keyword = Keyword.spelled(word)?.keyword, keyword.isReserved { return }  // 5かつ
        number.end = end
        let letters = word.unicodeScalars.prefix { !(0x30...0x39).contains($0.value) }
        let rest = word.unicodeScalars.dropFirst(letters.count)
        if letters.count == 1, letters.first == "e" || letters.first == "E" {
            let sign = foldedByte(at: end)
            if !rest.isEmpty, rest.allSatisfy({ (0x30...0x39).contains($0.value) }) {
                number.problem = .exponent(correct: Self.plain(number.digits, exponent: Int(String(rest)) ?? .max))
                return
            }
            if rest.isEmpty, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+"), isDigit(foldedByte(at: end + length(at: end))) {
                var exponent: [UInt8] = []
                number.end = readDigits(at: end + length(at: end), into: &exponent)
                let size = Int(String(decoding: exponent, as: UTF8.self)) ?? .max
                number.problem = .exponent(
                    correct: Self.plain(number.digits, exponent: sign == UInt8(ascii: "-") ? -size : size))
                return
            }
        }
        // A unit may end in digits (m2, CO2), but `3億2千万` is no number of this language.
        guard rest.allSatisfy({ (0x30...0x39).contains($0.value) }) else {
            number.problem = .malformed
            return
        }
        number.unit = start..<end
    }

    /// `1.5` and 3 as `1500`; a large exponent as a power.
    static func plain(_ digits: String, exponent: Int) -> String {
        guard exponent.magnitude <= 15 else { return "\(digits) * power(10, \(exponent))" }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        var all = Array(parts.joined().utf8)
        var point = parts[0].utf8.count + exponent
        while point > all.count { all.append(UInt8(ascii: "0")) }
        while point <= 0 {
            all.insert(UInt8(ascii: "0"), at: 0)
            point += 1
        }
        let whole = String(decoding: all[..<point], as: UTF8.self)
        let fraction = String(decoding: all[point...], as: UTF8.self)
        return fraction.isEmpty ? whole : "\(whole).\(fraction)"
    }

    // MARK: Texts

    mutating func lexText() {
        let quote = position
        append(.textOpen, quote, quote + 1)
        position += 1
        lexCharacters(quote: quote)
    }

    /// Reads on in a `"…"` up to its end or the next `{`.
    mutating func lexCharacters(quote: Int) {
        let start = position
        var control: Int?
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\n"):
                return endUnterminated(start, quote: quote)
            case UInt8(ascii: "\\"):
                position += 1
                if position < bytes.count, bytes[position] == UInt8(ascii: "u"), foldedByte(at: position + 1) == UInt8(ascii: "{") {
                    position += 2
                } else if position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
                    position += length(at: position)
                }
            case UInt8(ascii: "\""):
                appendCharacters(start, control)
                append(.textClose, position, position + 1)
                position += 1
                return
            case UInt8(ascii: "{"):
                if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "{") {
                    position += 2
                    continue
                }
                appendCharacters(start, control)
                append(.interpolationOpen, position, position + 1)
                position += 1
                interpolations.append((quote, 0))
                return
            case let byte:
                if byte < 0x20, byte != 0x09, byte != 0x0D { control = control ?? position }
                position += 1
            }
        }
        endUnterminated(start, quote: quote)
    }

    /// Complains about a control character in a text, comment or title.
    mutating func reportControl(_ offset: Int?) {
        guard let offset else { return }
        let (text, place) = (text(offset, offset + 1), span(offset, offset + 1))
        report(.unexpectedCharacter(text, at: place))
    }

    private mutating func appendCharacters(_ start: Int, _ control: Int?) {
        reportControl(control)
        if position > start { append(.characters, start, position) }
    }

    private mutating func endUnterminated(_ start: Int, quote: Int) {
        if position > start { append(.characters, start, position) }
        let (isInBrace, place) = (!interpolations.isEmpty, span(quote, position))
        report(.unterminatedText(quote: "\"", isInBrace: isInBrace, at: place))
        append(.invalid, position, position)
        append(.textClose, position, position)
        closeInterpolations()
    }

    /// A line may not end within the braces of a text.
    mutating func closeTextsAtLineEnd() {
        guard let last = interpolations.last else { return }
        let place = span(last.quote, position)
        report(.unterminatedText(quote: "{", isInBrace: true, at: place))
        append(.invalid, position, position)
        closeInterpolations()
    }

    private mutating func closeInterpolations() {
        for _ in interpolations {
            append(.interpolationClose, position, position)
            append(.textClose, position, position)
        }
        interpolations = []
    }

    /// A `「…」`: no escapes, no braces.
    mutating func lexCornerText() {
        let start = position
        position += 3
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            let (scalar, length) = scalar(at: position)
            if scalar < 0x20, scalar != 0x09, scalar != 0x0D {
                reportControl(position)
            }
            position += length
            if scalar == 0x300D { return append(.cornerText, start, position) }
        }
        let place = span(start, position)
        report(.unterminatedText(quote: "「", isInBrace: false, at: place))
        append(.invalid, start, position)
    }
}
