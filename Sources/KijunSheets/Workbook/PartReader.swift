internal import CExpat
internal import Glibc
internal import Kijun

/// A name in an XML part: its bytes without the prefix (`x:row` is `row`), in the buffer of the parser.
struct XMLName {
    private let start: UnsafePointer<CChar>

    init(_ written: UnsafePointer<CChar>) {
        var start = written
        var next = written
        while next.pointee != 0 {
            if next.pointee == CChar(UInt8(ascii: ":")) { start = next + 1 }
            next += 1
        }
        self.start = start
    }

    static func == (name: XMLName, text: StaticString) -> Bool {
        text.utf8Start.withMemoryRebound(to: CChar.self, capacity: text.utf8CodeUnitCount + 1) { strcmp(name.start, $0) == 0 }
    }

    /// The name if it is one letter.
    var letter: UInt8? { start[0] != 0 && start[1] == 0 ? UInt8(bitPattern: start[0]) : nil }
}

/// The attributes of an element, in the buffer of the parser.
struct XMLAttributes: Sequence, IteratorProtocol {
    private var pair: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    init(_ first: UnsafeMutablePointer<UnsafePointer<CChar>?>?) { pair = first }

    mutating func next() -> (name: XMLName, value: UnsafeBufferPointer<UInt8>)? {
        guard let pair, let name = pair[0], let value = pair[1] else { return nil }
        self.pair = pair + 2
        let length = strlen(value)
        return (XMLName(name), UnsafeBufferPointer(start: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), count: length))
    }

    func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? { first { attribute in attribute.name == name }?.value }

    func string(_ name: StaticString) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    func number(_ name: StaticString) -> Int? { bytes(name)?.decimal }

    /// `1` or `true`.
    func isTrue(_ name: StaticString) -> Bool { bytes(name)?.isTrue ?? false }
}

extension UnsafeBufferPointer<UInt8> {
    /// Plain digits as a number.
    var decimal: Int? {
        guard !isEmpty, count <= 18 else { return nil }
        var number = 0
        for byte in self {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    var isTrue: Bool { elementsEqual("1".utf8) || elementsEqual("true".utf8) }
}

/// Reads a part of a workbook as its elements pass by. A subclass for each kind of part says what it wants of them.
///
/// A part is never in memory as a whole. What XML can do to harm is refused: a document type (and with it every entity of its
/// own), deep nesting, and a single mark of more than a megabyte.
class PartReader {
    /// The name of the part in the archive, for messages.
    let part: String
    private var parser: XML_Parser?
    private var depth = 0
    private var failure: Finding?
    /// ``failure`` is there, which is asked for each element.
    private var hasFailed = false

    /// Sheets nest a dozen deep.
    private static let maximumDepth = 200
    private static let chunk = 1 << 16
    private static let longestMark = 1 << 20

    init(part: String) { self.part = part }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {}
    func end(_ name: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// The line of the part that is being read, from 1.
    var line: Int { parser.map { Int(XML_GetCurrentLineNumber($0)) } ?? 0 }

    /// Ends the reading: the part cannot be read, and so neither can the workbook.
    final func fail(_ finding: Finding) {
        guard !hasFailed else { return }
        failure = finding
        hasFailed = true
        if let parser { XML_StopParser(parser, 0) }
    }

    /// Reads the whole part.
    final func read(from archive: ZipArchive) throws(Finding) {
        try archive.begin(part)
        guard let parser = XML_ParserCreate(nil) else { throw .damagedPart(part) }
        self.parser = parser
        defer {
            self.parser = nil
            XML_ParserFree(parser)
        }
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { reader, name, attributes in
                guard let reader = PartReader.of(reader), let name, !reader.hasFailed else { return }
                reader.depth += 1
                if reader.depth > PartReader.maximumDepth { return reader.fail(.brokenXML(reader.part, line: reader.line, .tooDeep)) }
                reader.start(XMLName(name), XMLAttributes(attributes))
            },
            { reader, name in
                guard let reader = PartReader.of(reader), let name, !reader.hasFailed else { return }
                reader.depth -= 1
                reader.end(XMLName(name))
            })
        XML_SetCharacterDataHandler(
            parser,
            { reader, text, count in
                guard let reader = PartReader.of(reader), let text, !reader.hasFailed else { return }
                let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
                reader.text(UnsafeBufferPointer(start: start, count: Int(count)))
            })
        XML_SetStartDoctypeDeclHandler(
            parser,
            { reader, _, _, _, _ in
                guard let reader = PartReader.of(reader) else { return }
                reader.fail(.brokenXML(reader.part, line: reader.line, .doctype))
            })
        try feed(parser, from: archive)
    }

    private func feed(_ parser: XML_Parser, from archive: ZipArchive) throws(Finding) {
        var fed = 0
        while true {
            guard let buffer = XML_GetBuffer(parser, Int32(Self.chunk)) else { throw .damagedPart(part) }
            let count = try archive.read(into: buffer, count: Self.chunk)
            fed += count
            if XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0) != XML_STATUS_OK {
                if let failure { throw failure }
                let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
                throw .brokenXML(part, line: line, .syntax(reason))
            }
            if let failure { throw failure }
            if count == 0 { return }
            if fed - Int(XML_GetCurrentByteIndex(parser)) > Self.longestMark {
                throw .brokenXML(part, line: line, .tooLong(limit: Self.longestMark))
            }
        }
    }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> PartReader? {
        pointer.map { Unmanaged<PartReader>.fromOpaque($0).takeUnretainedValue() }
    }
}
