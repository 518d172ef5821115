import Kijun
import KijunSyntax
import TestSupport
import Testing

@Suite struct `Rows that are sure to belong to a query` {
    private let schema = RecordSchema(
        path: "",
        fields: [
            FieldSchema(name: "code", type: .text), FieldSchema(name: "cost", type: .number(NumberType()), mayBeBlank: true),
            FieldSchema(name: "share", type: .number(NumberType()), mayBeBlank: true),
        ])

    private func rows(of query: String) -> CertainRows? {
        let costs: [(Int?, Int?)] = [(30, 1), (nil, 2), (10, nil), (20, 3), (nil, nil)]
        let sheets = costs.enumerated().map { index, cost in
            SheetInput(
                record: InputRecord(values: [
                    .scalar(.text("s\(index + 1)"), nil), .scalar(cost.0.map { .number(Number($0)) } ?? .blank, nil),
                    .scalar(cost.1.map { .number(Number($0)) } ?? .blank, nil),
                ]), document: DocumentInfo(name: "s", pages: [""], style: .line))
        }
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: "<query>", bytes: Array(query.utf8)))
        let (program, diagnostics) = Checker.check([parsed.tree], sources: sources, schema: schema)
        #expect(diagnostics.isEmpty)
        return Evaluation(program, SheetSet(sheets, schema: schema), only: []).certainRows(ofExpression: 0)
    }

    private func codes(_ found: CertainRows?) -> [String] {
        guard case .list(let rows) = found?.rows else { return [] }
        return rows.map {
            guard case .record(let members) = $0, case .text(let code) = members[0].value else { return "?" }
            return code
        }
    }

    @Test func `are told with the sheets that are open`() {
        let found = rows(of: "sheets where cost > 10 select code")
        #expect(codes(found) == ["s1", "s4"])
        #expect(found?.openSheets == [1, 4])
        #expect(found?.openCount == 2)
    }

    @Test func `what one condition leaves out is not open for the next`() {
        let found = rows(of: "sheets where cost > 10 where share < 3 sort by code desc select code")
        #expect(codes(found) == ["s1"])
        #expect(found?.openSheets == [1, 4])
    }

    @Test func `are not told where an open row may take the place of another`() {
        #expect(rows(of: "sheets where cost > 10 sort by cost top 1 select code") == nil)
        #expect(rows(of: "sheets where cost > 10 group by share select share, n = count()") == nil)
        #expect(rows(of: "sum(cost for sheets where cost > 10)") == nil)
    }
}
