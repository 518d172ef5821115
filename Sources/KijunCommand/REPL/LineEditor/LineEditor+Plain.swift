import CEditline
import Glibc
import KijunSyntax

/// On a terminal that cannot move its cursor: lines as the terminal itself gives them, and nothing is written but prompts.
extension LineEditor {
    private static let maximumLine = 1 << 20

    func plainEntry() -> Entry {
        var lines: [String] = []
        while true {
            _ = Machine.writeAll(Array((lines.isEmpty ? request.prompt : request.continuation).utf8), to: STDOUT_FILENO)
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: Self.maximumLine) { buffer, used in
                count = buffer.withMemoryRebound(to: CChar.self) { ceditline_plain($0.baseAddress, Self.maximumLine) }
                used = max(count, 0)
            }
            if count < 0 || bytes.isEmpty { _ = Machine.writeAll([UInt8(ascii: "\n")], to: STDOUT_FILENO) }
            if count < 0 { return .dropped }
            if bytes.isEmpty { return .end }
            lines.append(String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self))
            let text = nfc(lines.joined(separator: "\n"))
            if text.allSatisfy(\.isWhitespace) || request.isComplete(text) { return .text(text) }
        }
    }
}
