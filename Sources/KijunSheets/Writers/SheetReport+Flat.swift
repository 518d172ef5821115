public import Kijun

/// A name that the user asked for with `--only`, and what it is called in the rules.
public struct ReportName: Sendable, Hashable {
    /// As typed; the name of the column or member in the output.
    public let asked: String
    /// The path of a field, definition, decision or check, or one of ``reserved``.
    public let path: String

    public init(asked: String, path: String) {
        self.asked = asked
        self.path = path
    }

    /// `sheet`, `title`, `source`, and the lists of the checks that failed or could not be told.
    public static let reserved = ["sheet", "title", "source", "failed", "undetermined"]
}

extension SheetReport {
    /// The value of each name, for flat records. A decision that is not decided is blank; a check is its state; a column
    /// of a table is the list of its values.
    public func values(of names: [ReportName]) -> [Value] { names.map { value(of: $0.path) } }

    private func value(of path: String) -> Value {
        switch path {
        case "sheet": return .text(name)
        case "title": return .text(title)
        case "source": return .text(source)
        case "failed":
            return .list(checks.filter { $0.state == .failed && !$0.isWarning }.map { .text($0.name) })
        case "undetermined":
            return .list(
                decisions.filter { $0.state != .decided }.map { .text($0.name) }
                    + checks.filter { $0.state == .undetermined }.map { .text($0.name) })
        default: break
        }
        if let decision = decisions.first(where: { $0.name == path }) {
            return decision.state == .decided ? decision.value : .blank
        }
        if let value = (values + fields).first(where: { $0.name == path }) { return value.value }
        if let check = checks.first(where: { $0.name == path }) { return .text(check.state.rawValue) }
        for table in tables where path.hasPrefix(table.path + ".") {
            let column = path.dropFirst(table.path.count + 1)
            if let found = table.columns.first(where: { $0.name == column }) { return .list(found.values.map(\.value)) }
            if let found = table.decisions.first(where: { $0.name == column }) {
                return .list(found.rows.map { $0.state == .decided ? $0.value : .blank })
            }
        }
        return .blank
    }

    /// One object with just these names.
    public func write(only names: [ReportName], to json: inout JSONText) {
        json.object { json in
            for (name, value) in zip(names, values(of: names)) {
                json.name(name.asked)
                json.value(value)
            }
        }
    }
}
