/// A file in the making: nobody sees it before it is complete.
struct FileWriting {
    /// Adds to its end.
    let append: ([UInt8]) throws(FileProblem) -> Void
    /// Puts it in place of what was there.
    let finish: () throws(FileProblem) -> Void
    /// Forgets what was written; what was there stays as it is.
    let abandon: () -> Void
}

extension FileWriting {
    /// Writes it whole and puts it in place.
    func write(_ bytes: [UInt8]) throws(FileProblem) {
        do throws(FileProblem) {
            try append(bytes)
        } catch {
            abandon()
            throw error
        }
        try finish()
    }
}

extension World {
    /// Puts a whole file in place at once.
    func write(_ path: String, _ bytes: [UInt8]) throws(FileProblem) { try create(path).write(bytes) }
}
