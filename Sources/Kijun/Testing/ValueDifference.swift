/// What lies between two values that were expected to be equal, or in an order.
public enum ValueDifference: Hashable, Sendable {
    /// The first less the second, exact, of the type of both.
    case number(Number, Type)
    /// Years from the second to the first.
    case years(Int)
    /// The place of the first character that differs, from 1, and both texts from there on.
    case text(at: Int, String, String)
    /// How many elements both have, and the first that differ, each with its place from 1.
    case list(count: Int, otherCount: Int, first: [Element])

    public struct Element: Hashable, Sendable {
        /// From 1.
        public let place: Int
        /// The name of the member, for records that differ in one.
        public let member: String?
        /// nil where a list has no such element.
        public let first: Value?
        public let second: Value?
        public let type: Type
    }

    /// The most elements that are told of two lists.
    static let maximumElements = 5

    /// - Parameter type: of both values.
    /// - Returns: nil where there is nothing to tell beyond the values themselves.
    public init?(_ first: Value, _ second: Value, as type: Type) {
        switch (first, second) {
        case (.number(let a), .number(let b)):
            guard a != b, let difference = a.subtracting(b) else { return nil }
            self = .number(difference, type)
        case (.year(let a), .year(let b)):
            guard a != b else { return nil }
            self = .years(a - b)
        case (.text(let a), .text(let b)):
            // Choices and marks are told by their values alone.
            guard type == .text, a != b else { return nil }
            let same = zip(a, b).prefix { $0 == $1 }.count
            guard same > 0 else { return nil }
            self = .text(at: same + 1, String(a.dropFirst(same)), String(b.dropFirst(same)))
        case (.list(let a), .list(let b)):
            let elements = Self.elements(a, b, as: type)
            guard !elements.isEmpty else { return nil }
            self = .list(count: a.count, otherCount: b.count, first: elements)
        default: return nil
        }
    }

    private static func elements(_ a: [Value], _ b: [Value], as type: Type) -> [Element] {
        let element = Planner.rowType(type)
        var found: [Element] = []
        for place in 0..<max(a.count, b.count) where found.count < maximumElements {
            let first = a.indices.contains(place) ? a[place] : nil
            let second = b.indices.contains(place) ? b[place] : nil
            guard first != second else { continue }
            if case .record(let left) = first, case .record(let right) = second {
                for member in left where found.count < maximumElements {
                    let other = right.first { $0.name == member.name }?.value
                    guard other != member.value else { continue }
                    found.append(
                        Element(
                            place: place + 1, member: member.name, first: member.value, second: other,
                            type: Self.type(of: member.name, in: element)))
                }
            } else {
                found.append(Element(place: place + 1, member: nil, first: first, second: second, type: element))
            }
        }
        return found
    }

    private static func type(of member: String, in type: Type) -> Type {
        guard case .record(.anonymous(let items)) = type else { return .error }
        return items.first { $0.name == member }?.type ?? .error
    }
}
