/// Why a text is no JSON, and where. Found by a slow reader that the fast one (``JSONTape``) calls in when it gives up; both
/// accept the same texts.
struct JSONFault: Equatable {
    enum Reason: Equatable {
        case empty
        /// Neither an object nor a list.
        case noObject(String)
        case invalidUTF8(UInt8)
        case missingComma
        case missingColon
        case missingValue
        case trailingComma
        case keyNotText(String)
        case unclosedText
        case controlCharacter(UInt8)
        case badEscape(String)
        case loneSurrogate(String)
        case badNumber(String)
        /// `NaN`, `Infinity`.
        case notFinite(String)
        case badWord(String)
        case singleQuote
        case comment
        /// `，`, `：`, `“` in the place of the ASCII character.
        case fullWidth(String, String)
        /// A closing bracket, and the one that is open.
        case wrongBracket(found: String, open: String)
        case neverOpened(String)
        case unclosed(String)
        case tooDeep
        case strayCharacter(String)
        /// What the fast reader refuses and this one cannot name.
        case other
    }

    let reason: Reason
    let offset: Int
    /// Where the bracket was opened that the fault is about.
    var opened: Int?

    static let maximumDepth = 64

    /// The first fault of a text of objects and lists, one after the other.
    static func first(in text: UnsafeBufferPointer<UInt8>) -> JSONFault {
        var scanner = JSONScanner(text)
        let found: JSONFault
        do throws(JSONFault) {
            try scanner.scan()
            found = JSONFault(reason: .other, offset: 0)
        } catch {
            found = error
        }
        do {
            _ = try UTF8Span(validating: text.span)
        } catch {
            let invalid = error.byteOffsets.lowerBound
            if found.reason == .other || found.offset >= invalid {
                return JSONFault(reason: .invalidUTF8(text[invalid]), offset: invalid)
            }
        }
        return found
    }
}

extension JSONFault: Error {}

/// A reader of JSON that keeps nothing and finds the first fault.
private struct JSONScanner {
    private let text: UnsafeBufferPointer<UInt8>
    private var at = 0
    /// The brackets that are open, with their places.
    private var open: [(isObject: Bool, offset: Int)] = []

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    mutating func scan() throws(JSONFault) {
        skipSpace()
        if at == text.count { throw JSONFault(reason: .empty, offset: 0) }
        while at < text.count {
            guard peek == "{" || peek == "[" else {
                if peek == "}" || peek == "]" { throw fault(.neverOpened(character())) }
                try value()
                throw JSONFault(reason: .noObject(""), offset: 0)
            }
            try container()
            skipSpace()
        }
    }

    /// An object or a list with all that is in it.
    private mutating func container() throws(JSONFault) {
        try openBracket()
        while let last = open.last {
            // Behind a comma or the opening bracket: the next member or element.
            if last.isObject { try key() }
            skipSpace()
            if peek == "{" || peek == "[" {
                if try openBracket() { continue }
            } else {
                try value()
            }
            try closeOrComma()
        }
    }

    /// - Returns: whether something stands between the brackets. An empty pair is closed again.
    @discardableResult
    private mutating func openBracket() throws(JSONFault) -> Bool {
        guard open.count < JSONFault.maximumDepth else { throw fault(.tooDeep) }
        let isObject = peek == "{"
        open.append((isObject, at))
        at += 1
        skipSpace()
        guard at < text.count, peek == (isObject ? "}" : "]") else { return true }
        at += 1
        open.removeLast()
        return false
    }

    /// What follows a value: closing brackets, and then the comma before the next one.
    private mutating func closeOrComma() throws(JSONFault) {
        while let last = open.last {
            skipSpace()
            guard at < text.count else { throw unclosed() }
            switch peek {
            case ",":
                at += 1
                skipSpace()
                if at < text.count, peek == "}" || peek == "]" { throw fault(.trailingComma) }
                return
            case "}", "]":
                guard (peek == "}") == last.isObject else {
                    throw fault(.wrongBracket(found: character(), open: last.isObject ? "{" : "["), opened: last.offset)
                }
                at += 1
                open.removeLast()
            default: throw strangeness() ?? fault(peek == ":" ? .strayCharacter(":") : .missingComma)
            }
        }
    }

    private mutating func key() throws(JSONFault) {
        skipSpace()
        guard at < text.count else { throw unclosed() }
        guard peek == "\"" else {
            if let strange = strangeness() { throw strange }
            throw fault(peek == "," || peek == ":" ? .strayCharacter(character()) : .keyNotText(word()))
        }
        try string()
        skipSpace()
        guard at < text.count else { throw unclosed() }
        guard peek == ":" else { throw strangeness() ?? fault(.missingColon) }
        at += 1
    }

    private mutating func value() throws(JSONFault) {
        guard at < text.count else { throw unclosed() }
        switch peek {
        case "\"": try string()
        case "-", "+", ".", "0"..."9": try number()
        case ",", "}", "]": throw fault(.missingValue)
        case ":": throw fault(.strayCharacter(":"))
        default:
            if let strange = strangeness() { throw strange }
            let start = at
            let word = word()
            switch word {
            case "null", "true", "false": at = start + word.utf8.count
            case "": throw fault(.strayCharacter(character()))
            default:
                throw fault(["nan", "infinity", "inf"].contains(word.lowercased()) ? .notFinite(word) : .badWord(word))
            }
        }
    }

    private mutating func number() throws(JSONFault) {
        let start = at
        var isGood = true
        if peek == "-" { at += 1 }
        let first = at
        isGood = takeDigits() > 0 && (text[first] != UInt8(ascii: "0") || at == first + 1)
        if isGood, at < text.count, peek == "." {
            at += 1
            isGood = takeDigits() > 0
        }
        if isGood, at < text.count, peek == "e" || peek == "E" {
            at += 1
            if at < text.count, peek == "+" || peek == "-" { at += 1 }
            isGood = takeDigits() > 0
        }
        // What follows a number in digits is looked at by itself: `1，`, `1 2`, but `1"` and `12円` are no number.
        if isGood, at == text.count || " \n\r\t,]}".unicodeScalars.contains(peek) { return }
        if isGood, let strange = strangeness() { throw strange }
        at = start
        let word = word()
        if ["infinity", "inf", "nan"].contains(word.drop { $0 == "-" || $0 == "+" }.lowercased()) { throw fault(.notFinite(word)) }
        throw fault(.badNumber(word))
    }

    private mutating func takeDigits() -> Int {
        let start = at
        while at < text.count, ("0"..."9").contains(peek) { at += 1 }
        return at - start
    }

    private mutating func string() throws(JSONFault) {
        let start = at
        at += 1
        while at < text.count {
            switch text[at] {
            case UInt8(ascii: "\""):
                at += 1
                return
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20:
                // A line that ends within a text: what is wrong is the missing quote.
                if text[at] == 0x0A || text[at] == 0x0D { throw JSONFault(reason: .unclosedText, offset: start) }
                throw fault(.controlCharacter(text[at]))
            default: at += 1
            }
        }
        throw JSONFault(reason: .unclosedText, offset: start)
    }

    private mutating func escape() throws(JSONFault) {
        guard at + 1 < text.count else {
            at += 1
            return
        }
        if "\"\\/bfnrt".utf8.contains(text[at + 1]) {
            at += 2
            return
        }
        guard text[at + 1] == UInt8(ascii: "u"), let unit = hex(at + 2) else {
            throw fault(.badEscape("\\" + character(at: at + 1)))
        }
        guard (0xD800...0xDFFF).contains(unit) else {
            at += 6
            return
        }
        guard unit < 0xDC00, at + 7 < text.count, text[at + 6] == UInt8(ascii: "\\"), text[at + 7] == UInt8(ascii: "u"),
            let low = hex(at + 8), (0xDC00...0xDFFF).contains(low)
        else {
            throw fault(.loneSurrogate(String(decoding: UnsafeBufferPointer(rebasing: text[at..<at + 6]), as: UTF8.self)))
        }
        at += 12
    }

    private func hex(_ start: Int) -> UInt32? {
        guard start + 4 <= text.count else { return nil }
        var value: UInt32 = 0
        for byte in text[start..<start + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    // MARK: What stands here

    private var peek: Unicode.Scalar { at < text.count ? Unicode.Scalar(text[at]) : "\0" }

    private mutating func skipSpace() {
        while at < text.count, text[at] == 0x20 || text[at] == 0x0A || text[at] == 0x0D || text[at] == 0x09 { at += 1 }
    }

    private func fault(_ reason: JSONFault.Reason, opened: Int? = nil) -> JSONFault {
        JSONFault(reason: reason, offset: min(at, text.count), opened: opened)
    }

    /// The text ends too early: the bracket that is not closed.
    private func unclosed() -> JSONFault {
        fault(.unclosed(open.last?.isObject == true ? "{" : "["), opened: open.last?.offset)
    }

    /// What people write who do not write JSON, wherever it stands.
    private func strangeness() -> JSONFault? {
        let shown = character()
        switch shown {
        case "'": return fault(.singleQuote)
        case "/", "#": return fault(.comment)
        default: break
        }
        let ascii = ["，": ",", "、": ",", "：": ":", "“": "\"", "”": "\"", "＂": "\"", "「": "\"", "｛": "{", "｝": "}", "［": "[", "］": "]"]
        if let meant = ascii[shown] { return fault(.fullWidth(shown, meant)) }
        if shown == "\u{3000}" || shown == "\u{A0}" { return fault(.fullWidth("␣", "␣")) }
        return nil
    }

    /// The character at a byte.
    private func character(at offset: Int? = nil) -> String {
        let start = offset ?? at
        guard start < text.count else { return "" }
        let decoded = String(decoding: UnsafeBufferPointer(rebasing: text[start..<min(start + 4, text.count)]), as: UTF8.self)
        return decoded.unicodeScalars.first.map { String($0) } ?? ""
    }

    /// Up to 40 bytes from here on that belong together.
    private func word() -> String {
        let end = text[at..<min(at + 40, text.count)].firstIndex { " \n\r\t,:[]{}\"".utf8.contains($0) } ?? min(at + 40, text.count)
        return String(decoding: UnsafeBufferPointer(rebasing: text[at..<end]), as: UTF8.self)
    }
}
