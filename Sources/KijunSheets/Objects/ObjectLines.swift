internal import Kijun

/// Reads a jsonl file in parts of whole lines, one after the other: a file of any length in the memory of one part. It gives what
/// ``DocumentLoader/load(_:each:)`` gives for the file at once.
public struct ObjectLines {
    private let reader: ObjectReader
    private let info: DocumentInfo
    private let isInterrupted: () -> Bool
    private var walk = ObjectWalk()
    private var pass = ObjectPass()
    private var misfits = UnreadableSheets()

    /// - Parameters:
    ///   - name: the path as the user gave it.
    ///   - loader: what the sheets are read by.
    public init(name: String, loader: DocumentLoader) {
        reader = ObjectReader(schema: loader.schema, forms: loader.forms, identify: loader.identify)
        info = DocumentInfo(name: name, pages: [""], style: .position)
        isInterrupted = loader.isInterrupted
    }

    /// So many bytes of a file show whether it can be read in parts, if its first line ends among them.
    public static let beginning = 1 << 17

    /// Whether a file is objects line by line in UTF-8, so that it can be read in parts. Where that does not show, and in any other
    /// encoding, it must be read as a whole.
    ///
    /// - Parameters:
    ///   - bytes: its first ``beginning`` bytes, or all of it.
    ///   - isWhole: that is the whole file.
    public static func canRead(_ bytes: [UInt8], isWhole: Bool, name: String, options: ReadingOptions = ReadingOptions()) -> Bool {
        guard options.encoding == nil, DocumentFormat.of(bytes, name: name).name == DocumentFormat.json.name,
            DocumentFormat.isLines(bytes, name: name), ObjectDocument.beginsAsUTF8(bytes)
        else { return false }
        // What the second line begins with counts.
        guard !isWhole, let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return isWhole }
        return bytes[end...].contains { $0 > 0x20 }
    }

    /// Hands on the sheets of the next lines.
    ///
    /// - Parameters:
    ///   - lines: whole lines, each with its end (but perhaps the last of the file); at most 1 GB.
    ///   - firstRow: the number of the first of them in the file, from 0.
    public mutating func read(_ lines: UnsafeRawBufferPointer, firstRow: Int, each: (LoadedSheet) -> Void) {
        lines.withMemoryRebound(to: UInt8.self) { text in
            walk.lines(of: text, firstRow: firstRow, isInterrupted) { object, places in
                if let sheet = reader.sheet(object, &places, info, &pass, &misfits) { each(sheet) }
            }
        }
    }

    /// What could not be read, of severity `.error`, and what there is to report of the whole file.
    public consuming func finish() -> DocumentFindings {
        reader.findings(of: pass, failures: walk.failures, misfits: misfits, note: nil)
    }
}
