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
    /// What headings say: the first unit.
    private(set) var headingUnit: Unit?
    private(set) var headingIsPercent = false
    /// The heading above the next values says a unit or `%`.
    var isUnderUnit = false
    /// Numbers without a sign under a heading without one: cells and texts, and numbers of JSON, which are no percentages to be
    /// guessed at.
    private var bareCells = 0
    private var bareValues = 0
    /// The documents that have such numbers, the first few by name, and up to which number they are told.
    private(set) var bareDocuments: [String] = []
    private var told = 0
    private static let namedDocuments = 3

    /// A column of a number, percent or year may have so many cells that do not fit as one in three; of words that are a closed
    /// set, one in ten.
    private static func isMost(_ count: Int, of all: Int) -> Bool { count * 3 >= all * 2 }
    private static func isNearlyAll(_ count: Int, of all: Int) -> Bool { count * 10 >= all * 9 }

    private var quantities: Int { units.values.reduce(0, +) }

    /// Cells that hold something.
    var filled: Int { numbers + quoted + percents + years + marks + yesno + texts + quantities }

    mutating func addHeading(unit: Unit?, isPercent: Bool) {
        isUnderUnit = unit != nil
        if isPercent {
            headingIsPercent = true
        } else if headingUnit == nil {
            headingUnit = unit
        }
    }

    /// All values of a document have had their say.
    mutating func close(document: String) {
        let bare = bareCells + bareValues
        if bare > told { bareDocuments.append(bareDocuments.count < Self.namedDocuments ? document : "…") }
        if bareDocuments.count > Self.namedDocuments + 1 { bareDocuments.removeLast() }
        told = bare
    }

    mutating func addEmpty(_ count: Int = 1) { empty += count }

    /// - Parameters:
    ///   - isQuoted: a text of JSON.
    ///   - isValue: a number of JSON.
    mutating func add(_ sense: CellSense, isQuoted: Bool = false, isValue: Bool = false) {
        switch sense {
        case .nothing: nothing += 1
        case .number(let isCode, let mayBeYear):
            if isQuoted { quoted += 1 } else { numbers += 1 }
            if !isUnderUnit {
                if isValue { bareValues += 1 } else { bareCells += 1 }
            }
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
        var sign = SignRule.free
        var doubt: Doubt?

        init(_ type: Type) { self.type = type }

        enum Doubt {
            /// Some values bear the sign (`%` or a unit), some do not, and the heading above these does not say it.
            case mixed(Mixed)
            /// The heading says the sign, but hardly any value is a number.
            case hardlyNumbers(sign: String, numbers: Int, of: Int)
        }

        struct Mixed {
            let sign: String
            let with: Int
            let without: Int
            /// The headings of some documents say the sign.
            let isOfHeadings: Bool
            /// Those with the sign are the few, and are not read.
            let isRefused: Bool
            /// The documents of the values without it.
            let documents: [String]
        }
    }

    /// - Parameter heading: of the column: plain `2020` is a year only under one that says so.
    func decision(heading: String) -> Decision {
        let all = filled
        if headingIsPercent {
            return decision(NumberType(isPercent: true), sign: "%", fitting: numbers + quoted + percents, bare: bareCells)
        }
        if let headingUnit {
            let fitting = numbers + quoted + quantities(in: headingUnit)
            return decision(NumberType(unit: headingUnit), sign: headingUnit.name, fitting: fitting, bare: bareCells + bareValues)
        }
        guard all > 0 else { return Decision(.text) }
        if Self.isNearlyAll(marks, of: all) { return Decision(.mark) }
        if Self.isNearlyAll(yesno, of: all) { return Decision(.yesno) }
        if HeadingWords.nameCodes(heading) {
            // `101`, `102`, `A-1`: as texts nothing is lost.
            if numbers + quoted < all { return Decision(.text) }
        } else if Self.isMost(yearCount(heading), of: all) {
            return Decision(.year)
        }
        // A code that loses its zeros is another code.
        if codes > 0 { return Decision(.text) }
        return numberDecision(all) ?? Decision(.text)
    }

    private func yearCount(_ heading: String) -> Int {
        HeadingWords.nameYears(heading) ? years + plainYears : years - shortYears
    }

    /// Under a heading that says a unit or `%`: numbers, unless nearly all values are something else.
    private func decision(_ type: NumberType, sign: String, fitting: Int, bare: Int) -> Decision {
        guard fitting * 3 >= filled else {
            var decision = Decision(.text)
            decision.doubt = .hardlyNumbers(sign: sign, numbers: fitting, of: filled)
            return decision
        }
        var decision = Decision(.number(type))
        if bare > 0 {
            decision.sign = .required
            decision.doubt = .mixed(mixed(sign, with: fitting - bare, without: bare, isOfHeadings: true))
        }
        return decision
    }

    private func numberDecision(_ all: Int) -> Decision? {
        let numbers = self.numbers > 0 || percents > 0 ? self.numbers + quoted : 0
        if percents > 0 {
            guard Self.isMost(numbers + percents, of: all) else { return nil }
            let isPercent = percents * 3 >= numbers + percents
            var decision = Decision(.number(NumberType(isPercent: isPercent)))
            let without = isPercent ? bareCells : numbers
            if without > 0 {
                decision.sign = isPercent ? .required : .refused
                decision.doubt = .mixed(mixed("%", with: percents, without: without, isRefused: !isPercent))
            }
            return decision
        }
        if let unit = mostFrequentUnit {
            let with = quantities(in: unit)
            if with * 3 >= numbers + with, Self.isMost(numbers + with, of: all) {
                var decision = Decision(.number(NumberType(unit: unit)))
                if numbers > 0 {
                    decision.sign = .required
                    decision.doubt = .mixed(mixed(unit.name, with: with, without: numbers))
                }
                return decision
            }
        }
        return Self.isMost(numbers, of: all) ? Decision(.number) : nil
    }

    private func mixed(
        _ sign: String, with: Int, without: Int, isOfHeadings: Bool = false, isRefused: Bool = false
    ) -> Decision.Mixed {
        Decision.Mixed(
            sign: sign, with: with, without: without, isOfHeadings: isOfHeadings, isRefused: isRefused, documents: bareDocuments)
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
