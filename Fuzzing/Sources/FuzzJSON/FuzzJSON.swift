import FuzzSupport
import KijunSheets

/// Bytes as json: one value, or an object on each line. The name of an encoding may stand before it, with U+001D behind.
@_cdecl("FuzzJSON_main")
public func main(_ count: CInt, _ arguments: LibFuzzer.Arguments) -> CInt {
    LibFuzzer.run(count, arguments) { start, count in
        let input = LibFuzzer.encoded(LibFuzzer.bytes(start, count))
        for name in ["sheet.json", "sheet.jsonl"] {
            Reading.byNames.read(input.bytes, name: name, options: ReadingOptions(encoding: input.encoding))
        }
        Reading.byNames.readColumns(ofLines: input.bytes)
        return 0
    }
}
