import Foundation

/// A program that was run to its end.
struct Child {
    let status: Int32
    let milliseconds: Double
    /// The most memory that it had, in kilobytes.
    let memory: Int

    /// It was there, and its work done.
    var isFine: Bool { status == 0 }

    /// Runs a program, looked for as a shell does.
    ///
    /// - Parameter isSilent: what it prints is not shown.
    static func run(_ arguments: [String], isSilent: Bool = false) -> Child {
        fflush(nil)  // what was printed so far comes first
        // Foundation's Process takes 50 ms of its own.
        let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if isSilent { posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) }
        var status: Int32 = -1
        var usage = rusage()
        let time = ContinuousClock().measure {
            var child: pid_t = 0
            guard posix_spawnp(&child, arguments[0], &actions, nil, words, environ) == 0 else { return }
            wait4(child, &status, 0, &usage)
        }
        let milliseconds = Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3
        return Child(status: status, milliseconds: milliseconds, memory: usage.ru_maxrss)
    }
}
