import Glibc

/// The real machine, by POSIX calls alone: Foundation would more than double the time to start.
enum Machine {
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
                return path == "-" ? try input.rest() : try open(path).rest()
            },
            open: { path throws(FileProblem) in
                if let sample = Demo.file(path) { return FileReading(sample) }
                return path == "-" ? input.reading : try open(path)
            },
            beginning: { beginning(of: $0, $1) },
            create: { path throws(FileProblem) in try create(path) },
            list: { listFolder($0) },
            nextLine: { input.next() },
            output: { writeAll($0, to: STDOUT_FILENO) },
            message: { _ = writeAll($0, to: STDERR_FILENO) },
            isTerminal: isatty(STDOUT_FILENO) == 1,
            width: width, processors: { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }, folder: currentFolder(), statusLine: statusLine(),
            nextEntry: hasTerminal ? nextEntry : nil,
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
        case ENOSPC, EDQUOT: .full
        default: .other(String(cString: strerror(code)))
        }
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
