internal import Kijun

/// Whether percentages without a sign look like ratios: 0.794 was read as 0.794 %, and 79.4 % may be meant.
struct SmallPercentages: Sendable {
    /// The first value with decimals, as long as no value shows that percentages are meant.
    private(set) var first: (number: Number, cell: CellAddress)?
    /// Some value shows it.
    private(set) var isOrdinary = false

    private static let onePercent = Number(1).shifted(powerOfTen: -2) ?? .zero

    /// - Parameters:
    ///   - number: as it was read, a ratio.
    ///   - isSigned: whether a % stands behind it.
    mutating func add(_ number: Number, cell: CellAddress, isSigned: @autoclosure () -> Bool) {
        if isOrdinary { return }
        let magnitude = number.magnitude
        if magnitude > Self.onePercent || isSigned() {
            isOrdinary = true
            first = nil
        } else if first == nil, !magnitude.isZero, magnitude < Self.onePercent {
            first = (number, cell)
        }
    }

    /// - Parameter later: of what comes next in the file.
    mutating func add(_ later: SmallPercentages) {
        isOrdinary = isOrdinary || later.isOrdinary
        first = isOrdinary ? nil : first ?? later.first
    }

    static func isSigned(_ text: String) -> Bool { NumberParts(text)?.unit == "%" }
}
