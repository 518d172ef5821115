import Kijun

/// A value inside the reference evaluator: boxed, one row at a time.
///
/// A list or record that is unknown as a whole is a scalar: `.blank`, `.undetermined` or `.failed`.
public indirect enum Datum {
    case scalar(Value)
    case list([Datum])
    /// A list of which some elements are known to be in it and others are open.
    case open([Datum], Value)
    case record([(name: String, value: Datum)])
    /// A row that rules may stand on.
    case row(ReferenceRow)

    static var blank: Datum { .scalar(.blank) }
    static var undetermined: Datum { .scalar(.undetermined) }

    static func failed(_ failure: Failure) -> Datum { .scalar(.failed(failure)) }
    static func number(_ number: Number?) -> Datum { number.map { .scalar(.number($0)) } ?? failed(.numberTooLarge) }
    static func text(_ text: String) -> Datum { .scalar(.text(text)) }
    static func yesno(_ flag: Bool) -> Datum { .scalar(.yesno(flag)) }

    /// What stands in place of the value where it is not known.
    var unknown: Value? {
        if case .open(_, let status) = self { return status }
        guard case .scalar(let value) = self else { return nil }
        switch value {
        case .blank, .undetermined, .failed: return value
        default: return nil
        }
    }

    /// The elements of a list that is known.
    var elements: [Datum]? {
        if case .list(let elements) = self { elements } else { nil }
    }

    /// The elements that are in the list for certain.
    var certain: [Datum] {
        switch self {
        case .list(let elements), .open(let elements, _): elements
        default: []
        }
    }

    var number: Number? {
        switch self {
        case .scalar(.number(let number)): number
        case .scalar(.year(let year)): Number(year)
        default: nil
        }
    }

    var text: String? {
        if case .scalar(.text(let text)) = self { text } else { nil }
    }

    var isYear: Bool {
        if case .scalar(.year) = self { true } else { false }
    }

    var flag: Bool? {
        if case .scalar(.yesno(let flag)) = self { flag } else { nil }
    }
}

/// A row of a table of a sheet, of a definition that is a table, or a sheet: what computed columns stand on.
public final class ReferenceRow {
    public enum Content {
        /// A sheet as a row of `sheets`.
        case sheet
        /// A row of a table of the form.
        case fields([(schema: FieldSchema, value: Datum)])
        /// A row of a definition.
        case items([(name: String, value: Datum)])
    }

    /// The table (`projects`, `indicators.results`), or `` for a sheet.
    let path: String
    /// nil for rows that belong to no sheet.
    let sheet: Int?
    let content: Content

    init(_ path: String, sheet: Int?, content: Content) {
        self.path = path
        self.sheet = sheet
        self.content = content
    }
}

/// What becomes of operands of which some are unknown: the strongest failure, else undetermined; nil where all are known.
func unknown(of operands: [Datum]) -> Value? {
    var failure: Failure?
    var isUnknown = false
    for operand in operands {
        guard let unknown = operand.unknown else { continue }
        isUnknown = true
        if case .failed(let own) = unknown, own.rawValue > failure?.rawValue ?? 0 { failure = own }
    }
    if let failure { return .failed(failure) }
    return isUnknown ? .undetermined : nil
}
