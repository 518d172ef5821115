import FuzzSupport

/// Bytes as the parts of a workbook whose archive is sound: worksheet, shared texts, styles, list of sheets, relationships,
/// U+001D between them.
@_cdecl("FuzzParts_main")
public func main(_ count: CInt, _ arguments: LibFuzzer.Arguments) -> CInt {
    LibFuzzer.run(count, arguments) { start, count in
        let parts = LibFuzzer.parts(LibFuzzer.bytes(start, count))
        Reading.byBoth.read(WorkbookParts.workbook(parts), name: "sheet.xlsx")
        return 0
    }
}
