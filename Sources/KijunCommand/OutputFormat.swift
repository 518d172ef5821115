import ArgumentParser

/// The formats of `kijun run`.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// One sheet in full, or several as a table.
    case text
    /// A row for each sheet, even for one.
    case table
    case csv
    /// An array with an object for each sheet.
    case json
    /// A line with an object for each sheet.
    case jsonl
}
