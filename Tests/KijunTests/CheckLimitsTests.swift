import Kijun
import KijunSyntax
import Testing

/// Programs that are large or mean no good: each must end soon, with a message or without.
@Suite struct CheckLimitsTests {
    private func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<count).map(line).joined(separator: "\n") + "\n"
    }

    @Test func `a chain of 10 000 definitions each reading the next`() {
        let checked = Checked(lines(10_000) { "d\($0) = d\($0 + 1) + 1" } + "d10000 = 1")
        #expect(checked.codes == [])
        #expect(checked.type(of: "d0") == "number")
        #expect(checked.program.order.first == 10_000)
    }

    @Test func `a chain of functions`() {
        let checked = Checked(lines(2_000) { "f\($0)(x) = f\($0 + 1)(x) + 1" } + "f2000(x) = x\ny = f0(1)")
        #expect(checked.codes == [])
        #expect(checked.type(of: "y") == "number")
    }

    @Test func `a circle of 5 000 definitions is one message`() {
        let checked = Checked(lines(5_000) { "d\($0) = d\(($0 + 1) % 5_000)" })
        #expect(checked.codes == ["K0104"])
    }

    @Test func `10 000 cases of one decision`() {
        let checked = Checked(onForm: lines(10_000) { "judge: cost == \($0) -> s\($0)" } + "x = judge == s9999")
        #expect(checked.codes == [])
    }

    @Test func `1 000 rules on each other`() {
        let checked = Checked(
            onForm: lines(1_000) { "r\($0): cost == \($0) && any(basis2_4) -> a\nr\($0): otherwise -> b\nx\($0) = r\($0) == a" })
        #expect(checked.codes == [])
    }

    @Test func `10 000 unknown names`() {
        let checked = Checked(lines(10_000) { "x\($0) = unknown\($0)" })
        #expect(checked.codes.count == 10_000)
    }

    @Test func `a sum of 50 000 terms and a chain of 10 000 comparisons`() {
        let sum = Array(repeating: "1", count: 50_000).joined(separator: " + ")
        let chain = Array(repeating: "1", count: 10_000).joined(separator: " < ")
        #expect(Checked("x = \(sum)\ny = \(chain)").codes == [])
    }

    @Test func `types that nest without end are refused`() {
        let lists = Checked("d0 = 1\n" + lines(1_000) { "d\($0 + 1) = [d\($0)]" })
        #expect(lists.messages() == ["K0009 66:7 this nests too deeply | give the parts names of their own"])
        let records = Checked("d0 = 1\n" + lines(60) { "d\($0 + 1) = {a: d\($0), b: d\($0)}" })
        #expect(Set(records.codes) == ["K0009"])
    }

    @Test func `functions that make ever more types are refused`() {
        let checked = Checked("f0(x) = 1\n" + lines(30) { "f\($0 + 1)(x) = f\($0)({a: x}) + f\($0)([x])" } + "y = f30(1)")
        #expect(Set(checked.codes) == ["K0602"])
    }

    @Test func `comparisons that use their middle twice within one another are refused`() {
        let open = String(repeating: "(true == ", count: 100)
        let close = String(repeating: " == true)", count: 100)
        let checked = Checked("x = \(open)true\(close)")
        #expect(checked.codes == ["K0602"])
    }

    @Test func `a query of many steps is refused`() {
        let checked = Checked("x = [1]" + String(repeating: " where true", count: 5_000))
        #expect(checked.codes == ["K0009"])
    }

    @Test func `deep brackets and long postfix chains end in a message`() {
        let brackets = String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)
        let dots = "y" + String(repeating: ".a", count: 10_000)
        let conditions = String(repeating: "if true then 1 else ", count: 10_000) + "2"
        let calls = String(repeating: "round(", count: 190) + "1" + String(repeating: ")", count: 190)
        #expect(Checked("x = \(brackets)").codes.contains("K0009"))
        #expect(Checked("x = \(dots)").codes.contains("K0009"))
        #expect(Checked("x = \(conditions)").codes.contains("K0009"))
        #expect(Checked("x = \(calls)").codes == [])
    }

    @Test func `statements that could not be read do not stop the others from being checked`() {
        let checked = Checked(onForm: "a = (1 + \nb = unknown1\njudge: -> \nform\nc = cost +")
        #expect(checked.codes.contains("K0102"))
        #expect(checked.codes.contains { $0.hasPrefix("K00") })
    }
}
