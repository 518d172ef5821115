import FuzzSupport

/// Bytes as a text document, read by the form of the example.
@_cdecl("FuzzText_main")
public func main(_ count: CInt, _ arguments: LibFuzzer.Arguments) -> CInt {
    LibFuzzer.run(count, arguments) { start, count in
        Reading.byExample.read(LibFuzzer.bytes(start, count), name: "sheet.txt")
        return 0
    }
}
