import Foundation
import Kijun
import KijunSheets
import KijunSyntax

/// Prints what an evaluation costs: nanoseconds a sheet for the judgement alone and for all rules of the example, over sets
/// of one to ten thousand sheets, milliseconds to start the program, and megabytes a second of each reader.
///
/// `make bench-parts`, which builds the program for the rows that run it first. With `eval FILE PASSES` and the like it is the part of
/// `make bench` that loads sheets once and evaluates them several times.
@main struct Benchmarks {
    static func main() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        if try SheetBenchmark.run(Array(CommandLine.arguments.dropFirst()), root: root) { return }
        let folder = root.appending(path: "examples/kihon-hyoka-r2")
        func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: path))) }
        let rules = String(decoding: try bytes("rules.kijun"), as: UTF8.self)
        let form = try bytes("form.kijun")
        let program = Program(rules) { $0.hasSuffix("form.kijun") ? form : nil }
        guard program.isRunnable else { return print("the example's rules have errors") }
        let document = try bytes("sheets/02-10.txt")
        let loaded = DocumentLoader.load(bytes: document, name: "02-10.txt", program: program.checked)
        guard let sheet = loaded.sheets.first?.input else { return print("the example's sheet cannot be read") }

        row("what", "sheets", "ns a sheet: min", "median", "max")
        let judge = program.checked.rules.firstIndex { $0.aliases.contains("judge") }.map { [$0] }
        for count in [1, 64, 1_000, 10_000] {
            let set = SheetSet(Array(repeating: sheet, count: count), schema: program.checked.schema)
            measure("judge", count) { Evaluation(program.checked, set, only: judge) }
            measure("all \(program.checked.rules.count) rules", count) { Evaluation(program.checked, set) }
        }
        measure("read the text by its form", 1) { DocumentLoader.load(bytes: document, name: "02-10.txt", program: program.checked) }
        measure("compile the rules", 1) { Program(rules) { $0.hasSuffix("form.kijun") ? form : nil } }
        startUp(root)
        try ReaderBenchmarks.run(root, text: document, example: program.checked)
        try SessionBenchmarks.run(root)
    }

    static func measure<Result>(_ name: String, _ count: Int, _ body: () -> Result) {
        var times: [Double] = []
        let end = ContinuousClock.now + .seconds(1)
        _ = body()
        while times.count < 5 || (ContinuousClock.now < end && times.count < 200) {
            let time = ContinuousClock().measure { _ = body() }
            times.append(Double(time.components.attoseconds) / 1e9 + Double(time.components.seconds) * 1e9)
        }
        times.sort()
        let each = [times[0], times[times.count / 2], times[times.count - 1]].map { String(Int($0 / Double(count))) }
        row(name, String(count), each[0], each[1], each[2])
    }

    static func startUp(_ root: URL) {
        let path = root.appending(path: ".build/release/kijun")
        guard FileManager.default.fileExists(atPath: path.path) else { return print("no release build: `make build` first") }
        var times: [Double] = []
        for _ in 0..<50 { times.append(Child.run([path.path, "eval", "1+1"], isSilent: true).milliseconds) }
        times.sort()
        print("kijun eval '1+1': min \(times[0].rounded(2)), median \(times[25].rounded(2)), max \(times[49].rounded(2)) ms")
    }

    static func row(_ cells: String...) {
        let widths = [28, 8, 18, 10, 10]
        print(zip(cells, widths).map { $0 + String(repeating: " ", count: max(1, $1 - $0.count)) }.joined())
    }
}

extension Double {
    func rounded(_ places: Int) -> Double { (self * 100).rounded() / 100 }
}
