internal import Kijun

/// What the objects of a file, or of a part of it, leave to report of one record.
struct RecordNotes: Sendable {
    /// For each field.
    var absences: [Absence]
    var unread: [UnreadKey]
    /// For each field.
    var percentages: [Percentages]

    /// Past these the list is long enough to show that the form is not of this file.
    static let maximumUnread = 200

    /// - Parameter later: of the objects that come next in the file.
    mutating func add(_ later: RecordNotes) {
        for index in absences.indices { absences[index].add(later.absences[index]) }
        for index in percentages.indices { percentages[index].add(later.percentages[index]) }
        for unread in later.unread where self.unread.count < Self.maximumUnread && !self.unread.contains(where: { $0.key == unread.key }) {
            self.unread.append(unread)
        }
    }
}

/// A key that no field has, with the place of the first.
struct UnreadKey: Sendable {
    let key: String
    let cell: CellAddress
}

/// What the objects of a file lacked of a field.
struct Absence: Sendable {
    /// Some object had the field.
    var isSeen = false
    /// How many objects lacked it before the first that had it, and where they begin.
    var before = 0
    var first: CellAddress?
    /// How many objects of the sheet that is being read lack it, and where they begin.
    var here = 0
    var firstHere: CellAddress?

    /// Of objects that come later.
    fileprivate mutating func add(_ later: Absence) {
        if isSeen { return }
        isSeen = later.isSeen
        before += later.before
        first = first ?? later.first
    }
}

/// What is in doubt about the percentages of a field.
struct Percentages: Sendable {
    /// The first number that was read as more than 1000 %, and how many there are.
    private(set) var large: (first: Number, cell: CellAddress, count: Int)?
    /// Of texts, and of numbers under a key with (%).
    var small = SmallPercentages()
    /// The key of one of them had (%).
    var isSaid = false

    mutating func addLarge(_ number: Number, cell: CellAddress) {
        large = (large?.first ?? number, large?.cell ?? cell, (large?.count ?? 0) + 1)
    }

    fileprivate mutating func add(_ later: Percentages) {
        if let other = later.large {
            large = (large?.first ?? other.first, large?.cell ?? other.cell, (large?.count ?? 0) + other.count)
        }
        small.add(later.small)
        isSaid = isSaid || later.isSaid
    }
}
