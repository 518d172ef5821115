public import Kijun

/// A workbook of Excel (.xlsx, .xlsm): its worksheets as pages.
///
/// A cell's text is what its user sees: a number as its decimal (15 digits), dates and percentages by their formats, the value
/// that a formula had when the workbook was saved. Charts, macros, comments and everything else are passed over. After ECMA-376 parts 1 and 4,
/// transitional and strict.
public enum Workbook {
    /// Reads a workbook.
    ///
    /// - Parameters:
    ///   - name: the path as the user gave it.
    ///   - options: of them only ``ReadingOptions/isInterrupted`` applies to a workbook.
    /// - Throws: why the workbook cannot be read at all: it is none, is damaged, encrypted or too large.
    public static func read(_ bytes: [UInt8], name: String, options: ReadingOptions = ReadingOptions()) throws(Finding) -> Document {
        if let other = OtherFile.kind(of: bytes) { throw .notAWorkbook(other) }
        return try bytes.withUnsafeBufferPointer { (bytes) throws(Finding) -> Document in
            try read(ZipArchive(bytes), name: name, options.isInterrupted)
        }
    }

    /// The bytes begin like a file of Office, of today or of old, or like a PDF.
    static func isOffice(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) || bytes.starts(with: "%PDF-".utf8)
    }

    private static func read(_ archive: ZipArchive, name: String, _ isInterrupted: @escaping () -> Bool) throws(Finding) -> Document {
        let main = try mainPart(of: archive)
        let folder = main.split(separator: "/").dropLast().joined(separator: "/")
        let list = WorkbookPartReader(part: main)
        try list.read(from: archive)
        let relations = RelationshipsReader(part: relationships(of: main), folder: folder)
        try relations.read(from: archive)
        var shared = WorksheetReader.Shared()
        shared.isFrom1904 = list.isFrom1904
        if let part = relations.part(kind: "sharedStrings", in: archive) {
            let strings = SharedStringsReader(part: part, isInterrupted: isInterrupted)
            try strings.read(from: archive)
            shared.strings = strings.text
            shared.ends = strings.ends
        }
        if let part = relations.part(kind: "styles", in: archive) {
            let styles = StylesReader(part: part)
            try styles.read(from: archive)
            shared.formats = styles.formats
        }
        var names: [String] = []
        var pages: [Grid] = []
        var findings: [Finding] = []
        var room = WorksheetCells.Room()
        room.text = archive.limit
        var places: [UInt32] = []
        for sheet in list.sheets where !isInterrupted() {
            guard let target = relations.targets[sheet.relationship] else { throw .missingPart(sheet.name) }
            guard target.kind == "worksheet" else { continue }
            let reader = WorksheetReader(part: target.part, shared: shared, room: room, places: places, isInterrupted: isInterrupted)
            places = []
            try reader.read(from: archive)
            let worksheet: Worksheet
            (worksheet, places) = reader.finish()
            room.cells -= worksheet.grid.cells.count
            room.rows -= worksheet.grid.rowCount
            room.text -= worksheet.shown
            let name = Finding.visible(sheet.name)
            findings += Finding.notes(of: worksheet, page: pages.count, name: name, isHidden: sheet.isHidden)
            names.append(name)
            pages.append(worksheet.grid)
        }
        guard !pages.isEmpty || isInterrupted() else { throw .noWorksheet }
        let info = DocumentInfo(name: name, pages: names, style: .grid)
        return Document(info: info, pages: pages, isTable: true, findings: findings)
    }

    /// The part with the list of sheets.
    private static func mainPart(of archive: ZipArchive) throws(Finding) -> String {
        if archive.contains("_rels/.rels") {
            let reader = RelationshipsReader(part: "_rels/.rels", folder: "")
            try reader.read(from: archive)
            if let part = reader.part(kind: "officeDocument", in: archive) {
                if let other = OtherFile.kind(ofPart: part) { throw .notAWorkbook(other) }
                return part
            }
        }
        if archive.contains("xl/workbook.xml") { return "xl/workbook.xml" }
        if let other = try OtherFile.kind(of: archive) { throw .notAWorkbook(other) }
        throw .notAWorkbook(.otherArchive)
    }

    /// `xl/_rels/workbook.xml.rels`
    private static func relationships(of part: String) -> String {
        let steps = part.split(separator: "/")
        return (steps.dropLast() + ["_rels", (steps.last ?? "") + ".rels"]).joined(separator: "/")
    }
}

extension RelationshipsReader {
    /// The first part of a kind, if it is there.
    func part(kind: String, in archive: ZipArchive) -> String? {
        targets.values.filter { $0.kind == kind && archive.contains($0.part) }.map(\.part).min()
    }
}

/// What people take for a workbook.
enum OtherFile {
    case encrypted
    case oldWorkbook
    case oldDocument
    case pdf
    case document
    case presentation
    case openSpreadsheet
    case openDocument
    case binaryWorkbook
    case otherArchive
    case webPage
    case xml
    case empty
    case other

    /// What the bytes are if they are no zip archive.
    static func kind(of bytes: [UInt8]) -> OtherFile? {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            // The names in the directory of the old container of Office are UTF-16.
            func has(_ name: String) -> Bool { contains(name.utf8.flatMap { [$0, 0] }, bytes[...]) }
            if has("EncryptedPackage") { return .encrypted }
            return has("Workbook") || has("Book") ? .oldWorkbook : .oldDocument
        }
        if contains(Array("%PDF-".utf8), bytes.prefix(1024)) { return .pdf }
        if bytes.starts(with: "PK".utf8) { return nil }
        return bytes.isEmpty ? .empty : markup(bytes) ?? .other
    }

    /// HTML or XML, which many systems export under the name of a workbook.
    static func markup(_ bytes: [UInt8]) -> OtherFile? {
        // Of UTF-16 every other byte is 0.
        let start = bytes.prefix(1024).filter { $0 != 0 && $0 < 0x80 }
        let text = String(decoding: start.drop { $0 <= 0x20 }, as: UTF8.self).lowercased()
        let isXML = text.hasPrefix("<?xml")
        if ["<html", "<!doctype html", "<table", "<head", "<meta"].contains(where: text.hasPrefix) || isXML && text.contains("<html") {
            return .webPage
        }
        return isXML ? .xml : nil
    }

    private static func contains(_ wanted: [UInt8], _ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let start = rest.firstIndex(of: wanted[0]) {
            if rest[start...].starts(with: wanted) { return true }
            rest = rest[(start + 1)...]
        }
        return false
    }

    /// What a package of Office is whose main part is no workbook in XML.
    static func kind(ofPart part: String) -> OtherFile? {
        if part.hasSuffix(".bin") { return .binaryWorkbook }
        if part.hasPrefix("word/") { return .document }
        if part.hasPrefix("ppt/") { return .presentation }
        return nil
    }

    /// What an archive is that holds no workbook.
    static func kind(of archive: ZipArchive) throws(Finding) -> OtherFile? {
        if archive.contains("word/document.xml") { return .document }
        if archive.contains("ppt/presentation.xml") { return .presentation }
        if archive.contains("xl/workbook.bin") { return .binaryWorkbook }
        guard archive.contains("mimetype") else { return nil }
        let type = String(decoding: try archive.beginning(of: "mimetype", count: 100), as: UTF8.self)
        let office = "application/vnd.oasis.opendocument."
        guard type.hasPrefix(office) else { return nil }
        return type.hasPrefix(office + "spreadsheet") ? .openSpreadsheet : .openDocument
    }
}
