/// Whether a condition holds, after Kleene, and while not every value it reads is chosen yet: open.
enum Truth: UInt8, Hashable, Sendable {
    case no
    case yes
    case unknown
    case open

    init(_ flag: Bool) { self = flag ? .yes : .no }

    var negated: Truth {
        switch self {
        case .no: .yes
        case .yes: .no
        case .unknown, .open: self
        }
    }

    var isDecided: Bool { self != .open }
}

/// A set of regions of one variable, of at most ``RegionSet/capacity``.
struct RegionSet: Hashable, Sendable {
    private(set) var bits: UInt128

    static let capacity = 128
    static let empty = RegionSet(bits: 0)

    private init(bits: UInt128) { self.bits = bits }

    init(_ region: Int) { bits = UInt128(1) << UInt128(region) }

    init(count: Int) { bits = count >= Self.capacity ? .max : (UInt128(1) << UInt128(count)) - 1 }

    init(_ regions: some Sequence<Int>) {
        bits = 0
        for region in regions { insert(region) }
    }

    mutating func insert(_ region: Int) { bits |= UInt128(1) << UInt128(region) }

    var isEmpty: Bool { bits == 0 }
    var count: Int { bits.nonzeroBitCount }
    /// The lowest region; the set must not be empty.
    var first: Int { bits.trailingZeroBitCount }

    func contains(_ region: Int) -> Bool { bits & (UInt128(1) << UInt128(region)) != 0 }
    func isSubset(of other: RegionSet) -> Bool { bits & ~other.bits == 0 }
    func intersection(_ other: RegionSet) -> RegionSet { RegionSet(bits: bits & other.bits) }
    func union(_ other: RegionSet) -> RegionSet { RegionSet(bits: bits | other.bits) }
    func subtracting(_ other: RegionSet) -> RegionSet { RegionSet(bits: bits & ~other.bits) }

    /// From the lowest to the highest.
    var regions: [Int] {
        var rest = bits
        var found: [Int] = []
        while rest != 0 {
            found.append(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
        return found
    }

    /// The sets of regions that stand side by side.
    var runs: [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for region in regions {
            if let last = runs.last, last.upperBound == region - 1 {
                runs[runs.count - 1] = last.lowerBound...region
            } else {
                runs.append(region...region)
            }
        }
        return runs
    }
}
