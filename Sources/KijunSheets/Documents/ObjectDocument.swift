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

    static func beginsAsUTF8(_ bytes: [UInt8]) -> Bool {
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
        withText { text in
            if isLines {
                walk.lines(of: text, firstRow: 0, isInterrupted, body)
            } else {
                walk.whole(text, isInterrupted, body)
            }
        }
        return walk.failures
    }

    /// The bytes, with the byte order mark that they may begin with.
    func withText(_ body: (UnsafeBufferPointer<UInt8>) -> Void) { bytes.withUnsafeBufferPointer(body) }
}
