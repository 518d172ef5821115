import FuzzSupport

/// Bytes as rules; behind U+001D a document for them. Bytes that begin with `=` are an expression.
@_cdecl("FuzzRules_main")
public func main(_ count: CInt, _ arguments: LibFuzzer.Arguments) -> CInt {
    LibFuzzer.run(count, arguments) { start, count in
        let parts = LibFuzzer.parts(LibFuzzer.bytes(start, count))
        if parts[0].first == UInt8(ascii: "=") {
            Rules.evaluate(Array(parts[0].dropFirst()))
        } else {
            Rules.run(parts[0], over: parts.count > 1 ? parts[1] : [])
        }
        return 0
    }
}
