import Foundation
import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunSheets

@Suite struct `Workbook: bad input` {
    private func book() throws -> [UInt8] {
        var notation = WorkbookNotation("# sheet S\n| 施策名 | 観光 | 12.5 {0%} | =A1 -> x |\n| \"あ\" | 5 | #REF! |\nmerge A1:B2\nhide rows 1-1")
        return try notation.bytes()
    }

    private func ole(_ stream: String) -> [UInt8] {
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600) + stream.utf8.flatMap { [$0, 0] }
            + [UInt8](repeating: 0, count: 100)
    }

    @Test func `what is no workbook is named`() throws {
        func message(_ bytes: [UInt8]) -> String { BookReading(bytes: bytes).message }
        #expect(message(ole("Workbook")).hasPrefix("K0806 This is a workbook in the old format (.xls). Open it in Excel and save it as"))
        #expect(message(ole("Book")).hasPrefix("K0806 This is a workbook in the old format (.xls)"))
        #expect(message(ole("WordDocument")).hasPrefix("K0806 This is an Office document in an old format"))
        #expect(message(ole("EncryptedPackage")).hasPrefix("K0809 The workbook is encrypted"))
        #expect(message(Array("%PDF-1.7\n".utf8)).hasPrefix("K0806 This is a PDF."))
        #expect(message(Array("a,b,c\n".utf8)).hasPrefix("K0806 This is not a workbook"))
        #expect(message([]).hasPrefix("K0806 The file is empty"))
        for page in ["\n<html><body>", "\u{FEFF}<TABLE border=1>", "<!DOCTYPE html>", "<?xml version=\"1.0\"?>\n<html xmlns=\"x\">"] {
            #expect(message(Array(page.utf8)).hasPrefix("K0806 This is a web page (HTML), no workbook. Open it in Excel and save it as"))
        }
        let wide: [UInt8] = [0xFF, 0xFE] + "<?xml version=\"1.0\"?><Workbook>".utf8.flatMap { [$0, 0] as [UInt8] }
        #expect(message(wide).hasPrefix("K0806 This is an XML document, no workbook (.xlsx)."))
        func archive(_ parts: [(String, String)]) throws -> [UInt8] { try ZipWriter.archive(parts.map { ($0.0, Array($0.1.utf8)) }) }
        #expect(message(try archive([("word/document.xml", "<w/>")])).hasPrefix("K0806 This is a Word document (.docx)"))
        #expect(message(try archive([("ppt/presentation.xml", "<w/>")])).hasPrefix("K0806 This is a PowerPoint document"))
        #expect(message(try archive([("xl/workbook.bin", "x")])).hasPrefix("K0806 This is a binary workbook (.xlsb)"))
        let mime = "application/vnd.oasis.opendocument."
        #expect(message(try archive([("mimetype", mime + "spreadsheet")])).hasPrefix("K0806 This is an OpenDocument spreadsheet"))
        #expect(message(try archive([("mimetype", mime + "text")])).hasPrefix("K0806 This is an OpenDocument document"))
        #expect(message(try archive([("a.txt", "x")])).hasPrefix("K0806 This is a zip archive, but no workbook."))
    }

    @Test func `a workbook that is cut off anywhere is damaged`() throws {
        let whole = try book()
        #expect(BookReading(bytes: whole).failure == nil)
        for count in stride(from: 4, to: whole.count - 4, by: 7) {
            #expect(BookReading(bytes: Array(whole[..<count])).code == "K0808", "\(count) bytes")
        }
    }

    @Test func `bytes changed at random never end the program`() throws {
        let whole = try book()
        var random = SeededRandom(seed: 7)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0...random.below(3) { bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.below(256)) }
            let reading = BookReading(bytes: bytes)
            if let code = reading.code { #expect(["K0806", "K0808", "K0809", "K0810"].contains(code)) }
        }
    }

    @Test func `XML changed at random never ends the program`() throws {
        let sheet = Array(
            "<worksheet><cols><col min=\"1\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><f>A1</f><v>43922.5</v></c></row><row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><r><t>x</t></r></is></c><c t=\"e\"><v>#N/A</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>"
                .utf8)
        let styles = Array(
            "<s><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-411]ggge&quot;年&quot;m月;[&gt;=5]#,##0,&quot;千円&quot;;@\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></s>"
                .utf8)
        var random = SeededRandom(seed: 11)
        for _ in 0..<400 {
            var parts = [sheet, styles]
            for _ in 0...random.below(4) {
                let part = random.below(2)
                parts[part][random.below(parts[part].count)] = UInt8(0x20 + random.below(95))
            }
            var notation = WorkbookNotation(
                "# sheet S\n| a |\n! xl/worksheets/sheet1.xml\n\(String(decoding: parts[0], as: UTF8.self))\n! xl/styles.xml\n\(String(decoding: parts[1], as: UTF8.self))"
            )
            let reading = BookReading(bytes: try notation.bytes())
            if let code = reading.code { #expect(["K0808", "K0810"].contains(code), "\(reading.message)") }
        }
    }

    @Test func `a part packed by an unknown method says so`() throws {
        var bytes = try book()
        for index in bytes.indices.dropLast(12) {
            if bytes[index...].starts(with: [0x50, 0x4B, 0x01, 0x02]) { bytes[index + 10] = 97 }
            if bytes[index...].starts(with: [0x50, 0x4B, 0x03, 0x04]) { bytes[index + 8] = 97 }
        }
        #expect(
            BookReading(bytes: bytes).message.hasPrefix(
                "K0806 “_rels/.rels” in the workbook is packed by a method (97) that is not supported"))
    }

    @Test func `an encrypted archive says to remove the password`() throws {
        var bytes = try book()
        for index in bytes.indices.dropLast(10) where bytes[index...].starts(with: [0x50, 0x4B, 0x01, 0x02]) { bytes[index + 8] |= 1 }
        #expect(BookReading(bytes: bytes).code == "K0809")
    }

    private func message(sheet: String, more: String = "") throws -> String {
        try BookReading("# sheet S\n! xl/worksheets/sheet1.xml\n\(sheet)\n\(more)").message
    }

    @Test func `a broken part is named with its line`() throws {
        #expect(
            try message(sheet: "<worksheet>\n<sheetData></worksheet>")
                == "K0808 The workbook is damaged. Line 2 of “xl/worksheets/sheet1.xml” in it is not XML (mismatched tag). Open it in Excel and save it, or get it once more."
        )
        #expect(
            try message(sheet: "<!DOCTYPE w [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>").contains("has a document type declaration"))
        #expect(try message(sheet: "<worksheet>&a;</worksheet>").contains("undefined entity"))
        #expect(try message(sheet: String(repeating: "<a>", count: 500)).contains("is nested too deep"))
        let long = String((0..<2_000_000).map { "abcdefghij"[String.Index(utf16Offset: $0 * $0 % 10, in: "abcdefghij")] })
        #expect(try message(sheet: "<worksheet a=\"\(long)\"/>").contains("is too long"))
        let cell = "<worksheet><sheetData><row>"
        #expect(try message(sheet: "\(cell)<c r=\"あ\"/>").contains("“あ” is no place of a cell"))
        for far in ["ZZZZZZZZZZZZZZZZZZZZZZZZ1", "A99999999999999999999999"] {
            #expect(
                try message(sheet: "<worksheet><mergeCells><mergeCell ref=\"A1:\(far)\"/>").contains("“A1:\(far)” is no place of a cell"))
        }
        for long in [String(repeating: "Y", count: 100) + "1", "A" + String(repeating: "9", count: 100)] {
            #expect(try message(sheet: "\(cell)<c r=\"\(long)\"/>").contains("is no place of a cell"))
        }
        #expect(try message(sheet: "\(cell)<c t=\"s\"><v>9</v></c>").contains("there is no shared text “9”"))
        #expect(try message(sheet: "<worksheet><mergeCells><mergeCell/>").contains("is no place of a cell"))
        #expect(try BookReading("# sheet S\n! xl/worksheets/sheet1.xml -").message.contains("“xl/worksheets/sheet1.xml” is not in it"))
        #expect(try BookReading("# sheet S\n! xl/_rels/workbook.xml.rels -").message.contains("“xl/_rels/workbook.xml.rels” is not in it"))
        #expect(try BookReading("").message.contains("There is no worksheet in it"))
    }

    @Test func `what no worksheet holds is too large`() throws {
        #expect(try message(sheet: "<worksheet><sheetData><row r=\"1048577\"/>").hasPrefix("K0810"))
        #expect(try message(sheet: "<worksheet><sheetData><row r=\"1\"><c r=\"XFE1\"/>").hasPrefix("K0810"))
        #expect(try message(sheet: "<worksheet><sheetData><row r=\"1\"><c r=\"A1048577\"/>").hasPrefix("K0810"))
        #expect(
            try message(sheet: "<worksheet><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>")
                == "")
        #expect(try message(sheet: "<worksheet><sheetData><row r=\"1\"><c r=\"A999999999999\" t=\"e\"/>").hasPrefix("K0810"))
        #expect(try message(sheet: "<worksheet><sheetData><row r=\"999999999999999999\"><c t=\"e\"/>").hasPrefix("K0810"))
        let merged = (1...100_001).map { "<mergeCell ref=\"A\($0):B\($0)\"/>" }.joined()
        #expect(try message(sheet: "<worksheet>\(merged)</worksheet>").contains("more than 100000 merged cells"))
        let long = String(repeating: "長", count: 10_000)
        #expect(
            try BookReading("# sheet S\n" + String(repeating: "| \(long) |\n", count: 1000)).message.contains(
                "hold more text than 100 times"))
        let last = "<worksheet><sheetData><row r=\"1048576\"><c><v>1</v></c></row></sheetData></worksheet>"
        let sheets = (1...10).map { "# sheet S\($0)\n" }.joined() + (1...10).map { "! xl/worksheets/sheet\($0).xml\n\(last)\n" }.joined()
        #expect(try BookReading(sheets).message.contains("10000000 rows"))
    }

    @Test func `a zip bomb is stopped, also one that lies about its size`() throws {
        let zeros = [UInt8](repeating: 0x20, count: 40 << 20)
        var bomb = try ZipWriter.archive([("xl/workbook.xml", zeros)])
        #expect(BookReading(bytes: bomb).message.hasPrefix("K0810 The workbook is too large. It unpacks to more than 16 MB"))
        for index in bomb.indices.dropLast(30) where bomb[index...].starts(with: [0x50, 0x4B, 0x01, 0x02]) {
            bomb.replaceSubrange(index + 24..<index + 28, with: [0xFF, 0xFF, 0xFF, 0x7F])
        }
        #expect(BookReading(bytes: bomb).message.contains("at most 100 times its size, and 1024 MB"))
        let many = (0...10_000).map { ("f\($0)", [UInt8]()) }
        #expect(BookReading(bytes: try ZipWriter.archive(many)).message.contains("more than 10000 files"))
    }
}
