/// Why a store cannot be read or written.
public enum StoreProblem: Error, Hashable, Sendable {
    /// An SQLite file of another program.
    case foreign
    /// Written by a later version of Kijun.
    case newer
    /// Another import is writing it.
    case busy
    /// The folder that it is to be made in is not there.
    case noFolder
    /// It may not be written.
    case readOnly
    /// An import was broken off, and what it left cannot be tidied up without writing.
    case unfinished
    /// There is no room left on the disk.
    case full
    /// The bytes are not as SQLite or an import leaves them; in the words of SQLite.
    case damaged(String)
    /// What belongs together does not fit: something else has written into it.
    case altered(table: String)
    /// A table of the sheets has more fields than SQLite takes columns.
    case tooManyFields(table: String, count: Int)
    /// There is no memory left.
    case noMemory
    /// Any other reason, in the words of SQLite.
    case other(String)
}
