/// How much an evaluation may do before it stops with an error.
public struct Limits: Sendable {
    /// The most rows that one table or list may have over all sheets of the evaluation.
    public var maximumRows: Int
    /// Asked before every step, and within long ones every few rows; true stops the evaluation, which has no results then. Once
    /// true it must stay so. The language has no clock: a time limit is the caller's.
    public var isInterrupted: @Sendable () -> Bool
    /// Told before every step: how many are done, and of how many. They take unlike times.
    public var tellProgress: @Sendable (_ done: Int, _ total: Int) -> Void

    public init(
        maximumRows: Int = 50_000_000, isInterrupted: @escaping @Sendable () -> Bool = { false },
        tellProgress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) {
        self.maximumRows = maximumRows
        self.isInterrupted = isInterrupted
        self.tellProgress = tellProgress
    }
}
