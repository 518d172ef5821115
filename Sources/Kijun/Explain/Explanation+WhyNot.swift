public import KijunSyntax

extension Explanation {
    /// What a case lacks to decide, or a check to hold.
    public struct WhyNot: Sendable {
        /// `.yesno(true)` for a check.
        public let outcome: Value
        public let type: Type
        /// How it is written in the rules; empty for a check.
        public let text: String
        /// The case, or the check.
        public let span: Span
        public let doc: [String]
        /// What would have to be so; nil where the case holds and another goes before it.
        public let needs: Need?
        /// Other cases that stand in the way.
        public let hindrance: Hindrance?
        /// It is not known whether it is so: the decision or check is undetermined, and this may still be its outcome.
        public let isOpen: Bool

        /// The single conditions of ``needs``.
        public var obstacles: [Obstacle] { needs?.obstacles ?? [] }
    }

    /// Conditions that would have to come out otherwise.
    public indirect enum Need: Sendable {
        case condition(Obstacle)
        /// Every one of these.
        case all([Need])
        /// At least one of these.
        case any([Need])

        /// What certainly fails goes before what is not known; nil for none.
        init?(all needs: [Need]) {
            let parts = needs.flatMap { need -> [Need] in if case .all(let inner) = need { inner } else { [need] } }
            guard let first = parts.first else { return nil }
            self = parts.count == 1 ? first : .all(parts.filter { $0.truth == .no } + parts.filter { $0.truth != .no })
        }

        init?(any needs: [Need]) {
            let parts = needs.flatMap { need -> [Need] in if case .any(let inner) = need { inner } else { [need] } }
            guard let first = parts.first else { return nil }
            self = parts.count == 1 ? first : .any(parts)
        }

        public var obstacles: [Obstacle] {
            switch self {
            case .condition(let obstacle): [obstacle]
            case .all(let needs), .any(let needs): needs.flatMap(\.obstacles)
            }
        }

        /// `.no` where it is certainly not so, else `.unknown`.
        public var truth: Truth {
            switch self {
            case .condition(let obstacle): obstacle.isOpen ? .unknown : .no
            case .all(let needs): needs.contains { $0.truth == .no } ? .no : .unknown
            case .any(let needs): needs.allSatisfy { $0.truth == .no } ? .no : .unknown
            }
        }
    }

    /// Cases because of which another would not decide even if its condition holds.
    public struct Hindrance: Sendable {
        public enum Kind: Sendable {
            case exceptions
            /// Cases above it in a `first`.
            case earlier
            /// For `otherwise`: any case.
            case others
            /// Cases with other outcomes that hold as well.
            case conflict
        }

        public let kind: Kind
        /// Those that hold.
        public var holding: [Span] = []
        /// Those of which it is not known whether they hold.
        public var open: [Span] = []

        public var cases: [Span] { holding + open }
    }

    /// A condition that would have to come out otherwise.
    public struct Obstacle: Sendable {
        /// The condition as written.
        public let text: String
        public let span: Span
        /// Whether it would have to hold, or not to.
        public let wanted: Bool
        /// What is tested: the name or part whose value is held to the limit.
        public let tested: String
        public let value: Value
        public let type: Type
        /// `199 / 250`; empty where that would tell nothing.
        public let formula: [Node.Piece]
        public let distance: Distance
        /// The limit as the rules write it; empty where it is computed.
        public let limitText: String
        /// Where the value stands, or the values that it is computed from.
        public let cells: [Provenance]

        /// It is not known whether it stands in the way.
        public var isOpen: Bool { if case .unknown = distance { true } else { false } }
    }

    /// How far a value is from what a condition wants.
    public enum Distance: Sendable {
        /// A number or year below what is wanted, by so much in the unit of the value (never 0); the limit, and whether the
        /// limit itself would do.
        case below(by: Number, limit: Value, isIncluded: Bool)
        case above(by: Number, limit: Value, isIncluded: Bool)
        /// A number or year that would have to equal another, and differs by so much (never 0).
        case different(by: Number, limit: Value)
        /// The value is the limit itself, which is not enough.
        case onLimit(Value, wantsMore: Bool)
        /// A text, mark, choice or anything else that would have to be one of these.
        case otherThan([Value])
        /// It would have to be anything but this.
        case excluded(Value)
        /// So many of the elements decide against it.
        case elements(Aggregate, deciding: Int, of: Int)
        /// Not known, because of these.
        case unknown([Reason])
        /// A condition of which nothing more can be said.
        case plain

        /// The distance of numbers and years; nil for what has none.
        var gap: Number? {
            switch self {
            case .below(let gap, _, _), .above(let gap, _, _), .different(let gap, _): gap
            case .onLimit: .zero
            default: nil
            }
        }
    }
}
