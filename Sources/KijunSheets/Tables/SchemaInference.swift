internal import Kijun

/// Finds the fields and their types in documents that no form describes.
public struct SchemaInference: Sendable {
    public init() {}

    /// Lets a document have its say.
    public mutating func add(_ document: ReadDocument) {}

    public consuming func finish() -> InferredSchema { InferredSchema(schema: .empty, identify: []) }
}
