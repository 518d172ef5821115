internal import Glibc
internal import Kijun

extension TextEncoding {
    /// The most bytes of text in UTF-8 that are read: beyond it, positions in a ``Grid`` would not fit.
    private static let maximumDecoded = 1 << 31

    /// The text of a file in UTF-8 without byte order mark.
    ///
    /// The encoding is that of the options; else what a byte order mark says; else UTF-16 where every other byte is zero as in
    /// text of that encoding; UTF-8 where it is valid; CP932 where that is. A valid UTF-8 file comes back as it is.
    ///
    /// - Returns: with a note where the encoding was guessed on few grounds.
    /// - Throws: the finding that the file is no text in any of these or in the chosen one, with the first byte that is not.
    static func decode(
        _ bytes: [UInt8], options: ReadingOptions
    ) throws(Finding) -> (text: [UInt8], encoding: TextEncoding, note: Finding?) {
        guard bytes.count <= TextDocument.maximumBytes else {
            throw .tooLarge(bytes: bytes.count, limit: TextDocument.maximumBytes)
        }
        let mark = ByteOrderMark(bytes)
        if let mark, let chosen = options.encoding, chosen != mark.encoding { throw .otherByteOrderMark(mark.encoding, chosen: chosen) }
        let zero = bytes.firstIndex(of: 0)
        switch options.encoding ?? mark?.encoding {
        case .utf8:
            if let zero { throw .zeroByte(Place(zero, in: bytes)) }
            let text = mark == nil ? bytes : Array(bytes.dropFirst(3))
            if let offset = invalidUTF8(text) { throw .notInEncoding(.utf8, Place(offset + bytes.count - text.count, in: bytes)) }
            return (text, .utf8, nil)
        case .utf16:
            let (little, big) = plainCharacters(bytes)
            let isLittle = mark.map { $0 == .utf16Little } ?? (little >= big)
            return (try decodeUTF16(bytes, from: mark == nil ? 0 : 2, isLittle: isLittle), .utf16, nil)
        case .cp932:
            if let zero { throw .zeroByte(Place(zero, in: bytes)) }
            return (try decodeCP932(bytes), .cp932, nil)
        case nil:
            if let zero { return (try guessUTF16(bytes, zero: zero), .utf16, nil) }
            guard let offset = invalidUTF8(bytes) else { return (bytes, .utf8, nil) }
            return try guessCP932(bytes, invalid: offset)
        }
    }

    /// A byte of a file as messages name it.
    struct Place {
        /// From 0.
        let offset: Int
        /// From 1.
        let line: Int
        let byte: UInt8

        init(_ offset: Int, in bytes: [UInt8]) {
            self.offset = offset
            let before = bytes[..<min(offset, bytes.count)]
            let feeds = before.count { $0 == UInt8(ascii: "\n") }
            line = 1 + (feeds > 0 ? feeds : before.count { $0 == UInt8(ascii: "\r") })
            byte = offset < bytes.count ? bytes[offset] : 0
        }
    }

    private enum ByteOrderMark {
        case utf8, utf16Little, utf16Big

        init?(_ bytes: [UInt8]) {
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
                self = .utf8
            } else if bytes.starts(with: [0xFF, 0xFE]) {
                self = .utf16Little
            } else if bytes.starts(with: [0xFE, 0xFF]) {
                self = .utf16Big
            } else {
                return nil
            }
        }

        var encoding: TextEncoding { self == .utf8 ? .utf8 : .utf16 }
    }

    /// The offset of the first byte that is not UTF-8.
    private static func invalidUTF8(_ bytes: [UInt8]) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    // MARK: UTF-16

    /// How many of the line ends, separators, digits and letters that every table has the two byte orders give.
    private static func plainCharacters(_ bytes: [UInt8]) -> (little: Int, big: Int) {
        var (little, big) = (0, 0)
        var index = 0
        while index + 1 < min(bytes.count, 1 << 16) {
            if bytes[index + 1] == 0, (0x09...0x7E).contains(bytes[index]) { little += 1 }
            if bytes[index] == 0, (0x09...0x7E).contains(bytes[index + 1]) { big += 1 }
            index += 2
        }
        return (little, big)
    }

    /// Text with a NUL: UTF-16 without byte order mark, or none.
    private static func guessUTF16(_ bytes: [UInt8], zero: Int) throws(Finding) -> [UInt8] {
        let (little, big) = plainCharacters(bytes)
        // U+3000 and some kanji look like a digit or a letter in the other order, but seldom.
        guard max(little, big) > 4 * min(little, big),
            let text = try? decodeUTF16(bytes, from: 0, isLittle: little > big)
        else { throw .zeroByte(Place(zero, in: bytes)) }
        return text
    }

    private static func decodeUTF16(_ bytes: [UInt8], from start: Int, isLittle: Bool) throws(Finding) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 3 / 2)
        var line = 1
        var index = start
        func unit(_ index: Int) -> UInt32 {
            isLittle ? UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 : UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
        }
        while index + 1 < bytes.count {
            let first = unit(index)
            var scalar = Unicode.Scalar(first)
            var length = 2
            if (0xD800..<0xDC00).contains(first), index + 3 < bytes.count, (0xDC00..<0xE000).contains(unit(index + 2)) {
                scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + unit(index + 2) - 0xDC00)
                length = 4
            }
            guard let scalar, scalar.value != 0 else { throw .notInEncoding(.utf16, offset: index, line: line) }
            if scalar.value == 0x0A { line += 1 }
            if scalar.value < 0x80 {
                text.append(UInt8(scalar.value))
            } else {
                text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
            index += length
        }
        guard index == bytes.count else { throw .notInEncoding(.utf16, offset: index, line: line) }
        guard text.count <= maximumDecoded else { throw .tooLarge(bytes: text.count, limit: maximumDecoded) }
        return text
    }

    // MARK: CP932

    /// With fewer characters of two bytes than these a guess is worth a note: text of Western Europe can be valid CP932 too.
    private static let tellingCharacters = 8

    /// Text that is not UTF-8 from `offset` on.
    private static func guessCP932(
        _ bytes: [UInt8], invalid offset: Int
    ) throws(Finding) -> (text: [UInt8], encoding: TextEncoding, note: Finding?) {
        // Two characters of three bytes that are UTF-8 do not occur in CP932 before the first byte that is not: it is UTF-8
        // with a fault. A text begins with nothing but tabs and line ends of the control characters.
        let isFaulty = bytes[..<offset].lazy.filter { $0 >= 0xE0 }.prefix(2).count == 2
        let isControlled = bytes.contains { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1A && $0 != 0x1B }
        if isFaulty || isControlled { throw .notText(Place(offset, in: bytes)) }
        let (wrong, pairs) = structureOfCP932(bytes)
        let isTelling = pairs >= tellingCharacters
        // Plainly CP932 but for a fault, such as a character of which half is cut off: it is the fault that is named.
        if let wrong { throw isTelling ? .notInEncoding(.cp932, Place(wrong, in: bytes)) : .notText(Place(offset, in: bytes)) }
        let text: [UInt8]
        do { text = try decodeCP932(bytes) } catch { throw isTelling ? error : .notText(Place(offset, in: bytes)) }
        return (text, .cp932, isTelling ? nil : .guessedCP932(Place(offset, in: bytes)))
    }

    /// The first byte that cannot stand where it does, and the number of characters of two bytes before it.
    private static func structureOfCP932(_ bytes: [UInt8]) -> (wrong: Int?, pairs: Int) {
        var pairs = 0
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0x00...0x7F, 0xA1...0xDF: index += 1
            case 0x81...0x9F, 0xE0...0xFC:
                guard index + 1 < bytes.count, (0x40...0xFC).contains(bytes[index + 1]), bytes[index + 1] != 0x7F else {
                    return (index, pairs)
                }
                pairs += 1
                index += 2
            default: return (index, pairs)
            }
        }
        return (nil, pairs)
    }

    private static func decodeCP932(_ bytes: [UInt8]) throws(Finding) -> [UInt8] {
        let converter = iconv_open("UTF-8", "CP932")
        // The C library's way to say that it cannot: (iconv_t)-1.
        guard let converter, Int(bitPattern: converter) != -1 else { throw .noCP932 }
        defer { iconv_close(converter) }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 3 / 2)
        var wrong: Int?
        bytes.withUnsafeBytes { source in
            var input = UnsafeMutablePointer(mutating: source.bindMemory(to: CChar.self).baseAddress)
            var left = source.count
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 16) { buffer in
                while left > 0 {
                    var output = buffer.baseAddress
                    var room = buffer.count
                    let result = iconv(converter, &input, &left, &output, &room)
                    let failure = errno
                    text.append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<(buffer.count - room)]))
                    if result == -1, failure != E2BIG {
                        wrong = source.count - left
                        return
                    }
                }
            }
        }
        if let wrong { throw .notInEncoding(.cp932, Place(wrong, in: bytes)) }
        guard text.count <= maximumDecoded else { throw .tooLarge(bytes: text.count, limit: maximumDecoded) }
        return text
    }
}
