/// The sample of `:demo`: rules and sheets that are compiled in, so that a first try needs no file.
enum Demo {
    static let rules = "demo:rules.kijun"
    static let sheets = "demo:sheets.csv"

    /// What stands under one of the two names; nil for every other path.
    static func file(_ path: String) -> [UInt8]? {
        switch path {
        case rules: PackageResources.rules_kijun
        case sheets: PackageResources.sheets_csv
        default: nil
        }
    }
}
