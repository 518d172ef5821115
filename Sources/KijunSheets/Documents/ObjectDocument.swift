public import Kijun

/// A json or jsonl file: objects, each of which is a sheet.
public struct ObjectDocument: Sendable {
    public let info: DocumentInfo
    public let encoding: TextEncoding
}
