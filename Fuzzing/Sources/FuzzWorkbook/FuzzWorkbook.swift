import FuzzSupport

/// Bytes as a workbook: the archive itself, damaged.
@_cdecl("FuzzWorkbook_main")
public func main(_ count: CInt, _ arguments: LibFuzzer.Arguments) -> CInt {
    LibFuzzer.run(count, arguments) { start, count in
        Reading.byBoth.read(LibFuzzer.bytes(start, count), name: "sheet.xlsx")
        return 0
    }
}
