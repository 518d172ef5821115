import Glibc

/// Files of the real machine, by pieces.
extension Machine {
    /// An open file, closed with the last reference to it.
    private final class OpenFile {
        let number: Int32

        init(_ number: Int32) { self.number = number }

        deinit { close(number) }
    }

    static func open(_ path: String) throws(FileProblem) -> FileReading {
        // A path with a NUL would be cut there by the operating system, and another file be read.
        guard !path.utf8.contains(0) else { throw .notFound }
        let number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw problem() }
        let file = OpenFile(number)
        var status = stat()
        guard fstat(number, &status) == 0 else { throw problem() }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .isFolder }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        return FileReading(size: isRegular ? Int(status.st_size) : nil) { space throws(FileProblem) in
            guard let base = space.baseAddress, !space.isEmpty else { return 0 }
            let got = retrying(unless: interrupts.isRaised) { Glibc.read(file.number, base, space.count) }
            if got < 0 { throw problem() }
            return got
        }
    }

    static func beginning(of path: String, _ count: Int) -> [UInt8] {
        var status = stat()
        // A pipe is not opened: whoever reads it later would miss what was taken.
        guard !path.utf8.contains(0), stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
        return (try? open(path).next(count)) ?? []
    }

    /// A target that is not a regular file (`/dev/null`, a pipe) is written as it is. Of any other nothing is seen before it is
    /// complete: it has no name until then where the file system can do that, and another name where it cannot. Then it is renamed.
    static func create(_ path: String) throws(FileProblem) -> FileWriting {
        guard !path.utf8.contains(0), !path.isEmpty else { throw .notFound }
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { throw .isFolder }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            let number = Glibc.open(path, O_WRONLY | O_CLOEXEC)
            guard number >= 0 else { throw problem() }
            let file = OpenFile(number)
            return FileWriting(
                append: { bytes throws(FileProblem) in if !writeAll(bytes, to: file.number) { throw problem() } }, finish: {}, abandon: {})
        }
        // Behind a link the file is replaced, not the link.
        let partial = try PartialFile(for: resolved(path), mode: exists ? status.st_mode & 0o777 : 0o666)
        return FileWriting(
            append: { bytes throws(FileProblem) in try partial.append(bytes) }, finish: { () throws(FileProblem) in try partial.finish() },
            abandon: { partial.abandon() })
    }

    private static func resolved(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    /// A file that is not in its place yet.
    private final class PartialFile {
        private let path: String
        private let temporary: String
        private let file: OpenFile
        /// Stands under ``temporary``.
        private var isNamed: Bool
        private var isDone = false

        init(for path: String, mode: mode_t) throws(FileProblem) {
            self.path = path
            temporary = "\(path).\(getpid()).partial"
            let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
            let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
            // O_TMPFILE, which Swift does not import: the file has no name, and is gone with the program however that ends.
            var number = Glibc.open(folder, O_WRONLY | Self.withoutName | O_CLOEXEC, mode)
            // It gets its name by way of /proc, which a container may lack: that must show now and not when everything is written.
            if number >= 0, access(Self.link(to: number), F_OK) != 0 {
                close(number)
                number = -1
            }
            isNamed = number < 0
            if number < 0 { number = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode) }
            guard number >= 0 else { throw problem() }
            file = OpenFile(number)
        }

        private static let withoutName: Int32 = 0o20000000 | O_DIRECTORY

        private static func link(to number: Int32) -> String { "/proc/self/fd/\(number)" }

        func append(_ bytes: [UInt8]) throws(FileProblem) {
            if !writeAll(bytes, to: file.number) { throw problem() }
        }

        func finish() throws(FileProblem) {
            do throws(FileProblem) {
                if !isNamed {
                    // A file of that name is left from a program that was ended between naming and renaming.
                    unlink(temporary)
                    let link = Self.link(to: file.number)
                    guard linkat(AT_FDCWD, link, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else { throw problem() }
                    isNamed = true
                }
                guard rename(temporary, path) == 0 else { throw problem() }
                isDone = true
            } catch {
                abandon()
                throw error
            }
        }

        func abandon() {
            if isNamed, !isDone { unlink(temporary) }
            isDone = true
        }

        deinit { abandon() }
    }
}
