public import Kijun

/// What documents say of themselves where no form describes them.
public struct InferredSchema: Sendable {
    public let schema: RecordSchema
    /// The indices of the fields that tell one sheet from another.
    public let identify: [Int]
}
