public import Kijun

/// The values of a sheet by the names of `--only`, for flat records.
public struct FlatRecord: Sendable {
    public let names: [ReportName]
    /// One value a name. A decision that is not decided is blank; a check is its state; a rule or column of a table is
    /// the list of its values.
    public let values: [Value]
    /// As ``values``, a decision that is not decided being the word of its state, such as `conflict`.
    public let states: [Value]

    public init(names: [ReportName], values: [Value], states: [Value]) {
        self.names = names
        self.values = values
        self.states = states
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

    /// For csv: what is not known says so, so that no cell of a grade is taken for an empty one.
    public var cells: [String] { states.map(CSVText.text) }
}
