import Kijun

@testable import KijunSheets

/// The values of a sheet by the names of `--only`, one by one: what ``FlatWriter`` writes from whole columns.
struct FlatRecord {
    let names: [ReportName]
    let values: [Value]
    /// As ``values``, a decision that is not decided being the word of its state, such as `conflict`.
    let states: [Value]

    init(_ reporter: Reporter, sheet: Int) {
        names = reporter.names ?? []
        values = names.map { reporter.value(of: $0, sheet: sheet) }
        states = names.map { reporter.state(of: $0, sheet: sheet) }
    }

    var json: [UInt8] {
        var json = JSONText()
        json.object { json in
            for (name, value) in zip(names, values) {
                json.name(name.asked)
                json.value(value)
            }
        }
        return json.bytes
    }

    var row: [UInt8] { Array(CSVText.row(states.map(CSVText.text)).utf8) }
}
