internal import Glibc
internal import Kijun

/// One walk over the objects of a document, as a whole or part by part.
struct ObjectWalk {
    private let tape = JSONTape()
    var failures = UnreadableSheets()

    /// - Parameters:
    ///   - text: whole lines.
    ///   - firstRow: the number of its first line, from 0. At the beginning of the file a byte order mark is passed over.
    mutating func lines(
        of text: UnsafeBufferPointer<UInt8>, firstRow: Int, _ isInterrupted: () -> Bool,
        _ body: (JSONCursor, inout LinePlaces) -> Void
    ) {
        let text = firstRow == 0 ? Self.withoutMark(text) : text
        guard let base = text.baseAddress else { return }
        var start = 0
        var row = firstRow
        while start < text.count, !isInterrupted() {
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), text.count - start)
            let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? text.count
            let line = UnsafeBufferPointer(rebasing: text[start..<end])
            self.line(line, row: row, body)
            start = end + 1
            row += 1
        }
    }

    /// Reads one line, without its end.
    mutating func line(_ line: UnsafeBufferPointer<UInt8>, row: Int, _ body: (JSONCursor, inout LinePlaces) -> Void) {
        if Self.isBlank(line) { return }
        var places = LinePlaces(line, row: row)
        read(line, isLine: true, &places) { walk, roots, places in
            if roots.count > 1 { return walk.fail(.behindTheEnd(cell: places.cell(roots[1].offset))) }
            walk.object(roots[0], &places, body)
        }
    }

    mutating func whole(
        _ text: UnsafeBufferPointer<UInt8>, _ isInterrupted: () -> Bool, _ body: (JSONCursor, inout LinePlaces) -> Void
    ) {
        let text = Self.withoutMark(text)
        var places = LinePlaces(text)
        read(text, isLine: false, &places) { walk, roots, places in
            if roots.count == 1, roots[0].kind == .list {
                for element in roots[0].elements where !isInterrupted() { walk.object(element, &places, body) }
            } else {
                for root in roots where !isInterrupted() { walk.object(root, &places, body) }
            }
        }
    }

    static func withoutMark(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        text.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeBufferPointer(rebasing: text[3...]) : text
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

    mutating func fail(_ finding: Finding) { failures.add(finding) }
}
