import Glibc

/// Works on pieces in several threads, and hands on what comes of them in the order of the pieces.
///
/// Who adds the pieces works too, and it alone hands on: with one thread there is no other. Threads begin with the second piece, so
/// that a small input costs none.
final class OrderedWork<Piece: Sendable, Product: Sendable> {
    private let threads: Int
    private let makeWorker: @Sendable () -> (Piece) -> Product
    private let handOn: (Product) -> Void
    private let desk = Desk<Piece, Product>()
    private lazy var worker = makeWorker()
    private var others: [pthread_t] = []
    /// The first piece, until a second one comes.
    private var first: Piece?
    private var added = 0
    private var handedOn = 0

    /// So many pieces for each thread are on their way at a time: one that takes long does not keep the other threads waiting, and
    /// memory stays bounded.
    private static var piecesAThread: Int { 3 }

    /// As the first thread has; where that has no limit, glibc gives the others 2 MB.
    private static var stackBytes: Int { 8 << 20 }

    /// - Parameters:
    ///   - threads: at most, the caller's own included.
    ///   - worker: called once in each thread, for what works there.
    ///   - handOn: gets what came of the pieces, in the thread that adds them.
    init(threads: Int, worker: @escaping @Sendable () -> (Piece) -> Product, handOn: @escaping (Product) -> Void) {
        self.threads = threads
        makeWorker = worker
        self.handOn = handOn
    }

    func add(_ piece: Piece) {
        guard threads > 1 else { return handOn(worker(piece)) }
        if others.isEmpty {
            guard let first else {
                first = piece
                return
            }
            self.first = nil
            begin()
            // Not a single thread could be begun.
            if others.isEmpty {
                handOn(worker(first))
                return handOn(worker(piece))
            }
            enqueue(first)
        }
        enqueue(piece)
        takeFinished()
        while added - handedOn >= threads * Self.piecesAThread { help() }
    }

    /// Returns when everything that was added is handed on.
    func finish() {
        if let first {
            self.first = nil
            handOn(worker(first))
        }
        while handedOn < added { help() }
        end()
    }

    /// Returns when no thread works any more. What is not handed on yet is lost.
    func abandon() {
        first = nil
        desk.clear()
        end()
        handedOn = added
    }

    private func enqueue(_ piece: Piece) {
        desk.put(piece, number: added)
        added += 1
    }

    private func takeFinished() {
        while let product = desk.finished(handedOn) {
            handedOn += 1
            handOn(product)
        }
    }

    private func help() {
        if let (number, piece) = desk.next() {
            desk.finish(worker(piece), number: number)
        } else {
            desk.wait(for: handedOn)
        }
        takeFinished()
    }

    private func begin() {
        keepMemory()
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        pthread_attr_init(attributes)
        pthread_attr_setstacksize(attributes, Self.stackBytes)
        defer {
            pthread_attr_destroy(attributes)
            attributes.deallocate()
        }
        for _ in 1..<threads {
            var thread = pthread_t()
            let work = Work { [desk, makeWorker] in
                let worker = makeWorker()
                while let (number, piece) = desk.waitForNext() { desk.finish(worker(piece), number: number) }
            }
            let argument = Unmanaged.passRetained(work)
            let code = pthread_create(
                &thread, attributes,
                { argument in
                    guard let argument else { return nil }
                    Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                    return nil
                }, argument.toOpaque())
            if code != 0 {
                argument.release()
                return
            }
            others.append(thread)
        }
    }

    /// Pieces come and go by the megabyte. Once glibc has given back one block it takes that size for a usual one and keeps the memory for
    /// the next instead of asking the system each time: 4 000 page faults instead of up to 75 000 over 800 MB, 0.05 s of the system's instead
    /// of 0.1 to 0.3. By this function, because the compiler leaves out a `malloc` that nobody reads.
    private func keepMemory() {
        var block: UnsafeMutableRawPointer?
        if posix_memalign(&block, 4096, Self.usualBytes) == 0 { free(block) }
    }

    /// The most that glibc takes for a usual size is 32 MB.
    private static var usualBytes: Int { 24 << 20 }

    private func end() {
        desk.close()
        for thread in others { pthread_join(thread, nil) }
        others = []
    }

    deinit { end() }
}

/// What a thread does.
private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Where threads fetch pieces and lay down what came of them. Every access holds the lock.
private final class Desk<Piece: Sendable, Product: Sendable>: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    /// A piece came, or none comes any more.
    private let came = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [(number: Int, piece: Piece)] = []
    private var products: [Int: Product] = [:]
    private var isClosed = false

    init() {
        pthread_mutex_init(lock, nil)
        pthread_cond_init(came, nil)
        pthread_cond_init(done, nil)
    }

    deinit {
        pthread_cond_destroy(done)
        pthread_cond_destroy(came)
        pthread_mutex_destroy(lock)
        done.deallocate()
        came.deallocate()
        lock.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }

    func put(_ piece: Piece, number: Int) {
        locked {
            waiting.append((number, piece))
            _ = pthread_cond_signal(came)
        }
    }

    /// The oldest piece that nobody works on; nil where there is none now.
    func next() -> (number: Int, piece: Piece)? { locked { waiting.isEmpty ? nil : waiting.removeFirst() } }

    /// The oldest piece that nobody works on; nil where none comes any more.
    func waitForNext() -> (number: Int, piece: Piece)? {
        locked {
            while waiting.isEmpty, !isClosed { pthread_cond_wait(came, lock) }
            return waiting.isEmpty ? nil : waiting.removeFirst()
        }
    }

    func finish(_ product: Product, number: Int) {
        locked {
            products[number] = product
            _ = pthread_cond_signal(done)
        }
    }

    func finished(_ number: Int) -> Product? { locked { products.removeValue(forKey: number) } }

    /// Waits until a piece that somebody works on is done.
    func wait(for number: Int) {
        locked {
            while products[number] == nil { pthread_cond_wait(done, lock) }
        }
    }

    func clear() { locked { waiting = [] } }

    func close() {
        locked {
            isClosed = true
            _ = pthread_cond_broadcast(came)
        }
    }
}
