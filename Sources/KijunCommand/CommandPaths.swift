import KijunSheets

/// The paths of a command line that takes rules and sheets.
enum CommandPaths {
    /// Rules are what ends in `.kijun`; without such a name the first is the rules, if it is not plainly a sheet or a folder of sheets.
    static func sorted(_ paths: [String], in world: World) -> (rules: [String], sheets: [String]) {
        let (rules, sheets) = sortedForSession(paths)
        if rules.isEmpty, let first = paths.first, !DocumentFormat.endings.contains(DocumentFormat.ending(of: first)),
            world.list(first) == nil
        {
            return ([first], Array(paths.dropFirst()))
        }
        return (rules, sheets)
    }

    /// A session begins with rules or without: rules are what ends in `.kijun`, and nothing else.
    static func sortedForSession(_ paths: [String]) -> (rules: [String], sheets: [String]) {
        (paths.filter { DocumentFormat.ending(of: $0) == "kijun" }, paths.filter { DocumentFormat.ending(of: $0) != "kijun" })
    }
}
