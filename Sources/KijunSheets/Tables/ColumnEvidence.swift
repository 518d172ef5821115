internal import Kijun
internal import KijunSyntax

/// What all cells of a column, over all documents, say of its type.
struct ColumnEvidence {
    /// Cells that are empty, or not there at all.
    private(set) var empty = 0
    /// Cells of dashes.
    private(set) var nothing = 0
    private(set) var numbers = 0
    /// Numbers that JSON has as texts: without others that are numbers they are texts.
    private var quoted = 0
    private var codes = 0
    private var plainYears = 0
    private(set) var percents = 0
    private var years = 0
    private var shortYears = 0
    private var marks = 0
    private var yesno = 0
    private var texts = 0
    /// How often each unit stands behind a number.
    private var units: [String: Int] = [:]
    /// What headings say: the first unit, and whether some say one and others none.
    private(set) var headingUnit: Unit?
    private(set) var headingIsPercent = false
    private var headingsWithoutUnit = 0

    /// A column of a number, percent or year may have so many cells that do not fit as one in three; of words that are a closed
    /// set, one in ten.
    private static func isMost(_ count: Int, of all: Int) -> Bool { count * 3 >= all * 2 }
    private static func isNearlyAll(_ count: Int, of all: Int) -> Bool { count * 10 >= all * 9 }

    private var quantities: Int { units.values.reduce(0, +) }

    /// Cells that hold something.
    var filled: Int { numbers + quoted + percents + years + marks + yesno + texts + quantities }

    mutating func addHeading(unit: Unit?, isPercent: Bool) {
        if isPercent {
            headingIsPercent = true
        } else if let unit {
            if headingUnit == nil { headingUnit = unit }
        } else {
            headingsWithoutUnit += 1
        }
    }

    mutating func addEmpty(_ count: Int = 1) { empty += count }

    /// - Parameter isQuoted: a text of JSON.
    mutating func add(_ sense: CellSense, isQuoted: Bool = false) {
        switch sense {
        case .nothing: nothing += 1
        case .number(let isCode, let mayBeYear):
            if isQuoted { quoted += 1 } else { numbers += 1 }
            if isCode { codes += 1 }
            if mayBeYear { plainYears += 1 }
        case .percent: percents += 1
        case .quantity(let unit): units[unit, default: 0] += 1
        case .year(let isShort):
            years += 1
            if isShort { shortYears += 1 }
        case .mark: marks += 1
        case .yesno: yesno += 1
        case .text: texts += 1
        }
    }

    // MARK: The type

    struct Decision {
        let type: Type
        /// Some cells bear the sign or the unit, some do not, and no heading says it.
        var mixed: Mixed?

        struct Mixed {
            /// `%` or a unit.
            let sign: String
            let with: Int
            let without: Int
            /// The headings of some documents say the unit.
            var isOfHeadings = false
            /// Cells without the sign are read as if they had it; else those with it as if they had none.
            var isRead = true
        }
    }

    /// - Parameter name: of the column: plain `2020` is a year only under one that says so.
    func decision(name: String) -> Decision {
        let all = filled
        guard all > 0 else { return Decision(type: .text) }
        if Self.isNearlyAll(marks, of: all) { return Decision(type: .mark) }
        if Self.isNearlyAll(yesno, of: all) { return Decision(type: .yesno) }
        if Self.isMost(yearCount(name), of: all) { return Decision(type: .year) }
        // A code that loses its zeros is another code.
        if codes > 0, codes * 100 >= numbers { return Decision(type: .text) }
        return numberDecision(all) ?? Decision(type: .text)
    }

    private func yearCount(_ name: String) -> Int {
        let isSaid = Self.saysYear(name)
        let written = isSaid ? years : years - shortYears
        return isSaid || written >= plainYears ? written + plainYears : written
    }

    static func saysYear(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.contains("年度") || name.hasSuffix("年") || name == "year" || name.hasSuffix("_year")
    }

    private func numberDecision(_ all: Int) -> Decision? {
        let numbers = self.numbers > 0 ? self.numbers + quoted : 0
        if headingIsPercent {
            return Self.isMost(numbers + percents, of: all) ? Decision(type: .number(NumberType(isPercent: true))) : nil
        }
        if let headingUnit {
            let fitting = numbers + quantities(in: headingUnit)
            guard Self.isMost(fitting, of: all) else { return nil }
            let type = Type.number(NumberType(unit: headingUnit))
            guard headingsWithoutUnit > 0 else { return Decision(type: type) }
            return Decision(type: type, mixed: Decision.Mixed(sign: headingUnit.name, with: 0, without: headingsWithoutUnit, isOfHeadings: true))
        }
        if percents > 0 {
            guard Self.isMost(numbers + percents, of: all) else { return nil }
            let isPercent = percents >= numbers
            return Decision(
                type: .number(NumberType(isPercent: isPercent)),
                mixed: numbers > 0 ? Decision.Mixed(sign: "%", with: percents, without: numbers, isRead: isPercent) : nil)
        }
        if let unit = mostFrequentUnit, quantities(in: unit) >= numbers, Self.isMost(numbers + quantities(in: unit), of: all) {
            let with = quantities(in: unit)
            return Decision(
                type: .number(NumberType(unit: unit)),
                mixed: numbers > 0 ? Decision.Mixed(sign: unit.name, with: with, without: numbers) : nil)
        }
        return Self.isMost(numbers, of: all) ? Decision(type: .number) : nil
    }

    private func quantities(in unit: Unit) -> Int {
        units.reduce(0) { $0 + (Unit(written: $1.key).hasSameDimension(as: unit) ? $1.value : 0) }
    }

    private var mostFrequentUnit: Unit? {
        units.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { Unit(written: $0.key) }
    }

    /// A cell of the column may be blank.
    func mayBeBlank(as type: Type) -> Bool {
        switch type {
        case .mark: false
        case .text: empty > 0
        default: empty + nothing > 0
        }
    }
}
