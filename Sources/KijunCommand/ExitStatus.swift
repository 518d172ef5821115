/// What a run ends with. Of several the highest counts.
enum ExitStatus: Int32, Comparable, Error {
    /// All done and every check passed.
    case done = 0
    /// A check failed, or something was undetermined, in conflict or without a case.
    case failed = 1
    /// The rules or the command line are wrong.
    case wrong = 2
    /// An input could not be read, or the result not be written; the other inputs are graded all the same.
    case unreadable = 3
    /// The user broke it off: as a shell tells it of a program that ended so.
    case stopped = 130

    static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }
}
