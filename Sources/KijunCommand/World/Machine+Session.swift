import Glibc

/// What a session needs of the machine beside files.
extension Machine {
    static func screen() -> (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
        return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    /// Looks the program up in the path. A break (`^C`) is the matter of that program, not of this one.
    static func launch(_ arguments: [String]) -> Int32? {
        guard let program = arguments.first, arguments.allSatisfy({ !$0.utf8.contains(0) }) else { return nil }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let (interrupt, quit) = (signal(SIGINT, SIG_IGN), signal(SIGQUIT, SIG_IGN))
        defer {
            signal(SIGINT, interrupt)
            signal(SIGQUIT, quit)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGINT)
        sigaddset(&defaults, SIGQUIT)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var process = pid_t()
        guard posix_spawnp(&process, program, nil, &attributes, &words, environ) == 0 else { return nil }
        var status: Int32 = 0
        guard retrying({ Int(waitpid(process, &status, 0)) }) >= 0 else { return nil }
        // As a shell tells it: the exit status, or 128 and the signal.
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    static func stamp(of path: String) -> FileStamp? {
        var status = Glibc.stat()
        guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
        return FileStamp(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, size: Int(status.st_size))
    }

    static func entries(of folder: String) -> [FolderEntry] {
        guard !folder.utf8.contains(0), let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var found: [FolderEntry] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            var status = Glibc.stat()
            guard stat(folder + "/" + name, &status) == 0 else { continue }
            found.append(FolderEntry(name: name, isFolder: status.st_mode & S_IFMT == S_IFDIR))
        }
        return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
