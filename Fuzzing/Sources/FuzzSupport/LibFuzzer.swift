import CLibFuzzer
public import KijunSheets

/// The way into libFuzzer. SwiftPM calls the main function of an executable `NAME_main`; a fuzz target exports a function of
/// that name and runs the driver in it.
public enum LibFuzzer {
    public typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    public typealias Test = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

    /// Runs the driver, which hands inputs to `test` until its time is up.
    public static func run(_ count: CInt, _ arguments: Arguments, _ test: Test) -> CInt {
        var count = count
        var arguments: Arguments? = arguments
        return LLVMFuzzerRunDriver(&count, &arguments, test)
    }

    /// An input of the driver.
    public static func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
        [UInt8](UnsafeBufferPointer(start: start, count: count))
    }

    /// The parts of an input that has several: U+001D stands between them.
    public static func parts(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: 0x1D, omittingEmptySubsequences: false).map(Array.init)
    }

    /// An input and its encoding, whose name may stand before it with U+001D behind.
    public static func encoded(_ bytes: [UInt8]) -> (encoding: TextEncoding?, bytes: [UInt8]) {
        guard let mark = bytes.prefix(8).firstIndex(of: 0x1D),
            let encoding = TextEncoding(rawValue: String(decoding: bytes[..<mark], as: UTF8.self))
        else { return (nil, bytes) }
        return (encoding, Array(bytes[(mark + 1)...]))
    }
}
