import Kijun
import KijunSyntax
import Testing

/// What a session may write after `:set`.
@Suite struct AssignmentTests {
    private struct Read {
        var steps: [String] = []
        var types: [String] = []
        var messages: [String] = []
    }

    /// Reads assignments on the form of the other tests.
    private func read(_ text: String, _ language: Language = .en) -> Read {
        var sources = SourceMap()
        let rules = """
            judge: basis1 == ○ && any(basis2_4) -> a
            judge: otherwise -> b
            share = totals.cost / total
            total = sum(projects.cost)
            projects.big = cost > 10
            param unit_cost: number in 千円
              R1 = 5
            check positive: cost > 0

            """ + testForm
        let tree = Parser.parse(sources.add(name: "rules.kijun", bytes: Array(rules.utf8)))
        let source = sources.add(name: "<:set>", bytes: Array(text.utf8))
        let (assignments, problems) = Parser.parseAssignments(source)
        let found = Checker.check([tree.tree], sources: sources, assignments: assignments.map { ($0.target, $0.value) })
        var read = Read()
        for assignment in found.assignments {
            let steps = assignment.steps.map { step in
                switch step {
                case .field(let name): name
                case .key(let key): "key " + sources.text(of: key.span)
                case .place(let place): "place " + sources.text(of: place.span)
                }
            }
            read.steps.append(steps.joined(separator: " "))
            read.types.append(assignment.type.description.en)
        }
        read.messages = (problems + found.diagnostics).filter { $0.severity == .error }.map { diagnostic in
            let place = sources.place(of: diagnostic.span)
            let hint = diagnostic.hint.map { " | " + $0[language] } ?? ""
            return "\(diagnostic.code.rawValue) \(place?.line ?? 0):\(place?.column ?? 0) \(diagnostic.message[language])\(hint)"
        }
        return read
    }

    @Test func `fields are set by any of their names, several at once, with commas or on lines`() {
        let read = read("基準１ = △, cost ＝ cost * 1.1  # what if\ntotals.cost = 5億円\nbasis2_4 = [○, △], open = true")
        #expect(read.messages == [])
        #expect(read.steps == ["basis1", "cost", "totals cost", "basis2_4", "open"])
    }

    @Test func `a row is chosen by its key or its number, and its columns are names in the value`() {
        let read = read(
            """
            projects["b07"].cost = full_cost - 3, 事務事業[1].fte = fte * 2, budget[R2].amount = amount + 1
            indicators[-1].results[2].value = 80%, basis2_4[2] = ○, projects[sheet.department].name = name
            """)
        #expect(read.messages == [])
        #expect(
            read.steps == [
                "projects key \"b07\" cost", "projects place 1 fte", "budget key R2 amount",
                "indicators place -1 results place 2 value", "basis2_4 place 2", "projects key department name",
            ])
    }

    @Test func `what rules decide or compute is not set, and the fields behind it are named`() {
        #expect(
            read("judge = a").messages == [
                "K0826 1:1 \"judge\" is decided by rules: it cannot be set | set the fields that it reads: basis1 / 基準1, basis2_4 / 基準2_4"
            ])
        #expect(
            read("share = 1", .ja).messages == [
                "K0826 1:1 「share」は規則が計算するので、値を入れられません | もとになる項目に値を入れます: totals.cost、projects[…].cost"
            ])
        #expect(read("projects[1].big = true").messages.map { $0.prefix(5) } == ["K0826"])
        #expect(read("positive = true").messages.map { $0.prefix(5) } == ["K0826"])
        #expect(read("unit_cost = 5").messages.map { $0.prefix(5) } == ["K0826"])
        #expect(read("count(projects) = 5").messages.map { $0.prefix(5) } == ["K0826"])
    }

    @Test func `a column without its row, a row as a whole and what is no field are told apart`() {
        #expect(
            read("projects.cost = 5").messages == [
                "K0826 1:1 \"cost\" is a column of the table \"projects\", and it is open of which row | choose the row by its key or number: projects[…].cost = value"
            ])
        #expect(read("projects[1] = {cost: 5}").messages.map { $0.prefix(5) } == ["K0826"])
        #expect(
            read("basis3 = ○", .ja).messages == ["K0102 1:1 「basis3」という項目はありません | もしかして basis1 / 基準1 ?"])
        #expect(read("zzzzzzzz = ○").messages.map { $0.prefix(5) } == ["K0102"])
        #expect(read("projects[1].cots = 5").messages.map { $0.prefix(5) } == ["K0105"])
        #expect(read("cost.x = 5").messages.map { $0.prefix(5) } == ["K0105"])
        #expect(read("cost[1] = 5").messages.count == 1)
        #expect(read("budget[\"x\"].amount = 5").messages.map { $0.prefix(5) } == ["K0211"])
        #expect(read("basis2_4[0] = ○").messages.map { $0.prefix(5) } == ["K0211"])
    }

    @Test func `a value is held to the type of its field`() {
        #expect(read("cost = 7,920").messages.map { $0.prefix(5) } == ["K0006"])
        #expect(read("direction = 横ばい").messages.count == 1)
        #expect(read("direction = \"横ばい\"").messages.map { $0.prefix(5) } == ["K0202"])
        #expect(read("cost = 3 人工").messages.count == 1)
        #expect(read("cost = \"x\"").messages.map { $0.prefix(5) } == ["K0201"])
        #expect(read("basis1 = O").messages.count == 1)
        #expect(read("basis1 = blank, cost = blank").messages == [])
        #expect(read("cost == 3").messages.map { $0.prefix(5) } == ["K0010"])
        #expect(read("cost =").messages.map { $0.prefix(5) } == ["K0011"])
        #expect(read("cost").messages.map { $0.prefix(5) } == ["K0011"])
        #expect(read("# nothing").steps == [])
        #expect(read("").messages == [])
    }

    @Test func `any bytes are read`() {
        for text in [
            "=", ",", "a[", "a[[[[", "a = b = c", "\u{0}", "「", "a.b.c.d = 1,,", String(repeating: "a[", count: 400),
            "a = \(String(repeating: "(", count: 400))",
        ] {
            #expect(read(text).steps == [], "\(text)")
        }
    }
}
