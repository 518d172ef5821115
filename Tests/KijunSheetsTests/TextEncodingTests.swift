import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunSheets

@Suite("The encoding of a text")
struct TextEncodingTests {
    private func decode(_ bytes: [UInt8], as encoding: TextEncoding? = nil) -> String {
        do throws(Finding) {
            let (text, found, note) = try TextEncoding.decode(bytes, options: ReadingOptions(encoding: encoding))
            return "\(found.rawValue)\(note == nil ? "" : "?") " + String(decoding: text, as: UTF8.self)
        } catch {
            return "\(error.code.rawValue) \(error.message.en)"
        }
    }

    @Test func `UTF-8 comes back as it is, without its mark`() {
        #expect(decode(Array("番号,ｶﾞｽ".utf8)) == "utf-8 番号,ｶﾞｽ")
        #expect(decode([0xEF, 0xBB, 0xBF] + Array("番号".utf8)) == "utf-8 番号")
        #expect(decode([]) == "utf-8 ")
        #expect(decode([0xEF, 0xBB, 0xBF]) == "utf-8 ")
    }

    @Test func `UTF-16 in both orders, with and without mark`() {
        let little = "番号,𠮷,1\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = "番号,𠮷,1\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(decode([0xFF, 0xFE] + little) == "utf-16 番号,𠮷,1\n")
        #expect(decode([0xFE, 0xFF] + big) == "utf-16 番号,𠮷,1\n")
        #expect(decode(little) == "utf-16 番号,𠮷,1\n")
        #expect(decode(big) == "utf-16 番号,𠮷,1\n")
        #expect(decode(big, as: .utf16) == "utf-16 番号,𠮷,1\n")
    }

    @Test func `faults in UTF-16 are named with their byte and line`() {
        #expect(decode([0xFF, 0xFE, 0x41, 0x00, 0x0A, 0x00, 0x00, 0xD8]).hasPrefix("K0803 The text at byte 6 (line 2) is not UTF-16."))
        #expect(decode([0xFF, 0xFE, 0x41]).hasPrefix("K0803 The text at byte 2 (line 1) is not UTF-16."))
        #expect(decode([0xFF, 0xFE, 0x00, 0xDC, 0x41, 0x00]).hasPrefix("K0803 The text at byte 2"))
    }

    @Test func `CP932 comes as Windows maps it`() {
        let bytes: [UInt8] = [
            0x87, 0x40, 0x87, 0x8A, 0xFB, 0xFC, 0x81, 0x60, 0x81, 0x7C, 0x95, 0x5C, 0x83, 0x5C, 0xB6, 0xDE, 0x5C, 0x7E, 0xF0, 0x40,
            0x94, 0xD4,
        ]
        #expect(decode(bytes) == "cp932 ①㈱髙～－表ソｶﾞ\\~\u{E000}番")
        #expect(decode(bytes, as: .cp932) == "cp932 ①㈱髙～－表ソｶﾞ\\~\u{E000}番")
    }

    @Test func `few characters make a guess doubtful`() {
        #expect(decode(Array("caf".utf8) + [0xE9, 0x73]) == "cp932? caf駸")
    }

    @Test func `what is neither is named with its byte and line`() {
        #expect(decode([0x41, 0x0A, 0xFF]).hasPrefix("K0803 Byte 2 (line 2, 0xFF) is not UTF-8"))
        #expect(decode([0x41, 0x0D, 0x0A, 0x81]).hasPrefix("K0803 Byte 3 (line 2, 0x81) is not UTF-8"))
        #expect(decode([0x41, 0x0D, 0x81, 0x20]).hasPrefix("K0803 Byte 2 (line 2, 0x81) is not UTF-8"))
        #expect(decode(Array("番号".utf8) + [0xE9, 0x73]).hasPrefix("K0803 Byte 6 (line 1, 0xE9) is not UTF-8"))
        #expect(decode([0x41, 0x00, 0x00, 0x41]).hasPrefix("K0803 There is a NUL at byte 1"))
        #expect(decode([0x94, 0xD4, 0x01]).hasPrefix("K0803 Byte 0 (line 1, 0x94)"))
    }

    @Test func `a chosen encoding that does not fit says where`() {
        #expect(decode([0x94, 0xD4], as: .utf8).hasPrefix("K0803 Byte 0 (line 1, 0x94) is not UTF-8. Name another encoding"))
        #expect(decode([0x41, 0x0A, 0x42, 0xFF, 0x42], as: .cp932).hasPrefix("K0803 Byte 3 (line 2, 0xFF) is not CP932"))
        #expect(decode([0xEF, 0xBB, 0xBF, 0x41], as: .cp932).hasPrefix("K0803 The file begins with the mark (BOM) of UTF-8"))
        #expect(decode([0xEF, 0xBB, 0xBF, 0x41, 0xFF], as: .utf8).hasPrefix("K0803 Byte 4 (line 1, 0xFF) is not UTF-8."))
    }

    @Test func `of a text plainly in CP932 the byte that is not is named`() {
        let text = TextWriting.cp932.bytes(of: "番号,名称\n1,道路の維持管理\n")
        #expect(decode(text + [0x81]).hasPrefix("K0803 Byte 27 (line 3, 0x81) is not CP932"))
        #expect(decode(text + [0x87, 0x9F, 0x0A]).hasPrefix("K0803 Byte 27 (line 3, 0x87) is not CP932"))
        #expect(decode([0x94, 0xD4, 0x81]).hasPrefix("K0803 Byte 0 (line 1, 0x94) is not UTF-8"))
    }

    @Test func `a long text in CP932 is converted piece by piece`() {
        let text = String(repeating: "事業費,1,①\n", count: 40_000)
        #expect(decode(TextWriting.cp932.bytes(of: text)) == "cp932 " + text)
    }

    @Test func `no bytes make it trap or hang`() {
        var state: UInt64 = 7
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        for _ in 0..<5_000 {
            let bytes = (0..<next(40)).map { _ in UInt8(next(256)) }
            for encoding in [nil] + TextEncoding.allCases { _ = decode(bytes, as: encoding) }
        }
    }
}
