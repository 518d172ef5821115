import Glibc

/// A jsonl file of which each thread reads the part that it grades.
///
/// One thread that reads for all of them writes into memory that lies in the caches of the others. Copying 776 MB out of the system's
/// memory was seen to take 0.2 s of processor time so, in some hours, and 0.04 s in others (two virtual processors). Every access holds
/// the lock.
final class LineFeed: @unchecked Sendable {
    /// Some whole lines.
    struct Part {
        let lines: [UInt8]
        /// The number of the first line in the file, from 0; of a part without lines that of the line behind the last.
        let firstRow: Int
        /// nil where other parts of the file follow.
        let end: End?
    }

    enum End {
        case whole
        /// The rest could not be read.
        case broken(FileProblem)
    }

    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let turned = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var chunks: LineChunks
    /// The number of the part whose turn it is.
    private var turn = 0
    private var first: Part?
    private var row = 0
    private var bytes = 0
    private var isEnded = false

    /// - Parameter beginning: what was read of the file already.
    init(_ file: FileReading, after beginning: [UInt8]) {
        chunks = LineChunks(file, beginning: beginning)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(turned, nil)
    }

    deinit {
        pthread_cond_destroy(turned)
        pthread_mutex_destroy(lock)
        turned.deallocate()
        lock.deallocate()
    }

    /// Reads the first part, so that a file of one part is known as such before anybody asks for it.
    func begin() { locked { first = read() } }

    /// How far the file is read.
    var progress: (bytes: Int, lines: Int, isEnded: Bool) { locked { (bytes, row, isEnded) } }

    /// The part of a number from 0, when those before it are read; nil behind the end. Every number must be asked for once, or the
    /// later ones wait for ever.
    func part(_ number: Int) -> Part? {
        locked {
            while turn != number { pthread_cond_wait(turned, lock) }
            defer {
                turn += 1
                _ = pthread_cond_broadcast(turned)
            }
            if let first {
                self.first = nil
                return first
            }
            return isEnded ? nil : read()
        }
    }

    private func read() -> Part {
        do throws(FileProblem) {
            let lines = try chunks.next() ?? []
            let part = Part(lines: lines, firstRow: row, end: lines.isEmpty || chunks.isEmpty ? .whole : nil)
            row += LineChunks.feeds(in: lines)
            bytes += lines.count
            isEnded = part.end != nil
            return part
        } catch {
            isEnded = true
            return Part(lines: [], firstRow: row, end: .broken(error))
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }
}
