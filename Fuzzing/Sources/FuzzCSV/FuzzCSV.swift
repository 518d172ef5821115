import FuzzSupport
import KijunSheets

/// Bytes as csv: records, headings, encodings. The name of an encoding may stand before it, with U+001D behind.
@_cdecl("FuzzCSV_main")
public func main(_ count: CInt, _ arguments: LibFuzzer.Arguments) -> CInt {
    LibFuzzer.run(count, arguments) { start, count in
        let input = LibFuzzer.encoded(LibFuzzer.bytes(start, count))
        Reading.byNames.read(input.bytes, name: "sheet.csv", options: ReadingOptions(encoding: input.encoding))
        return 0
    }
}
