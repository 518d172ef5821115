/// A half-open range of bytes in a ``SourceMap``, eight bytes in memory.
///
/// Positions are counted over all sources of a map, one after the other, so that a span alone says which file it is in.
public struct Span: Hashable, Sendable {
    public var start: UInt32
    public var end: UInt32

    public init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    /// The empty span at the very start: what a diagnostic about a whole run carries.
    public static let none = Span(start: 0, end: 0)

    public var isEmpty: Bool { start == end }

    /// The smallest span that holds both.
    public func joined(_ other: Span) -> Span {
        Span(start: min(start, other.start), end: max(end, other.end))
    }

    public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }
}
