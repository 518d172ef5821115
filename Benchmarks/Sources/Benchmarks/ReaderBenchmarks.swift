import Foundation
import Kijun
import KijunSheets

/// What reading costs: megabytes a second of each format, of a file of 50 000 rows of 13 columns.
struct ReaderBenchmarks {
    static let rows = 50_000

    /// A field for each column but the last.
    static let rules = """
        form 事業
          identify 番号
          番号: text
          年度: year
          府省庁: text
          担当課: text
          事業名: text
          予算額: number in 円
          執行額: number in 円
          執行率: percent
          件数: number
          人数: number
          評価: mark
          実施: yesno
          備考: text?
        割合 = 執行額 / 予算額
        判定:
          割合 >= 90% -> a
          割合 >= 50% && 割合 < 90% -> b
          otherwise -> c

        """

    /// - Parameter root: of the repository.
    static func run(_ root: URL, text: [UInt8], example: CheckedProgram) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kijun-benchmarks-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let workload = Workload(count: rows)
        let workbook = folder.appending(path: "projects.xlsx")
        try workload.workbook(at: workbook.path)
        let program = Program(rules)
        guard program.isRunnable else { return print("the rules have errors: \(program.diagnostics.map(\.message.en))") }
        let csv = workload.csv
        guard let cp932 = csv.data(using: .shiftJIS) else { return print("the csv has no CP932") }

        print("")
        row("read \(rows) rows", "MB", "ms: min", "median", "MB/s")
        measure("text, by its form", text, "sheet.txt", example)
        measure("csv", Array(csv.utf8), "projects.csv", program.checked)
        measure("csv in CP932", [UInt8](cp932), "projects.csv", program.checked)
        measure("json", Array(workload.json.utf8), "projects.json", program.checked)
        measure("jsonl", Array(workload.lines.utf8), "projects.jsonl", program.checked)
        let bytes = [UInt8](try Data(contentsOf: workbook))
        measure("xlsx", bytes, "projects.xlsx", program.checked)
        peer(workbook, root)
        cells("xlsx", bytes, "projects.xlsx")
        try memory(workbook, folder, root)
    }

    /// From the bytes to cells, and on to the values of all sheets.
    static func measure(_ name: String, _ bytes: [UInt8], _ file: String, _ program: CheckedProgram) {
        // Objects are not read before their values are asked for.
        if !file.contains(".json") { cells(name, bytes, file) }
        time("\(name): values", bytes) {
            guard let document = try? DocumentLoader.read(bytes, name: file) else { return 0 }
            var count = 0
            _ = DocumentLoader(program).load(document) { _ in count += 1 }
            return count
        }
    }

    static func cells(_ name: String, _ bytes: [UInt8], _ file: String) {
        time("\(name): cells", bytes) { (try? DocumentLoader.read(bytes, name: file)) == nil ? 0 : 1 }
    }

    static func time(_ name: String, _ bytes: [UInt8], _ body: () -> Int) {
        guard body() > 0 else { return print("\(name): cannot be read") }
        var times: [Double] = []
        let end = ContinuousClock.now + .seconds(3)
        while times.count < 5 || (ContinuousClock.now < end && times.count < 200) {
            let time = ContinuousClock().measure { _ = body() }
            times.append(Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3)
        }
        times.sort()
        let (size, median) = (Double(bytes.count) / 1e6, times[times.count / 2])
        row(name, size.shown, times[0].shown, median.shown, (size / median * 1e3).shown)
    }

    /// The same workbook by python-calamine, where that is installed.
    static func peer(_ workbook: URL, _ root: URL) {
        let script = root.appending(path: "Benchmarks/peers/calamine.py").path
        let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
        if !Child.run([python, script, workbook.path]).isFine { print("no python-calamine: see Benchmarks/peers/calamine.py") }
    }

    /// How much memory the program takes to grade the workbook. What the benchmarks themselves have in memory is a lower bound of
    /// what is seen here; `/usr/bin/time -v kijun run …` sees the program alone.
    static func memory(_ workbook: URL, _ folder: URL, _ root: URL) throws {
        let program = root.appending(path: ".build/release/kijun").path
        guard FileManager.default.fileExists(atPath: program) else { return print("no release build: `make build` first") }
        let rules = folder.appending(path: "rules.kijun")
        try Data(Self.rules.utf8).write(to: rules)
        for format in ["table", "jsonl"] {
            let child = Child.run([program, "run", rules.path, workbook.path, "--format", format], isSilent: true)
            let megabytes = Double(child.memory) / 1024
            print("kijun run --format \(format) over the workbook: \(child.milliseconds.shown) ms, at most \(megabytes.shown) MB")
        }
    }

    static func row(_ cells: String...) {
        let widths = [28, 8, 12, 12, 12]
        print(zip(cells, widths).map { $0 + String(repeating: " ", count: max(1, $1 - $0.count)) }.joined())
    }
}

extension Double {
    /// With one decimal place.
    var shown: String { String((self * 10).rounded() / 10) }
}
