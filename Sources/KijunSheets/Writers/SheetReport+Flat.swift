public import Kijun

/// The values of a sheet by the names of `--only`, for flat records.
public struct FlatRecord: Sendable {
    public let names: [ReportName]
    /// One value a name. A decision that is not decided is blank; a check is its state; a rule or column of a table is
    /// the list of its values.
    public let values: [Value]

    public init(names: [ReportName], values: [Value]) {
        self.names = names
        self.values = values
    }

    /// One object.
    public func write(to json: inout JSONText) {
        json.object { json in
            for (name, value) in zip(names, values) {
                json.name(name.asked)
                json.value(value)
            }
        }
    }

    public var cells: [String] { values.map(CSVText.text) }
}
