public import Kijun

/// What documents say of themselves where no form describes them.
public struct InferredSchema: Sendable {
    public let schema: RecordSchema
    /// The indices of the fields that tell one sheet from another.
    public let identify: [Int]
    /// What is doubtful in it, for all documents together.
    public let findings: [Finding]

    public init(schema: RecordSchema, identify: [Int], findings: [Finding] = []) {
        self.schema = schema
        self.identify = identify
        self.findings = findings
    }
}
