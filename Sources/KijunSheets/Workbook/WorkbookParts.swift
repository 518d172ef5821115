internal import Kijun

/// What a relationships part names: the parts that another part consists of.
final class RelationshipsReader: PartReader {
    struct Target {
        /// The last word of the type's address: `worksheet`, `sharedStrings`.
        let kind: String
        let part: String
    }

    /// By identifier.
    private(set) var targets: [String: Target] = [:]
    private let folder: String

    /// - Parameter folder: of the part to which the relationships belong, without a slash at its end; empty for the archive.
    init(part: String, folder: String) {
        self.folder = folder
        super.init(part: part)
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == "Relationship", let id = attributes.string("Id"), let target = attributes.string("Target"),
            attributes.string("TargetMode") != "External"
        else { return }
        let kind = attributes.string("Type")?.split(separator: "/").last.map(String.init) ?? ""
        targets[id] = Target(kind: kind, part: Self.path(target, in: folder))
    }

    /// A path from the folder, or from the archive's root if it begins with a slash; `..` goes up.
    static func path(_ target: String, in folder: String) -> String {
        var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..": _ = steps.popLast()
            default: steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }
}

/// The list of sheets of a workbook.
final class WorkbookPartReader: PartReader {
    struct Sheet {
        let name: String
        let isHidden: Bool
        /// The identifier of its relationship.
        let relationship: String
    }

    private(set) var sheets: [Sheet] = []
    /// Dates count from 1904 on.
    private(set) var isFrom1904 = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "workbookPr" {
            isFrom1904 = attributes.isTrue("date1904")
        } else if name == "sheet" {
            let state = attributes.string("state")
            sheets.append(
                Sheet(
                    name: attributes.string("name") ?? "", isHidden: state == "hidden" || state == "veryHidden",
                    relationship: attributes.string("id") ?? ""))
        }
    }
}

/// The number formats of a workbook's cell styles.
final class StylesReader: PartReader {
    /// For each style of a cell (`s="3"`) the format of its numbers.
    private(set) var formats: [CellFormat] = []
    private var codes: [Int: String] = [:]
    private var compiled: [Int: CellFormat] = [:]
    private var isInCells = false

    /// In UTF-16. Excel takes no longer code, and of each cell as much may be shown as its format is long.
    private static let longestCode = 255
    /// More than Excel takes.
    private static let maximumFormats = 1 << 16

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "numFmt" {
            guard let id = attributes.number("numFmtId"), let code = attributes.string("formatCode") else { return }
            codes[id] = code.utf16.count <= Self.longestCode ? code : "General"
        } else if name == "cellXfs" {
            isInCells = true
        } else if isInCells, name == "xf", formats.count < Self.maximumFormats {
            formats.append(format(attributes.number("numFmtId") ?? 0))
        }
    }

    override func end(_ name: XMLName) {
        if name == "cellXfs" { isInCells = false }
    }

    private func format(_ id: Int) -> CellFormat {
        if let known = compiled[id] { return known }
        let format = (codes[id] ?? CellFormat.builtIn[id]).map { CellFormat(code: $0) } ?? .general
        compiled[id] = format
        return format
    }
}

/// The texts that cells of a workbook share.
///
/// The runs of a rich text are one text; how it is read aloud (`rPh`) does not belong to it.
final class SharedStringsReader: PartReader {
    private(set) var text = CellTextBuffer()
    /// Where each text ends in ``text``; it begins where the one before ends.
    private(set) var ends: [UInt32] = []
    private var isInText = false
    private var phonetic = 0

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if phonetic > 0 || name == "rPh" {
            phonetic += 1
        } else {
            isInText = name.letter == UInt8(ascii: "t")
        }
    }

    override func end(_ name: XMLName) {
        isInText = false
        if phonetic > 0 {
            phonetic -= 1
        } else if name == "si" {
            text.endText()
            ends.append(UInt32(text.bytes.count))
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isInText { text.append(bytes) }
    }
}

/// Text of cells, one after the other, with the escapes of workbooks (`_x000D_`) resolved.
struct CellTextBuffer {
    private(set) var bytes: [UInt8] = []
    /// Where the text begins that is being collected.
    private var start = 0
    private var mayHaveEscape = false

    /// The text that is being collected.
    var current: ArraySlice<UInt8> { bytes[start...] }

    mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
        if !mayHaveEscape { mayHaveEscape = more.contains(UInt8(ascii: "_")) }
        bytes.append(contentsOf: more)
    }

    /// Resolves the escapes of the text that was collected, and begins the next.
    mutating func endText() {
        resolve()
        start = bytes.count
    }

    /// Throws all texts away.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        start = 0
        mayHaveEscape = false
    }

    /// Resolves the escapes of the text that is being collected.
    mutating func resolve() {
        guard mayHaveEscape else { return }
        mayHaveEscape = false
        var resolved: [UInt8] = []
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "_"), let scalar = escape(at: index) {
                index += 7
                // A carriage return stands before a line feed: one line end.
                if scalar == "\r" {
                    if index == bytes.count || bytes[index] != UInt8(ascii: "\n") { resolved.append(UInt8(ascii: "\n")) }
                } else {
                    resolved += Array(String(scalar).utf8)
                }
            } else {
                resolved.append(bytes[index])
                index += 1
            }
        }
        bytes.replaceSubrange(start..., with: resolved)
    }

    /// The character of `_xHHHH_` at an index; nil for other text and for what is no character that can stand in a text.
    private func escape(at index: Int) -> Unicode.Scalar? {
        guard index + 6 < bytes.count, bytes[index + 1] == UInt8(ascii: "x"), bytes[index + 6] == UInt8(ascii: "_") else { return nil }
        guard let code = UInt32(String(decoding: bytes[index + 2...index + 5], as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(code), code >= 0x20 || code == 0x09 || code == 0x0A || code == 0x0D
        else { return nil }
        return scalar
    }
}
