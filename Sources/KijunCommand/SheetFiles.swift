import KijunSyntax

/// The documents that the paths of a command line come to: files as named, folders with all that they hold, `-` for the
/// standard input; each once.
struct SheetFiles {
    private(set) var names: [String] = []
    /// What is not there, and what was left out.
    private(set) var diagnostics: [Diagnostic] = []

    /// The endings of documents that are taken from a folder. A file that is named itself is read whatever its ending.
    static let endings = ["txt", "tsv"]

    /// What a folder of sheets may hold besides them without a word.
    private static let companions = ["kijun", "md"]

    init(_ paths: [String], in world: World) {
        var seen: Set<String> = []
        for path in paths {
            do {
                guard let files = try path == "-" ? nil : world.list(path) else {
                    if seen.insert(path).inserted { names.append(path) }
                    continue
                }
                var found = false
                for file in files {
                    let ending = Self.ending(of: file)
                    if Self.endings.contains(ending) {
                        found = true
                        if seen.insert(file).inserted { names.append(file) }
                    } else if !Self.companions.contains(ending) {
                        diagnostics.append(.unsupported(file))
                    }
                }
                if !found { diagnostics.append(.noSheets(in: path)) }
            } catch {
                diagnostics.append(.unreadable(path, error))
            }
        }
    }

    /// In lower case, without the dot; empty where there is none.
    static func ending(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
