/// A small workbook, any of whose parts may be another.
public enum WorkbookParts {
    /// What an input may replace, in this order.
    public static let names = [
        "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
    ]

    /// The workbook with these parts; its own in place of those that are missing or empty.
    public static func workbook(_ parts: [[UInt8]], deflated: Bool = false) -> [UInt8] {
        var contents = [(name: "_rels/.rels", content: Array(root.utf8))]
        for (index, name) in names.enumerated() {
            let given = parts.indices.contains(index) ? parts[index] : []
            contents.append((name, given.isEmpty ? Array(defaults[index].utf8) : given))
        }
        return StoredArchive.archive(contents, deflated: deflated)
    }

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    private static let root = """
        <Relationships xmlns="\(package)"><Relationship Id="rId1" Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """

    /// The parts of ``names``: every kind of cell and number format once.
    public static let defaults = [
        """
        <worksheet xmlns="\(main)"><cols><col min="3" max="3" hidden="1"/></cols><sheetData>\
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>目標(円)</t></is></c><c r="C1" t="str"><f>A1</f><v>実績</v></c>\
        <c r="D1" t="s"><v>1</v></c><c r="E1" t="s"><v>2</v></c></row>\
        <row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>0.30000000000000004</v></c><c r="C2" s="2"><v>0.794</v></c>\
        <c r="D2" s="3"><v>43831</v></c><c r="E2" t="b"><v>1</v></c></row>\
        <row r="3"><c r="A3"><v>2</v></c><c r="B3" t="e"><v>#REF!</v></c><c r="C3"><f>1+1</f></c><c r="D3" s="4"><v>1.5E-7</v></c>\
        <c r="E3" t="d"><v>2020-01-31T00:00:00</v></c></row>\
        <row r="4"><c><v>3</v></c><c t="s"><v>9</v></c><c r="C4" s="5"><v>-12345.678</v></c><c r="D4" s="6"><v>43585</v></c></row>\
        </sheetData><mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells></worksheet>
        """,
        """
        <sst xmlns="\(main)"><si><t>番号</t></si><si><r><rPr><b/></rPr><t>時</t></r><r><t xml:space="preserve">点 </t></r>\
        <rPh sb="0" eb="2"><t>ジテン</t></rPh></si><si><t>有_x000D_無</t></si></sst>
        """,
        """
        <styleSheet xmlns="\(main)"><numFmts><numFmt numFmtId="164" formatCode="[$-411]ge\\.m\\.d;@"/>\
        <numFmt numFmtId="165" formatCode="#,##0.0_ ;[Red]\\-#,##0&quot;円&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="4"/>\
        <xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="11"/><xf numFmtId="165"/><xf numFmtId="57"/></cellXfs></styleSheet>
        """,
        """
        <workbook xmlns="\(main)" xmlns:r="\(office)"><workbookPr date1904="0"/><sheets><sheet name="事業" sheetId="1" r:id="rId1"/>\
        <sheet name="同じ" sheetId="2" state="hidden" r:id="rId1"/></sheets></workbook>
        """,
        """
        <Relationships xmlns="\(package)"><Relationship Id="rId1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>\
        <Relationship Id="rId2" Type="\(office)/sharedStrings" Target="sharedStrings.xml"/>\
        <Relationship Id="rId3" Type="\(office)/styles" Target="/xl/styles.xml"/></Relationships>
        """,
    ]
}
