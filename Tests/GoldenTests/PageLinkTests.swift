import Foundation
import TestSupport
import Testing

/// What the pages point at is there.
@Suite struct `Links of pages` {
    static let pages =
        ["README.md", "README.ja.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/kihon-hyoka-r2/README.md"]
        + ((try? GoldenCase.all(below: "Documentation").map(\.path)) ?? [])

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: Repository.root.appending(path: path).path)
    }

    /// The anchors of a page's headings, as Git hosts make them.
    private static func anchors(of text: String) -> Set<String> {
        var anchors: Set<String> = []
        for line in text.split(separator: "\n") where line.hasPrefix("#") {
            let heading = line.drop { $0 == "#" }.dropFirst().lowercased()
            anchors.insert(heading.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.replacing(" ", with: "-"))
        }
        return anchors
    }

    @Test(arguments: pages) func `every link leads to a file and a heading`(of page: String) throws {
        let text = try Self.text(page)
        let folder = (page as NSString).deletingLastPathComponent
        for match in text.matches(of: /\]\(([^)\s]+)\)/) {
            let target = String(match.1)
            if target.contains("://") { continue }
            let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let path = parts[0].isEmpty ? page : ((folder as NSString).appendingPathComponent(parts[0]) as NSString).standardizingPath
            #expect(Self.exists(path), "\(page): \(target)")
            guard parts.count > 1, path.hasSuffix(".md"), Self.exists(path) else { continue }
            #expect(Self.anchors(of: try Self.text(path)).contains(parts[1]), "\(page): \(target)")
        }
    }

    @Test(arguments: pages) func `every path of the repository that is named exists`(on page: String) throws {
        for match in try Self.text(page).matches(of: /`((?:Sources|Tests|Documentation|examples|scripts)\/[^`\s]*)`/) {
            let path = String(match.1)
            // A family of files: `Builtin+….swift`, `examples/*/README.md`.
            let fixed = path.split(whereSeparator: { "…*".contains($0) }).first.map(String.init) ?? path
            if fixed == path {
                #expect(Self.exists(path), "\(page): \(path)")
            } else {
                #expect(Self.exists((fixed as NSString).deletingLastPathComponent), "\(page): \(path)")
            }
        }
    }
}
