import BigInt

extension Number: CustomStringConvertible {
    /// The value in full for programs: `0.1`, `-3`, and a reduced fraction where no decimal ends: `1/3`.
    public var plainText: String {
        if let text = terminatingText(grouping: false) { return text }
        let (numerator, denominator) = fraction
        return (isNegative ? "-" : "") + decimalText(numerator.magnitude) + "/" + decimalText(denominator)
    }

    public var description: String { plainText }

    /// The value for people: `4,561,152`, `122.5%`. What does not end as a decimal is rounded to four decimals (a percentage
    /// to one) and marked: `0.3333…`, `122.8%…`. More decimals are shown where the rounded text would equal one of the
    /// thresholds, or zero, or lie beyond it.
    ///
    /// - Parameter thresholds: the numbers that the value is compared with, as fractions of one also for a percentage.
    public func shown(percent: Bool = false, grouping: Bool = true, thresholds: [Number] = []) -> String {
        guard !percent else {
            guard let hundredfold = shifted(powerOfTen: 2) else { return plainText }
            let limits = thresholds.compactMap { $0.shifted(powerOfTen: 2) }
            let (text, isCut) = hundredfold.text(decimals: 1, grouping: grouping, thresholds: limits)
            return text + "%" + (isCut ? "…" : "")
        }
        let (text, isCut) = text(decimals: 4, grouping: grouping, thresholds: thresholds)
        return text + (isCut ? "…" : "")
    }

    private func text(decimals: Int, grouping: Bool, thresholds: [Number]) -> (String, isCut: Bool) {
        if let text = terminatingText(grouping: grouping) { return (text, false) }
        var decimals = decimals
        for threshold in [.zero] + thresholds where threshold != self {
            while let rounded = rounded(places: decimals, .halfAwayFromZero), !isOnSameSide(rounded, of: threshold) {
                decimals = max(decimals + 1, decimalsNeeded(toTellFrom: threshold) - 1)
            }
        }
        guard let text = rounded(places: decimals, .halfAwayFromZero)?.fixedText(decimals: decimals, grouping: grouping)
        else { return (plainText, false) }
        return (text, true)
    }

    private func isOnSameSide(_ rounded: Number, of threshold: Number) -> Bool {
        self < threshold ? rounded < threshold : rounded > threshold
    }

    /// About as many decimals as the first digit of the distance stands behind the point; never too many.
    private func decimalsNeeded(toTellFrom threshold: Number) -> Int {
        guard let (numerator, denominator) = subtracting(threshold)?.fraction else { return Self.maximumDigits + 2 }
        return max(0, (denominator.bitWidth - numerator.magnitude.bitWidth - 1) * 30_102 / 100_000)
    }

    /// The value in full, or nil where no decimal ends.
    private func terminatingText(grouping: Bool) -> String? {
        guard let scale = decimalScale else { return nil }
        return fixedText(decimals: scale, grouping: grouping)
    }

    /// A value that has at most so many decimals, with exactly so many.
    private func fixedText(decimals: Int, grouping: Bool) -> String {
        let digits: [UInt8]
        if case .small(let numerator, let denominator) = storage, decimals <= 18 {
            let mantissa = UInt128(numerator.magnitude) * UInt128(Self.powersOfTen[decimals] / denominator)
            digits = Array(String(mantissa).utf8)
        } else {
            let (numerator, denominator) = fraction
            let factor = BigUInt(10).power(decimals) / denominator
            digits = decimalDigits(of: numerator.magnitude * factor)
        }
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        let whole = max(0, digits.count - decimals)
        if whole == 0 { text.append(UInt8(ascii: "0")) }
        for index in 0..<whole {
            if grouping, index > 0, (whole - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
            text.append(digits[index])
        }
        if decimals > 0 {
            text.append(UInt8(ascii: "."))
            text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: decimals - (digits.count - whole)))
            text.append(contentsOf: digits[whole...])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The decimals of the value, or nil where none end: the denominator must be a product of 2s and 5s.
    var decimalScale: Int? {
        switch storage {
        case .small(_, var denominator):
            let twos = denominator.trailingZeroBitCount
            denominator >>= Int64(twos)
            var fives = 0
            while denominator % 5 == 0 {
                denominator /= 5
                fives += 1
            }
            return denominator == 1 ? max(twos, fives) : nil
        case .large(let fraction):
            let twos = fraction.denominator.trailingZeroBitCount
            let rest = fraction.denominator >> twos
            guard rest == 1 || (rest % 5).isZero else { return nil }
            // 5^n has floor(n × 2.3219…) + 1 bits, so that the number of bits leaves one n to try.
            let fives = (rest.bitWidth - 1) * 100_000 / 232_193
            for candidate in [fives, fives + 1] {
                let power = BigUInt(5).power(candidate)
                if power.bitWidth == rest.bitWidth { return power == rest ? max(twos, candidate) : nil }
            }
            return nil
        }
    }
}

extension Number {
    /// See ``init(digits:)``.
    init?(ascii: UnsafeBufferPointer<UInt8>) {
        let isNegative = ascii.first == UInt8(ascii: "-")
        var digits: [UInt8] = []
        digits.reserveCapacity(min(ascii.count, Self.maximumDigits * 2))
        var decimals = 0
        var hasPoint = false
        var hasDigit = false
        for byte in ascii.dropFirst(isNegative ? 1 : 0) {
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            hasDigit = true
            if hasPoint { decimals += 1 }
            if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte - UInt8(ascii: "0")) }
        }
        guard hasDigit else { return nil }
        while decimals > 0, digits.last == 0 {
            digits.removeLast()
            decimals -= 1
        }
        if digits.isEmpty {
            self = .zero
            return
        }
        if digits.count <= 18, decimals <= 18 {
            let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1) }
            self = Number(reducing: Int128(isNegative ? -value : value), Int128(Self.powersOfTen[decimals]))
            return
        }
        guard digits.count <= Self.maximumDigits * 2, decimals <= Self.maximumDigits * 4 else { return nil }
        let magnitude = BigUInt(decimalDigits: digits)
        let numerator = BigInt(sign: isNegative ? .minus : .plus, magnitude: magnitude)
        self.init(reducing: numerator, BigUInt(10).power(decimals))
    }
}
