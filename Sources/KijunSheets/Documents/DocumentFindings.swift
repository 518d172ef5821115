public import Kijun

/// What there is to report of a document beside its sheets.
public struct DocumentFindings: Sendable {
    /// What could not be read, of severity `.error`; then notes and warnings that hold for the whole file.
    public let findings: [Finding]
    /// How many sheets could not be read, or 1 for the whole file: also those that ``findings`` counts in one.
    public let unreadable: Int

    init(_ findings: [Finding], unreadable: Int? = nil) {
        self.findings = findings
        self.unreadable = unreadable ?? findings.count { $0.severity == .error }
    }
}

/// Sheets of one file that cannot be read. Beyond a hundred they are counted, not listed.
struct UnreadableSheets: Sendable {
    private var listed: [Finding] = []
    private(set) var count = 0
    private var firstUnlisted: Finding?

    private static let maximumListed = 100

    /// - Parameter finding: of severity `.error`; made only where it is listed, or where it is the first that is not.
    mutating func add(_ finding: @autoclosure () -> Finding) {
        count += 1
        if listed.count < Self.maximumListed {
            listed.append(finding())
        } else if firstUnlisted == nil {
            firstUnlisted = finding()
        }
    }

    /// - Parameter later: of the lines that come next in the file.
    mutating func add(_ later: UnreadableSheets) {
        let all = listed + later.listed
        let unlisted = all.dropFirst(Self.maximumListed).first ?? later.firstUnlisted
        listed = Array(all.prefix(Self.maximumListed))
        firstUnlisted = firstUnlisted ?? unlisted
        count += later.count
    }

    var findings: [Finding] {
        listed + [firstUnlisted.map { .moreUnreadable(count - listed.count, first: $0) }].compactMap { $0 }
    }
}
