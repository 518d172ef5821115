import Foundation
import Glibc
import TestSupport
import Testing

/// What a run leaves that is ended from outside, at any moment.
@Suite struct `A run that is killed` {
    private static let rules = """
        form 調書
          identify code
          code: text
          cost: number
          projects: table
            cost: number
        grade: cost >= 500 -> a
        grade: cost < 500 -> b
        check total: sum(projects.cost) == cost
        """

    private static func sheets(_ count: Int) -> String {
        (0..<count).map {
            "{\"code\":\"\($0)\",\"cost\":\($0 % 1_000),\"projects\":[{\"cost\":\($0 % 7)},{\"cost\":\($0 % 1_000 - $0 % 7)}]}\n"
        }
        .joined()
    }

    @Test func `leaves the old result or the whole new one`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kijun-killed-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = folder.appending(path: "result.jsonl")
        try Data(Self.rules.utf8).write(to: folder.appending(path: "rules.kijun"))
        try Data(Self.sheets(6_000).utf8).write(to: folder.appending(path: "sheets.jsonl"))

        let whole = try run(in: folder, killedAfter: nil)
        #expect(whole.status == 0)
        let expected = try Data(contentsOf: result)
        #expect(expected.filter { $0 == UInt8(ascii: "\n") }.count == 6_000)
        let old = Data("what was there before\n".utf8)
        var random = SystemRandomNumberGenerator()
        var killed = 0
        for _ in 0..<24 {
            try old.write(to: result)
            // Before, within and after what a whole run takes.
            let outcome = try run(in: folder, killedAfter: Double.random(in: 0...(whole.seconds * 1.1), using: &random))
            if outcome.status == SIGKILL { killed += 1 }
            let found = try Data(contentsOf: result)
            #expect(found == old || found == expected, "\(found.count) bytes, neither the old nor the new result")
        }
        #expect(killed > 0)
    }

    /// - Returns: the signal that ended it, or 0; and how long it took.
    private func run(in folder: URL, killedAfter seconds: Double?) throws -> (status: Int32, seconds: Double) {
        let process = Process()
        process.executableURL = Repository.program
        process.arguments = [
            "run", "rules.kijun", "sheets.jsonl", "--only", "code,grade,failed", "--format", "jsonl", "--output", "result.jsonl",
        ]
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let start = ContinuousClock.now
        try process.run()
        if let seconds {
            usleep(useconds_t(seconds * 1e6))
            kill(process.processIdentifier, SIGKILL)
        }
        process.waitUntilExit()
        let taken = ContinuousClock.now - start
        let time = Double(taken.components.seconds) + Double(taken.components.attoseconds) / 1e18
        return (process.terminationReason == .uncaughtSignal ? process.terminationStatus : 0, time)
    }
}
