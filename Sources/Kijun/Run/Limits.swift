/// How much an evaluation may do before it stops with an error.
public struct Limits: Sendable {
    /// The most rows that one table or list may have over all sheets of the evaluation.
    public var maximumRows: Int
    /// Asked before every step; true stops the evaluation. The language has no clock: a time limit is the caller's.
    public var isInterrupted: @Sendable () -> Bool

    public init(maximumRows: Int = 50_000_000, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
        self.maximumRows = maximumRows
        self.isInterrupted = isInterrupted
    }
}
