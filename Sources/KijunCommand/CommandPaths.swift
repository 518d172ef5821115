import KijunSheets

/// The paths of a command line that takes rules and sheets.
enum CommandPaths {
    /// Rules are what ends in `.kijun`; without such a name the first is the rules, if it is not plainly a sheet.
    static func sorted(_ paths: [String]) -> (rules: [String], sheets: [String]) {
        let rules = paths.filter { DocumentFormat.ending(of: $0) == "kijun" }
        if rules.isEmpty, let first = paths.first, !DocumentFormat.endings.contains(DocumentFormat.ending(of: first)) {
            return ([first], Array(paths.dropFirst()))
        }
        return (rules, paths.filter { DocumentFormat.ending(of: $0) != "kijun" })
    }
}
