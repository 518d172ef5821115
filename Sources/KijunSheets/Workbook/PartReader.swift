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
    private var failure: Finding?
    /// Once true, the rest of the part is left out.
    private let isInterrupted: () -> Bool

    /// What every call of the parser needs. No property of the class: each access to one of those is checked, and a strong
    /// reference is counted, which for three calls a cell is a tenth of the time of a large sheet.
    private struct State {
        let reader: Unmanaged<PartReader>
        var depth = 0

        static func at(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<State>? {
            pointer?.assumingMemoryBound(to: State.self)
        }
    }

    /// Sheets nest a dozen deep.
    private static let maximumDepth = 200
    private static let chunk = 1 << 16
    private static let longestMark = 1 << 20

    init(part: String, isInterrupted: @escaping () -> Bool = { false }) {
        self.part = part
        self.isInterrupted = isInterrupted
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {}
    func end(_ name: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// The line of the part that is being read, from 1.
    var line: Int { parser.map { Int(XML_GetCurrentLineNumber($0)) } ?? 0 }

    /// Ends the reading: the part cannot be read, and so neither can the workbook.
    final func fail(_ finding: Finding) {
        guard failure == nil else { return }
        failure = finding
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
        var state = State(reader: Unmanaged.passUnretained(self))
        try withUnsafeMutablePointer(to: &state) { (state) throws(Finding) in
            XML_SetUserData(parser, state)
            Self.setHandlers(of: parser)
            try feed(parser, from: archive)
        }
    }

    private static func setHandlers(of parser: XML_Parser) {
        XML_SetElementHandler(
            parser,
            { state, name, attributes in
                guard let state = State.at(state), let name else { return }
                state.pointee.depth += 1
                let isTooDeep = state.pointee.depth > PartReader.maximumDepth
                state.pointee.reader._withUnsafeGuaranteedRef { reader in
                    if isTooDeep { return reader.fail(.brokenXML(reader.part, line: reader.line, .tooDeep)) }
                    reader.start(XMLName(name), XMLAttributes(attributes))
                }
            },
            { state, name in
                guard let state = State.at(state), let name else { return }
                state.pointee.depth -= 1
                state.pointee.reader._withUnsafeGuaranteedRef { $0.end(XMLName(name)) }
            })
        XML_SetCharacterDataHandler(
            parser,
            { state, text, count in
                guard let state = State.at(state), let text else { return }
                let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
                state.pointee.reader._withUnsafeGuaranteedRef { $0.text(UnsafeBufferPointer(start: start, count: Int(count))) }
            })
        XML_SetStartDoctypeDeclHandler(
            parser,
            { state, _, _, _, _ in
                State.at(state)?.pointee.reader._withUnsafeGuaranteedRef { $0.fail(.brokenXML($0.part, line: $0.line, .doctype)) }
            })
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
            if count == 0 || isInterrupted() { return }
            if fed - Int(XML_GetCurrentByteIndex(parser)) > Self.longestMark {
                throw .brokenXML(part, line: line, .tooLong(limit: Self.longestMark))
            }
        }
    }
}
