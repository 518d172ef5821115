import Glibc

/// Another program on this terminal. While it runs, breaks (`^C`) and what comes of its end are its own matter.
struct Process {
    private let id: pid_t
    private let before: (interrupt: sigaction, quit: sigaction)

    /// Starts a program, looked up in the path.
    ///
    /// - Parameter input: what the program reads as its standard input; nil for that of this one.
    /// - Returns: nil where there is no such program.
    init?(_ arguments: [String], input: Int32? = nil) {
        guard let program = arguments.first, arguments.allSatisfy({ !$0.utf8.contains(0) }) else { return nil }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGINT, SIGQUIT, SIGPIPE] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
        before = (Self.ignore(SIGINT), Self.ignore(SIGQUIT))
        var id = pid_t()
        guard posix_spawnp(&id, program, &actions, &attributes, &words, environ) == 0 else {
            Self.restore(before)
            return nil
        }
        self.id = id
    }

    /// Waits for the end. The exit status as a shell tells it: 128 and the signal for a program that a signal ended; nil where it
    /// cannot be told.
    func finish() -> Int32? {
        defer { Self.restore(before) }
        var status: Int32 = 0
        guard Machine.retrying({ Int(waitpid(id, &status, 0)) }) >= 0 else { return nil }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    static func ignore(_ number: Int32) -> sigaction {
        var ignoring = sigaction()
        ignoring.__sigaction_handler.sa_handler = SIG_IGN
        var before = sigaction()
        sigaction(number, &ignoring, &before)
        return before
    }

    private static func restore(_ before: (interrupt: sigaction, quit: sigaction)) {
        var (interrupt, quit) = before
        sigaction(SIGINT, &interrupt, nil)
        sigaction(SIGQUIT, &quit, nil)
    }
}
