import Foundation
import TestSupport
import Testing

/// `kijun import`, killed at many moments: a reader finds the old state or the new one, and never another.
@Suite struct `Killed imports` {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "kijun-killed-\(UUID().uuidString)")

    /// - Parameter milliseconds: when it is killed; nil to wait for its end.
    private func run(_ arguments: [String], killedAfter milliseconds: Int? = nil) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = Repository.program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        if let milliseconds {
            usleep(UInt32(milliseconds) * 1_000)
            kill(process.processIdentifier, SIGKILL)
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    private func sheets(_ factor: Int) -> Data {
        Data(
            (0..<3_000).map { "{\"code\":\"\($0)\",\"cost\":\($0 * factor),\"note\":\"\(String(repeating: "事業", count: 50))\(factor)\"}\n" }
                .joined().utf8)
    }

    @Test func `a killed import leaves the old state or the new`() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, store) = (folder.appending(path: "a.jsonl"), folder.appending(path: "s.sqlite"))
        try Data("all = sum(sheets.cost)\nfirst = sheets[1].note\n".utf8).write(to: folder.appending(path: "r.kijun"))
        func state() throws -> String { try run(["eval", "sum(sheets.cost)", "--rules", "r.kijun", "--sheet", "s.sqlite"]) }
        try sheets(1).write(to: file)
        _ = try run(["import", "a.jsonl", "--into", "s.sqlite"])
        let before = try Data(contentsOf: store)
        let old = try state()
        try sheets(3).write(to: file)
        let start = ContinuousClock.now
        _ = try run(["import", "a.jsonl", "--into", "s.sqlite"])
        let duration = Int((ContinuousClock.now - start) / .milliseconds(1))
        let new = try state()
        #expect(old != new && old == "4,498,500\n")
        for part in 0..<10 {
            try before.write(to: store)
            try? FileManager.default.removeItem(at: folder.appending(path: "s.sqlite-journal"))
            _ = try run(["import", "a.jsonl", "--into", "s.sqlite"], killedAfter: duration * (part * 6 + 50) / 100)
            let now = try state()
            #expect(now == old || now == new)
        }
    }
}
