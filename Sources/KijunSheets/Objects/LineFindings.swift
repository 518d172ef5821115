internal import Kijun

/// What the lines of one part of a file leave to report of the whole file. Those of all parts are added in the order of the file.
public struct LineFindings: Sendable {
    var failures = UnreadableSheets()
    var misfits = UnreadableSheets()
    /// Of the records in the order of ``RecordPlan/plans``; empty where nothing was read.
    var records: [RecordNotes] = []

    public init() {}

    /// How many lines could not be read.
    public var unreadable: Int { failures.count + misfits.count }

    /// - Parameter later: of the lines that come next in the file, by whichever reader.
    public mutating func add(_ later: LineFindings) {
        failures.add(later.failures)
        misfits.add(later.misfits)
        if records.isEmpty {
            records = later.records
        } else {
            for (index, notes) in later.records.enumerated() { records[index].add(notes) }
        }
    }
}

extension DocumentLoader {
    /// What could not be read of a file, of severity `.error`, and what there is to report of the whole of it.
    ///
    /// - Parameter lines: of all its parts.
    public func findings(of lines: LineFindings) -> DocumentFindings {
        let reader = ObjectReader(schema: schema, forms: forms, identify: identify)
        for (plan, notes) in zip(reader.plan.plans, lines.records) { plan.put(notes) }
        return reader.findings(of: ObjectPass(), failures: lines.failures, misfits: lines.misfits, note: nil)
    }
}
