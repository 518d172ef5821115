import Testing

@testable import Kijun

@Suite struct UnitTests {
    private let thousandYen = Unit(named: "千円")
    private let hundredMillionYen = Unit(named: "億円")
    private let person = Unit(named: "人工")

    @Test func `all money is of one dimension`() {
        for (name, _) in Unit.money { #expect(Unit(named: name).hasSameDimension(as: thousandYen)) }
        #expect(!thousandYen.hasSameDimension(as: person))
        #expect(!thousandYen.hasSameDimension(as: .none))
    }

    @Test func `units combine and cancel`() {
        let rate = thousandYen / person
        #expect(rate.name == "千円/人工")
        #expect(rate * person == thousandYen)
        #expect((rate * person).name == "千円")
        #expect((thousandYen / thousandYen).isNone)
        #expect((Unit.none / person).name == "1/人工")
        #expect((person / thousandYen).name == "人工/千円")
        #expect((person * person).name == "人工^2")
        #expect((person * thousandYen).name == "千円・人工")
        #expect((thousandYen * thousandYen).name == "千円^2")
    }

    @Test func `a ratio of two scales of money keeps the power of ten between them`() {
        let ratio = hundredMillionYen / thousandYen
        #expect(ratio.hasSameDimension(as: .none))
        #expect(ratio.scale == 5)
        #expect(ratio.name == "10^5")
    }

    @Test func `a unit per head keeps its word after a detour`() {
        #expect((thousandYen / person / person * person).name == "千円/人工")
        #expect((hundredMillionYen / person).name == "億円/人工")
    }
}
