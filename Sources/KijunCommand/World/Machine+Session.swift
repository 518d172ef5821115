import Glibc

/// What a session needs of the machine beside files.
extension Machine {
    static func screen() -> (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
        return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    /// Looks the program up in the path. A break (`^C`) is the matter of that program, not of this one.
    static func launch(_ arguments: [String]) -> Int32? { Process(arguments)?.finish() }

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
