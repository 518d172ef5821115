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

    @Test func `a heading with a unit makes numbers of a third`() throws {
        let found = try types("番号,決算額(千円),率（％）,見込(人),空(円)\n1,約1100,未定,なし,\n2,1100※,未定,なし,\n3,150,80,なし,")
        #expect(found["決算額"] == "number in 千円")
        #expect(found["率"] == "percent")
        #expect(found["見込"] == "text")
        #expect(found["空"] == "number in 円?")
        let told = try inferred([("a.csv", "番号,見込(人)\n1,なし\n2,なし")])
        #expect(told.findings.map(\.code) == [.hardlyNumbers])
    }

    @Test func `a heading that is a year or says a unit has no years below it`() throws {
        let csv = "R5年度予算額(千円),前年度件数,2020年度,前年度,対象年度(西暦),開始年,fiscal_year\n1907,1990,1980,1970,2019,2020,2021"
        let found = try types(csv)
        for name in ["前年度件数", "_2020年度", "前年度"] { #expect(found[name] == "number", "\(name)") }
        #expect(found["R5年度予算額"] == "number in 千円")
        for name in ["対象年度_西暦", "開始年", "fiscal_year"] { #expect(found[name] == "year", "\(name)") }
    }

    @Test func `one needless zero makes codes of whole numbers`() throws {
        let rows = (1...300).map { "\($0),\($0)" }.joined(separator: "\n")
        let found = try types("記録,比\n" + rows + "\n007,0.5\n0,0")
        #expect(found == ["記録": "text", "比": "number"])
    }

    @Test func `codes are texts where one of them is no number, and never years`() throws {
        let found = try types("事業コード,No.\nH30,101\nH31,102\nH32,A-1")
        #expect(found == ["事業コード": "text", "No": "text"])
    }

    @Test func `a code that is there twice still names the sheets`() throws {
        let rows = (1...20).map { "事業\($0),\($0 == 20 ? 19 : $0)" }.joined(separator: "\n")
        let found = try inferred([("a.csv", "事業名,事業番号\n" + rows)])
        #expect(found.identify.map { found.schema.fields[$0].name } == ["事業番号"])
        let category = try inferred([("a.csv", "施策番号,事業名\n1,橋\n1,道\n2,港\n2,川")])
        #expect(category.identify.map { category.schema.fields[$0].name } == ["事業名"])
        let account = try inferred([("a.csv", "電話番号,paid,事業コード\n1,5,A\n2,6,B")])
        #expect(account.identify.map { account.schema.fields[$0].name } == ["事業コード"])
    }

    @Test func `values without the unit that another document's heading says are not taken in it`() throws {
        let found = try inferred([("a.csv", "番号,額(千円)\n1,5"), ("b.csv", "番号,額\n2,6"), ("c.csv", "番号,額\n3,-")])
        #expect(found.schema.fields[1].sign == .required)
        let message = try #require(found.findings.first).message.en
        #expect(message.contains("In b.csv neither"))
        let json = try inferred([("a.jsonl", "{\"額(円)\":5}\n{\"額\":6}\n{\"額\":7}\n{\"額(円)\":8}")])
        #expect(try #require(json.findings.first).message.en.contains("(2)"))
    }

    @Test func `of mixed signs those are read that say what they are`() throws {
        #expect(try inferred([("a.csv", "率\n80\n79.5%\n12")]).schema.fields[0].sign == .required)
        #expect(try inferred([("a.csv", "率(％)\n80\n79.5%\n12")]).schema.fields[0].sign == .free)
        #expect(try inferred([("a.csv", "件数\n80\n1\n12\n5%")]).schema.fields[0].sign == .refused)
        #expect(try inferred([("a.csv", "率\n98.0%"), ("b.csv", "率\n98")]).findings[0].message.en.contains("1 in b.csv"))
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
