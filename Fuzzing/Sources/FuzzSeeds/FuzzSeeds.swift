import Foundation
import FuzzSupport

/// `FuzzSeeds WORKBOOKS PARTS`: writes the workbooks that the targets start from into two folders.
@_cdecl("FuzzSeeds_main")
public func main(_ count: CInt, _ arguments: LibFuzzer.Arguments) -> CInt {
    let folders = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
    guard folders.count == 2 else { return 2 }
    let separator = Data([0x1D])
    let seeds = [
        folders[0].appending(path: "stored.xlsx"): Data(WorkbookParts.workbook([])),
        folders[0].appending(path: "deflated.xlsx"): Data(WorkbookParts.workbook([], deflated: true)),
        folders[1].appending(path: "parts"): Data(WorkbookParts.defaults.map { Data($0.utf8) }.joined(separator: separator)),
        folders[1].appending(path: "worksheet"): Data(WorkbookParts.defaults[0].utf8),
    ]
    for (place, content) in seeds {
        guard (try? content.write(to: place)) != nil else { return 1 }
    }
    return 0
}
