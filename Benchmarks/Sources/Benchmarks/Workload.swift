import CMinizip
import Foundation

/// Made-up projects, the same in every format: as many rows as a ministry has payments, 13 columns of every kind.
struct Workload {
    static let headings = ["番号", "年度", "府省庁", "担当課", "事業名", "予算額(円)", "執行額(円)", "執行率(%)", "件数", "人数", "評価", "実施", "備考"]

    private enum Cell {
        case number(Int, places: Int)
        case text(String)

        var plain: String {
            switch self {
            case .text(let text): return text
            case .number(let number, places: 0): return String(number)
            case .number(let number, places: let places):
                let digits = String(number)
                let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
                return padded.dropLast(places) + "." + padded.suffix(places)
            }
        }
    }

    private let rows: [[Cell]]

    /// - Parameter count: of rows below the heading.
    init(count: Int) {
        var random = SplitMix(state: 20_240)
        let offices = (1...20).map { "第\($0)府省庁" }
        let remarks = ["", "", "", "見直しを行い、次年度に改善する。", "継続"]
        rows = (1...count).map { number in
            let budget = random.below(2_000_000_000)
            let spent = budget / 100 * random.below(101)
            let rate = spent * 1000 / max(budget, 1)
            return [
                .text("P\(number)"), .text("R\(2 + random.below(5))"), .text(offices[random.below(20)]), .text("政策第\(random.below(40))課"),
                .text("地域の産業を支える第\(number)次の取組及び\(random.below(1000))号の整備事業"), .number(budget, places: 0),
                .number(spent, places: 0), .number(rate, places: 1), .number(random.below(5000), places: 0),
                .number(random.below(90_000), places: 2), .text(["○", "△", "×"][random.below(3)]),
                .text(["有", "無"][random.below(2)]), .text(remarks[random.below(5)]),
            ]
        }
    }

    // MARK: As files

    var csv: String {
        ([Self.headings] + rows.map { $0.map(\.plain) }).map { $0.joined(separator: ",") + "\n" }.joined()
    }

    var lines: String { rows.map { object($0) + "\n" }.joined() }

    var json: String { "[" + rows.map(object).joined(separator: ",\n") + "]\n" }

    private func object(_ row: [Cell]) -> String {
        let members = zip(Self.headings, row).map { name, cell in
            if case .number = cell { "\"\(name)\":\(cell.plain)" } else { "\"\(name)\":\"\(cell.plain)\"" }
        }
        return "{\(members.joined(separator: ","))}"
    }

    /// A workbook as Excel writes it: shared texts, numbers, the rate in a format of its own, deflated.
    func workbook(at path: String) throws {
        var texts: [String: Int] = [:]
        var shared = ""
        var sheet = ""
        func add(_ cell: Cell, _ place: String) {
            switch cell {
            case .number(_, places: let places): sheet += "<c r=\"\(place)\" s=\"\(places)\"><v>\(cell.plain)</v></c>"
            case .text(""): break
            case .text(let text):
                let index = texts[text] ?? texts.count
                if index == texts.count {
                    texts[text] = index
                    shared += "<si><t>\(text)</t><phoneticPr fontId=\"1\"/></si>"
                }
                sheet += "<c r=\"\(place)\" t=\"s\"><v>\(index)</v></c>"
            }
        }
        for (number, row) in ([Self.headings.map(Cell.text)] + rows).enumerated() {
            sheet += "<row r=\"\(number + 1)\" spans=\"1:13\">"
            for (cell, column) in zip(row, "ABCDEFGHIJKLM") { add(cell, "\(column)\(number + 1)") }
            sheet += "</row>"
        }
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        func relations(_ targets: [(String, String)]) -> String {
            let all = targets.enumerated().map { "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(office)/\($1.0)\" Target=\"\($1.1)\"/>" }
            return "<Relationships xmlns=\"\(package)/relationships\">\(all.joined())</Relationships>"
        }
        let types = [
            ("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("sharedStrings", "sharedStrings"), ("styles", "styles"),
        ]
        .map { "<Override PartName=\"/xl/\($0).xml\" ContentType=\"\(sheetType).\($1)+xml\"/>" }.joined()
        try Self.archive(
            [
                (
                    "[Content_Types].xml",
                    "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\(types)</Types>"
                ),
                ("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
                (
                    "xl/workbook.xml",
                    "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets><sheet name=\"事業\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                ),
                (
                    "xl/_rels/workbook.xml.rels",
                    relations([("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")])
                ),
                ("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">\(shared)</sst>"),
                (
                    "xl/styles.xml",
                    "<styleSheet xmlns=\"\(main)\"><cellXfs><xf numFmtId=\"3\"/><xf numFmtId=\"164\"/><xf numFmtId=\"4\"/></cellXfs><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0\"/></numFmts></styleSheet>"
                ),
                ("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet)</sheetData></worksheet>"),
            ], path)
    }

    struct CannotWrite: Error {}

    private static func archive(_ parts: [(name: String, content: String)], _ path: String) throws {
        guard let file = zipOpen(path, APPEND_STATUS_CREATE) else { throw CannotWrite() }
        for part in parts {
            let content = Array(part.content.utf8)
            let deflated: Int32 = 8
            guard zipOpenNewFileInZip(file, part.name, nil, nil, 0, nil, 0, nil, deflated, 6) == ZIP_OK,
                zipWriteInFileInZip(file, content, UInt32(content.count)) == ZIP_OK, zipCloseFileInZip(file) == ZIP_OK
            else { throw CannotWrite() }
        }
        guard zipClose(file, nil) == ZIP_OK else { throw CannotWrite() }
    }
}

/// Random numbers that are the same in each run.
private struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
