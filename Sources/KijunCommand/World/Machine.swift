import Glibc

/// The real machine, by POSIX calls alone: Foundation would more than double the time to start.
enum Machine {
    /// What is read of a single file; more is refused rather than taken into memory.
    static let maximumFileSize = 1 << 30

    static var world: World {
        let input = LineReader()
        let width = terminalWidth()
        let hasTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        // Made when first asked for: only a session edits lines.
        var editor: LineEditor?
        func nextEntry(_ request: EntryRequest) -> Entry {
            let present = editor ?? LineEditor()
            editor = present
            return present.next(request)
        }
        return World(
            environment: { name in getenv(name).map { String(cString: $0) } },
            read: { path throws(FileProblem) in
                if let sample = Demo.file(path) { return sample }
                return path == "-" ? try input.rest() : try readFile(path)
            },
            write: { path, bytes throws(FileProblem) in try writeFile(path, bytes) },
            list: { listFolder($0) },
            nextLine: { input.next() },
            output: { writeAll($0, to: STDOUT_FILENO) },
            message: { _ = writeAll($0, to: STDERR_FILENO) },
            isTerminal: isatty(STDOUT_FILENO) == 1,
            width: width, folder: currentFolder(), statusLine: statusLine(), nextEntry: hasTerminal ? nextEntry : nil,
            screen: { screen() }, interrupts: interrupts, launch: { launch($0) }, stamp: { stamp(of: $0) },
            entries: { entries(of: $0) }, page: canPage ? { page($0, prompt: $1) } : nil)
    }

    static func currentFolder() -> String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    static func terminalWidth() -> Int { screen().width }

    static func problem(_ code: Int32 = errno) -> FileProblem {
        switch code {
        case ENOENT, ENOTDIR: .notFound
        case EISDIR: .isFolder
        case EACCES, EPERM: .notAllowed
        default: .other(String(cString: strerror(code)))
        }
    }

    static func readFile(_ path: String) throws(FileProblem) -> [UInt8] {
        // A path with a NUL would be cut there by the operating system, and another file be read.
        guard !path.utf8.contains(0) else { throw .notFound }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw problem() }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw problem() }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .isFolder }
        guard status.st_size <= maximumFileSize else { throw .tooLarge }
        return try readAll(file, expecting: Int(status.st_size))
    }

    static func readAll(_ file: Int32, expecting size: Int) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + 1)
        var failure: FileProblem?
        while failure == nil {
            let room = max(size + 1 - bytes.count, 1 << 16)
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let got = retrying(unless: interrupts.isRaised) { Glibc.read(file, buffer.baseAddress, room) }
                if got < 0 { failure = problem() }
                count = max(got, 0)
            }
            if chunk.isEmpty { break }
            bytes += chunk
            if bytes.count > maximumFileSize { throw .tooLarge }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes beside the target and renames, so that a stopped run never leaves half a file. A target that is not a
    /// regular file (`/dev/null`, a pipe) is written as it is.
    static func writeFile(_ path: String, _ bytes: [UInt8]) throws(FileProblem) {
        guard !path.utf8.contains(0), !path.isEmpty else { throw .notFound }
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { throw .isFolder }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            let file = open(path, O_WRONLY | O_CLOEXEC)
            guard file >= 0 else { throw problem() }
            defer { close(file) }
            guard writeAll(bytes, to: file) else { throw problem() }
            return
        }
        // Behind a link the file is replaced, not the link.
        let path = resolved(path)
        let temporary = "\(path).\(getpid()).partial"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, exists ? status.st_mode & 0o777 : 0o666)
        guard file >= 0 else { throw problem() }
        let written = writeAll(bytes, to: file)
        let code = errno
        let closed = close(file) == 0
        guard written, closed, rename(temporary, path) == 0 else {
            let failure = problem(written ? errno : code)
            unlink(temporary)
            throw failure
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    static func listFolder(_ path: String) -> FolderContent? {
        var status = stat()
        guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFDIR else { return nil }
        var content = FolderContent()
        var folders = [path]
        while let folder = folders.popLast() {
            guard let handle = opendir(folder) else {
                content.unreadable.append((folder, problem()))
                continue
            }
            defer { closedir(handle) }
            while let entry = readdir(handle) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasPrefix(".") { continue }
                let child = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
                var kind = stat()
                // A link to a folder is not followed: it may lead back up.
                guard lstat(child, &kind) == 0 else { continue }
                switch kind.st_mode & S_IFMT {
                case S_IFDIR: folders.append(child)
                case S_IFREG: content.files.append(child)
                case S_IFLNK:
                    // One that leads nowhere is not passed over: reading it tells so.
                    if stat(child, &kind) != 0 || kind.st_mode & S_IFMT == S_IFREG { content.files.append(child) }
                default: break
                }
            }
        }
        content.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        content.unreadable.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return content
    }

    static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = retrying { Glibc.write(file, buffer.baseAddress! + done, buffer.count - done) }
                if count < 0 { return false }
                done += count
            }
            return true
        }
    }

    /// Repeats a call that a signal broke off.
    ///
    /// - Parameter isBroken: it was the user, and the call may be given up.
    static func retrying(unless isBroken: () -> Bool = { false }, _ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR || isBroken() { return result }
        }
    }
}
