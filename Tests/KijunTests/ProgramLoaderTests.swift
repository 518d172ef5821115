import Kijun
import KijunSyntax
import Testing

@Suite struct ProgramLoaderTests {
    private func load(_ files: [String: String], from root: String) -> ProgramLoader.Result {
        ProgramLoader.load([(name: root, bytes: Array((files[root] ?? "").utf8))]) { path, _ in
            files[path].map { Array($0.utf8) }
        }
    }

    private func messages(_ result: ProgramLoader.Result, _ language: Language = .en) -> [String] {
        result.diagnostics.map { diagnostic in
            let place = result.sources.place(of: diagnostic.span)
            return "\(diagnostic.code.rawValue) \(place?.short ?? "") \(diagnostic.message[language]) | \(diagnostic.hint?[language] ?? "")"
        }
    }

    @Test func `a used file is read from the folder of the one that uses it, and once`() {
        let result = load(
            [
                "rules/main.kijun": "use \"form.kijun\"\nuse \"../common/rates.kijun\"\nx = 1",
                "rules/form.kijun": "use \"./../common/rates.kijun\"\ny = 2", "common/rates.kijun": "z = 3",
            ], from: "rules/main.kijun")
        #expect(messages(result) == [])
        #expect(result.trees.map(\.source.name) == ["common/rates.kijun", "rules/form.kijun", "rules/main.kijun"])
    }

    @Test func `a used file that is not there`() {
        let result = load(["main.kijun": "x = 1\nuse \"form.kijun\""], from: "main.kijun")
        #expect(
            messages(result) == [
                "K0109 main.kijun:2 the file \"form.kijun\" to be used is not there | the path is relative to the folder of this file"
            ])
        #expect(
            messages(result, .ja) == [
                "K0109 main.kijun:2 読み込むファイル「form.kijun」がありません | このファイルのあるフォルダからの場所を書きます"
            ])
        #expect(result.trees.count == 1)
    }

    @Test(arguments: ["use \"form.kijun\"", "use form.kijun"])
    func `names that a missing file may have are not reported`(_ use: String) {
        let result = load(["main.kijun": "\(use)\nx = cost + f(1)\ny = 1 + \"a\""], from: "main.kijun")
        #expect(result.isIncomplete)
        let checked = Checker.check(result.trees, sources: result.sources).diagnostics
        #expect(checked.contains { $0.code == .unknownName } && checked.contains { $0.code == .unknownFunction })
        let all = result.diagnostics(with: checked)
        #expect(all.map(\.code) == result.diagnostics.map(\.code) + [.addText])
    }

    @Test func `files that use each other in a circle`() {
        let result = load(
            ["a.kijun": "use \"b.kijun\"", "b.kijun": "use \"c.kijun\"", "c.kijun": "use \"a.kijun\""], from: "a.kijun")
        #expect(
            messages(result) == [
                "K0110 c.kijun:1 the files use each other in a circle: a.kijun → b.kijun → c.kijun → a.kijun | take out one use"
            ])
        #expect(
            messages(result, .ja) == [
                "K0110 c.kijun:1 ファイルの読み込みがひと回りしています: a.kijun → b.kijun → c.kijun → a.kijun | どれか一つの use を取ります"
            ])
    }

    @Test func `a chain of 3 000 files`() {
        var files: [String: String] = [:]
        for index in 0..<3_000 { files["f\(index)"] = "use \"f\(index + 1)\"" }
        files["f3000"] = "x = 1"
        #expect(load(files, from: "f0").trees.count == 3_001)
    }
}
