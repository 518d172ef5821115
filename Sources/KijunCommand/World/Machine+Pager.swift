import Glibc

extension Machine {
    /// Nothing but a terminal that can move its cursor shows a text by screenfuls; an empty `PAGER` asks for none.
    static var canPage: Bool {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return false }
        if let pager = getenv("PAGER"), pager.pointee == 0 { return false }
        guard let terminal = getenv("TERM") else { return false }
        return !["", "dumb"].contains(String(cString: terminal))
    }

    /// By `$PAGER`, else `less`, else `more`. One that is left before the end is no failure.
    ///
    /// - Parameter prompt: what `less` says on the last line; its own `:` looks like the beginning of a command of the session.
    static func page(_ bytes: [UInt8], prompt: String) -> Bool {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return false }
        // The pager would wait for an end that it holds open itself.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // What is written after the pager was left must not end the session.
        var pipes = Process.ignore(SIGPIPE)
        defer { sigaction(SIGPIPE, &pipes, nil) }
        guard let process = Process(["/bin/sh", "-c", pager, "sh", prompt], input: ends[0]) else {
            close(ends[0])
            close(ends[1])
            return false
        }
        close(ends[0])
        _ = writeAll(bytes, to: ends[1])
        close(ends[1])
        // 126 and 127: the shell found nothing to run.
        return process.finish().map { $0 != 126 && $0 != 127 } ?? false
    }

    /// As Git does it: colours pass, what fits on the screen is left there.
    private static var pager: String {
        let settings = """
            : "${LESSCHARSET:=utf-8}" "${LESS=FRX}"; export LESSCHARSET LESS
            """
        if let chosen = getenv("PAGER") { return settings + "\n" + String(cString: chosen) }
        return settings + """

            if command -v less >/dev/null 2>&1; then LESSSECURE=1 exec less -R -F -X -P "$1"; fi
            if command -v more >/dev/null 2>&1; then exec more; fi
            exit 127
            """
    }
}
