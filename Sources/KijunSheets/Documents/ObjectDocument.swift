internal import Glibc
public import Kijun

/// A json or jsonl file: objects, each of which is a sheet.
///
/// A json file holds one object, a list of objects, or objects one after the other; a jsonl file one object a line.
public struct ObjectDocument: Sendable {
    public let info: DocumentInfo
    public let encoding: TextEncoding
    /// That the encoding was guessed on few grounds.
    let note: Finding?
    /// UTF-8, not checked yet.
    private let bytes: [UInt8]
    let isLines: Bool

    /// The largest text that is read at once, a json file or a line: its tape is up to eight times as large.
    static let maximumBytes = 1 << 28

    /// - Parameters:
    ///   - name: the path as the user gave it.
    ///   - isLines: jsonl.
    /// - Throws: why the file is no text. What is broken in it the walk over its objects tells.
    public static func read(
        _ bytes: [UInt8], name: String, options: ReadingOptions, isLines: Bool
    ) throws(Finding) -> ObjectDocument {
        let limit = isLines ? TextDocument.maximumBytes : maximumBytes
        if bytes.count > limit { throw .tooLarge(bytes: bytes.count, limit: limit) }
        let info = DocumentInfo(name: name, pages: [""], style: .position)
        if options.encoding == nil, beginsAsUTF8(bytes) {
            return ObjectDocument(info: info, encoding: .utf8, note: nil, bytes: bytes, isLines: isLines)
        }
        do {
            let (text, encoding, note) = try TextEncoding.decode(bytes, options: options)
            return ObjectDocument(info: info, encoding: encoding, note: note, bytes: text, isLines: isLines)
        } catch {
            // Text of no encoding may be UTF-8 but for one line.
            guard isLines, options.encoding == nil, !bytes.prefix(sample).contains(0) else { throw error }
            return ObjectDocument(info: info, encoding: .utf8, note: nil, bytes: bytes, isLines: isLines)
        }
    }

    /// So many bytes show the encoding; that the rest is of it is checked with the JSON.
    private static let sample = 1 << 16

    private static func beginsAsUTF8(_ bytes: [UInt8]) -> Bool {
        var beginning = bytes.prefix(sample)
        // A character that the end of the sample cuts off is none of its faults.
        while beginning.count < bytes.count, let last = beginning.last, last >= 0x80 {
            beginning.removeLast()
            if last >= 0xC0 { break }
        }
        if beginning.contains(0) { return false }
        return (try? UTF8Span(validating: beginning.span)) != nil
    }

    /// How many objects a jsonl file has; of a json file that is not known before.
    var expectedCount: Int? {
        guard isLines else { return nil }
        return bytes.withUnsafeBytes { bytes in
            var count = 0
            var start = 0
            while start < bytes.count, let base = bytes.baseAddress {
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
                start = found.map { UnsafeRawPointer($0) - base + 1 } ?? bytes.count
                count += 1
            }
            return count
        }
    }

    /// Walks the objects in the order of the file. One that cannot be read does not stop the others of a jsonl file.
    ///
    /// - Parameters:
    ///   - isInterrupted: ends the walk.
    ///   - body: an object and the places of its bytes; the cursor must not be kept.
    /// - Returns: what could not be read.
    func forEachObject(_ isInterrupted: () -> Bool, _ body: (JSONCursor, inout LinePlaces) -> Void) -> UnreadableSheets {
        var walk = ObjectWalk()
        bytes.withUnsafeBufferPointer { all in
            let start = all.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let text = UnsafeBufferPointer(rebasing: all[start...])
            if isLines {
                walk.lines(of: text, isInterrupted, body)
            } else {
                walk.whole(text, isInterrupted, body)
            }
        }
        return walk.failures
    }
}

/// One walk over the objects of a document.
private struct ObjectWalk {
    private let tape = JSONTape()
    private(set) var failures = UnreadableSheets()

    mutating func lines(
        of text: UnsafeBufferPointer<UInt8>, _ isInterrupted: () -> Bool, _ body: (JSONCursor, inout LinePlaces) -> Void
    ) {
        guard let base = text.baseAddress else { return }
        var start = 0
        var row = 0
        while start < text.count, !isInterrupted() {
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), text.count - start)
            let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? text.count
            let line = UnsafeBufferPointer(rebasing: text[start..<end])
            if !Self.isBlank(line) {
                var places = LinePlaces(line, row: row)
                read(line, isLine: true, &places) { walk, roots, places in
                    if roots.count > 1 { return walk.fail(.behindTheEnd(cell: places.cell(roots[1].offset))) }
                    walk.object(roots[0], &places, body)
                }
            }
            start = end + 1
            row += 1
        }
    }

    mutating func whole(
        _ text: UnsafeBufferPointer<UInt8>, _ isInterrupted: () -> Bool, _ body: (JSONCursor, inout LinePlaces) -> Void
    ) {
        var places = LinePlaces(text)
        read(text, isLine: false, &places) { walk, roots, places in
            if roots.count == 1, roots[0].kind == .list {
                for element in roots[0].elements where !isInterrupted() { walk.object(element, &places, body) }
            } else {
                for root in roots where !isInterrupted() { walk.object(root, &places, body) }
            }
        }
    }

    private static func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        line.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
    }

    private mutating func read(
        _ text: UnsafeBufferPointer<UInt8>, isLine: Bool, _ places: inout LinePlaces,
        _ body: (inout ObjectWalk, [JSONCursor], inout LinePlaces) -> Void
    ) {
        if text.count > ObjectDocument.maximumBytes { return fail(.noMemory(cell: places.cell(0))) }
        switch tape.read(text) {
        case .read(let roots): body(&self, roots, &places)
        case .broken:
            let fault = JSONFault.first(in: text)
            let opened = fault.opened.map { places.cell($0) }
            fail(.broken(fault, isLine: isLine, at: places.cell(fault.offset), opened: opened))
        case .duplicate(let first, let second):
            let key = UnsafeBufferPointer(rebasing: text[(second + 1)...].prefix { $0 != UInt8(ascii: "\"") })
            let firstCell = places.cell(first)
            fail(.duplicateMember(String(decoding: key, as: UTF8.self), first: firstCell, cell: places.cell(second)))
        case .noMemory: fail(.noMemory(cell: places.cell(0)))
        }
    }

    private mutating func object(_ cursor: JSONCursor, _ places: inout LinePlaces, _ body: (JSONCursor, inout LinePlaces) -> Void) {
        guard cursor.kind == .object else { return fail(.notAnObject(cursor.kind, cell: places.cell(cursor.offset))) }
        body(cursor, &places)
    }

    private mutating func fail(_ finding: Finding) { failures.add(finding) }
}
