import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunSheets

@Suite struct BrokenJSONTests {
    private func fault(_ text: String) -> JSONFault { fault(Array(text.utf8)) }
    private func fault(_ bytes: [UInt8]) -> JSONFault { bytes.withUnsafeBufferPointer { JSONFault.first(in: $0) } }

    /// Whether the fast reader takes a text; nil where a key stands twice.
    private func isReadOnce(_ bytes: [UInt8]) -> Bool? {
        bytes.withUnsafeBufferPointer { text in
            switch JSONTape().read(text) {
            case .read: true
            case .duplicate: nil
            case .broken, .noMemory: false
            }
        }
    }

    private func isRead(_ bytes: [UInt8]) -> Bool { isReadOnce(bytes) ?? true }

    @Test(
        arguments: [
            (#"{"a": 1 "b": 2}"#, JSONFault.Reason.missingComma, 8), (#"[1 2]"#, .missingComma, 3), (#"{"a" 1}"#, .missingColon, 5),
            (#"{"a": }"#, .missingValue, 6), (#"[1,,2]"#, .missingValue, 3), (#"[1,]"#, .trailingComma, 3),
            (#"{"a":1,}"#, .trailingComma, 7),
            (#"{a: 1}"#, .keyNotText("a"), 1), (#"{"a": "b}"#, .unclosedText, 6), ("{\"a\": \"b\nc\"}", .unclosedText, 6),
            ("{\"a\": \"b\tc\"}", .controlCharacter(9), 8), (#"{"a": "\x"}"#, .badEscape("\\x"), 7),
            (#"{"a": "\u12"}"#, .badEscape("\\u"), 7),
            (#"{"a": "\ud83d"}"#, .loneSurrogate("\\ud83d"), 7), (#"{"a": "\udc00x"}"#, .loneSurrogate("\\udc00"), 7),
            (#"{"a": 01}"#, .badNumber("01"), 6), (#"{"a": .5}"#, .badNumber(".5"), 6), (#"{"a": 1e}"#, .badNumber("1e"), 6),
            (#"{"a": 5.}"#, .badNumber("5."), 6), (#"{"a": +1}"#, .badNumber("+1"), 6), (#"{"a": 0x10}"#, .badNumber("0x10"), 6),
            (#"{"a": -}"#, .badNumber("-"), 6), (#"{"a": NaN}"#, .notFinite("NaN"), 6), (#"{"a": -Infinity}"#, .notFinite("-Infinity"), 6),
            (#"{"a": None}"#, .badWord("None"), 6), (#"{"a": nullx}"#, .badWord("nullx"), 6), (#"{'a': 1}"#, .singleQuote, 1),
            (#"{"a": 1} // c"#, .comment, 9), (#"{"a"：1}"#, .fullWidth("：", ":"), 4), (#"{"a": 1，"b": 2}"#, .fullWidth("，", ","), 7),
            (#"[1}"#, .wrongBracket(found: "}", open: "["), 2), (#"{}}"#, .neverOpened("}"), 2), (#"{"a": [1, 2"#, .unclosed("["), 11),
            (#"{"#, .unclosed("{"), 1), ("", .empty, 0), (" \n", .empty, 0), ("5", .noObject(""), 0), (#""a""#, .noObject(""), 0),
            (#"{"a": 1"b": 2}"#, .badNumber("1"), 6),
        ] as [(String, JSONFault.Reason, Int)])
    func `what is wrong is said at its place`(text: String, reason: JSONFault.Reason, offset: Int) {
        let found = fault(text)
        #expect(found.reason == reason)
        #expect(found.offset == offset)
        #expect(!isRead(Array(text.utf8)))
    }

    @Test func `bytes that are no UTF-8 are said`() {
        #expect(fault(Array("{\"a\": \"".utf8) + [0x83, 0x65] + Array("\"}".utf8)).reason == .invalidUTF8(0x83))
        // An error before them goes first.
        #expect(fault(Array("{\"a\" \"".utf8) + [0x83, 0x65] + Array("\"}".utf8)).reason == .missingColon)
    }

    @Test func `depth is bounded`() {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(isRead(Array(nested(64).utf8)) && fault(nested(64)).reason == .other)
        #expect(!isRead(Array(nested(65).utf8)) && fault(nested(65)).reason == .tooDeep)
        #expect(!isRead(Array(repeating: UInt8(ascii: "["), count: 1_000_000)))
        #expect(fault(Array(repeating: UInt8(ascii: "{"), count: 1_000_000)).reason == .keyNotText(""))
    }

    @Test func `a key twice in one object is an error with both places`() {
        let twice = ObjectReading("a: number", #"{"a": 1, "b": {"c": 1, "d": 2, "\u0063": 3}}"#)
        #expect(twice.fileFindings == ["error K0812 1:32 -"])
        #expect(twice.messages.first?.contains("line 1, column 16") == true)
        let members = (0..<500).map { "\"k\($0)\": \($0)" } + ["\"k7\": 0"]
        #expect(ObjectReading("a: number", "{" + members.joined(separator: ",") + "}").fileFindings.first?.hasPrefix("error K0812") == true)
        #expect(ObjectReading("k1: number", "{" + members.dropLast().joined(separator: ",") + "}").sheets.count == 1)
    }

    @Test func `a broken line does not stop the others, and many are counted`() {
        let lines = (0..<300).map { "{\"n\": \($0)" + ($0 % 2 == 0 ? "}" : "") }.joined(separator: "\n")
        let read = ObjectReading("n: number", lines, isLines: true)
        #expect(read.sheets.count == 150)
        #expect(read.ofFile.count { $0.severity == .error } == 101)
        #expect(read.messages.contains("50 more sheets cannot be read."))
        #expect(read.unreadable == 150)
    }

    @Test func `objects without any field are counted like broken lines`() {
        let lines = (0..<300).map { $0 % 2 == 0 ? "{\"n\": 1}" : "{\"x\": 1}" } + ["{\"n\": "]
        let read = ObjectReading("n: number", lines.joined(separator: "\n"), isLines: true)
        #expect(read.sheets.count == 150)
        #expect(read.unreadable == 151)
        #expect(read.ofFile.count { $0.severity == .error } == 102)
        #expect(read.fileFindings.contains("error K0713 202:1 -"))
        #expect(read.messages.contains("50 more sheets cannot be read."))
    }

    @Test func `only objects are sheets`() {
        #expect(ObjectReading("n: number", "[{\"n\": 1}, 2, [3]]").fileFindings == ["error K0811 1:12 -", "error K0811 1:15 -"])
        #expect(ObjectReading("n: number", "{\"n\": 1} {\"n\": 2}", isLines: true).fileFindings == ["error K0811 1:10 -"])
        #expect(ObjectReading("n: number", "[{\"n\": 1}]", isLines: true).fileFindings == ["error K0811 1:1 -"])
        #expect(ObjectReading("n: number", "[]").sheets.isEmpty)
    }

    /// The fast and the slow reader take the same texts.
    @Test func `both readers agree on texts with random faults`() {
        var random = SeededRandom(seed: 42)
        let bits: [[UInt8]] =
            [
                "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "\\ude00", "0", "1", "-", ".", "e", "E9", "+", "null", "true", "x",
                " ", "\n", "\t", "\"a\"", "\"é\"", "１", "//", "'",
            ]
            .map { Array($0.utf8) } + [[0x80], [0xFF], [0x00], [0x0C], [0x1A], [0xED, 0xA0, 0x80]]
        for _ in 0..<30_000 {
            var bytes = Array(JSONSample.object(&random, depth: 3).utf8)
            for _ in 0..<random.below(3) {
                let at = random.below(bytes.count + 1)
                switch random.below(3) {
                case 0 where at < bytes.count: bytes.remove(at: at)
                case 1 where at < bytes.count: bytes[at] = UInt8(random.below(256))
                default: bytes.insert(contentsOf: bits[random.below(bits.count)], at: at)
                }
            }
            let found = fault(bytes)
            // A key that stands twice is said before what is broken after it.
            guard let isRead = isReadOnce(bytes) else { continue }
            #expect(isRead == (found.reason == .other), "\(bytes.map { String(UnicodeScalar($0)) }.joined().debugDescription) \(found)")
        }
    }

    @Test func `random bytes are never a crash`() {
        var random = SeededRandom(seed: 7)
        let pieces = Array(#"{}[],:"\01-.eEnultrfasu "#.utf8) + [0x0A, 0xE3, 0x81, 0x82, 0xFF]
        for _ in 0..<20_000 {
            let bytes = (0..<random.below(40)).map { _ in pieces[random.below(pieces.count)] }
            let read = ObjectReading(
                schema: RecordSchema(path: "", fields: [FieldSchema(name: "a", type: .number)]), bytes: bytes, isLines: random.below(2) == 0
            )
            #expect(read.sheets.count <= bytes.count)
        }
    }

    @Test func `random values come back as they were written`() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<3_000 {
            var expected: [String] = []
            let text = JSONSample.numbersAndTexts(&random, &expected)
            let bytes = Array(text.utf8)
            var found: [String] = []
            bytes.withUnsafeBufferPointer { buffer in
                let tape = JSONTape()
                guard case .read(let roots) = tape.read(buffer) else { return }
                for element in roots[0].elements {
                    found.append(element.kind == .number ? element.number?.plainText ?? "nil" : element.text)
                }
            }
            #expect(found == expected)
        }
    }
}

/// Random JSON.
enum JSONSample {
    static func object(_ random: inout SeededRandom, depth: Int) -> String {
        let members = (0..<random.below(5)).map { index in
            "\"k\(index)\(random.below(3))\":\(space(&random))\(value(&random, depth: depth - 1))"
        }
        return "{" + members.joined(separator: "," + space(&random)) + "}"
    }

    private static func value(_ random: inout SeededRandom, depth: Int) -> String {
        switch random.below(depth > 0 ? 8 : 5) {
        case 0: String(random.below(1_000))
        case 1: "-\(random.below(100)).\(random.below(100))e\(random.below(5))"
        case 2: ["null", "true", "false"][random.below(3)]
        case 3: "\"" + ["", "あ", "a\\\"b", "\\u3042", "\\ud83d\\ude00"][random.below(5)] + "\""
        case 4: "\"text \(random.below(100))\""
        case 5: "[" + (0..<random.below(4)).map { _ in value(&random, depth: depth - 1) }.joined(separator: ", ") + "]"
        default: object(&random, depth: depth - 1)
        }
    }

    private static func space(_ random: inout SeededRandom) -> String { ["", " ", "\n", "\r\n\t"][random.below(4)] }

    /// A list of numbers and texts, and what each is.
    static func numbersAndTexts(_ random: inout SeededRandom, _ expected: inout [String]) -> String {
        var parts: [String] = []
        for _ in 0..<random.below(8) {
            if random.below(2) == 0 {
                let mantissa = Int64(truncatingIfNeeded: random.next()) % 1_000_000_000_000 - 500_000_000_000
                let scale = random.below(10)
                let number = Number(mantissa: mantissa, scale: scale) ?? .zero
                expected.append(number.plainText)
                parts.append(random.below(3) == 0 ? "\(mantissa)e-\(scale)" : number.plainText)
            } else {
                var text = ""
                var written = ""
                for _ in 0..<random.below(20) {
                    let scalar = Unicode.Scalar(UInt32(random.below(0x11_0000))) ?? "a"
                    text.unicodeScalars.append(scalar)
                    if scalar == "\"" || scalar == "\\" {
                        written += "\\" + String(scalar)
                    } else if scalar.value < 0x20 || random.below(3) == 0 {
                        for unit in String(scalar).utf16 {
                            written += "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16)
                        }
                    } else {
                        written.unicodeScalars.append(scalar)
                    }
                }
                expected.append(text)
                parts.append("\"" + written + "\"")
            }
        }
        return "[" + parts.joined(separator: ",") + "]"
    }
}
