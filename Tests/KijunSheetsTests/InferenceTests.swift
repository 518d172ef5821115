import Kijun
import KijunSheets
import KijunSyntax
import Testing

@Suite struct `Fields without a form` {
    private func inferred(_ texts: [(name: String, text: String)]) throws -> InferredSchema {
        var inference = SchemaInference()
        for (name, text) in texts { inference.add(try DocumentLoader.read(Array(text.utf8), name: name)) }
        return inference.finish()
    }

    private func types(_ csv: String) throws -> [String: String] {
        let schema = try inferred([("a.csv", csv)]).schema
        return Dictionary(uniqueKeysWithValues: schema.fields.map { ($0.name, $0.type.description.en + ($0.mayBeBlank ? "?" : "")) })
    }

    @Test func `each type is found from the values`() throws {
        let found = try types(
            """
            番号,名前,額(円),率（％）,割合,基準,公開,開始,計画年度
            1,橋,"1,000",79.4,12%,○,はい,R2,2020
            2,窓口,△200,80,13%,〇,いいえ,令和3年度,2021
            3,道路,300,81,14%,,はい,H31,2022
            """)
        #expect(found["番号"] == "number")
        #expect(found["名前"] == "text")
        #expect(found["額"] == "number in 円")
        #expect(found["率"] == "percent")
        #expect(found["割合"] == "percent")
        #expect(found["基準"] == "mark")
        #expect(found["公開"] == "yes/no")
        #expect(found["開始"] == "year")
        #expect(found["計画年度"] == "year")
    }

    @Test func `plain 2020 is a number unless the heading says year`() throws {
        let found = try types("件数,開始年\n2020,2020\n2021,2021")
        #expect(found["件数"] == "number")
        #expect(found["開始年"] == "year")
    }

    @Test func `codes stay texts`() throws {
        let found = try types("施策,番号,区分\n02-10,0210,S1\n02-11,0211,S2\n03-01,0301,S3")
        #expect(found == ["施策": "text", "番号": "text", "区分": "text"])
    }

    @Test func `a few texts make no column of numbers a text, a few numbers no column of texts a number`() throws {
        let found = try types("目標,備考\n10,なし\n20,なし\n\"4,880以上\",3\n30,継続\n-,\n全国値,5\n40,未定\n50,済")
        #expect(found["目標"] == "number?")
        #expect(found["備考"] == "text?")
    }

    @Test func `a unit behind every value is the column's`() throws {
        let found = try types("費用,人数\n5千円,3人\n6千円,4人")
        #expect(found == ["費用": "number in 千円", "人数": "number in 人"])
    }

    @Test func `a mix of signs is told`() throws {
        let found = try inferred([("a.csv", "率,x\n79.4%,1\n80,2\n81%,3")])
        #expect(found.findings.map(\.code) == [.mixedSigns])
    }

    @Test func `the first field that is filled and distinct names the sheets, and a text behind a code`() throws {
        let csv = "部,番号,件名,額\n総務,1,橋,5\n総務,2,道,5"
        let found = try inferred([("a.csv", csv)])
        #expect(found.identify.map { found.schema.fields[$0].name } == ["番号", "件名"])
        let words = try inferred([("a.csv", "名前,部\n橋,総務\n道,総務")])
        #expect(words.identify.map { words.schema.fields[$0].name } == ["名前"])
        let none = try inferred([("a.csv", "部,額\n総務,5\n総務,5")])
        #expect(none.identify.isEmpty)
    }

    @Test func `documents make one schema of the first one's units`() throws {
        let found = try inferred([("a.csv", "番号,額(円)\n1,5"), ("b.csv", "番号,額(千円),備考\n2,6,済")])
        #expect(found.schema.fields.map(\.name) == ["番号", "額", "備考"])
        #expect(found.schema.fields[1].type.description.en == "number in 円")
        #expect(found.schema.fields[2].mayBeBlank)
    }

    @Test func `objects have tables with keys, lists and records`() throws {
        let json = #"{"code":"1","on":true,"n":"12","m":[1,"3"],"b":["○",""],"rows":[{"id":"a","v":1},{"id":"b"}],"t":{"x":"80%"}}"#
        let schema = try inferred([("a.json", json)]).schema
        func field(_ name: String) throws -> FieldSchema { try #require(schema.fields.first { $0.name == name }) }
        #expect(try field("on").type == .yesno)
        #expect(try field("n").type == .text)
        #expect(try field("m").type == .list(.number))
        #expect(try field("b").type == .list(.mark))
        #expect(try field("rows").type == .table(.declared("rows")))
        #expect(try field("rows").record?.key == 0)
        #expect(try field("rows").record?.fields[1].mayBeBlank == true)
        #expect(try field("t").record?.fields[0].type.description.en == "percent")
    }

    @Test func `any cells at all give a schema`() throws {
        var generator = SystemRandomNumberGenerator()
        let pieces = ["1", "0", ",", "\n", "\"", "○", "％", "(", ")", "円", "R", "令和", "-", "…", "年度", " ", "\t", "計", "02-10", "１"]
        for _ in 0..<300 {
            let text = (0..<60).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let document = try DocumentLoader.read(Array(text.utf8), name: "a.csv")
            var inference = SchemaInference()
            inference.add(document)
            let found = inference.finish()
            #expect(found.identify.allSatisfy(found.schema.fields.indices.contains))
        }
    }
}
