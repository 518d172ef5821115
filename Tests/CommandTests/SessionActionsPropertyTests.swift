import Kijun
import KijunSheets
import KijunSyntax
import TestSupport
import Testing

@testable import KijunCommand

/// Whatever is done in a session, one after the other: what is in force is what its text says, and all of it can be taken back.
@Suite struct `Anything done in a session` {
    private static let files: [String: String] = [
        "form.kijun": """
        form f
          identify code
          code / 番号: text
          basis1 / 必要性: mark
          cost / 事業費: number in 千円

        """,
        "rules.kijun": """
        use "form.kijun"

        ## How it is judged.
        judge / 判定: basis1 == "○" -> "a"
        limit / 境目 = 150千円

        """,
        "more.kijun": "judge: basis1 == \"△\" -> \"d\"\n",
        "size.kijun": "# sizes\nsize / 大きさ first:\n  cost > 150千円 -> big\n  otherwise -> small\n",
        "a/s.csv": "番号,必要性,事業費\n02-10,○,100\n02-11,△,200\n",
        "b/s.csv": "番号,必要性,事業費\n02-10,△,300\n02-12,×,\n",
    ]

    private static let entries = [
        #"judge: basis1 == "△" -> "d""#, #"判定: 必要性 == × -> "d""#, #"判定: otherwise -> "z""#, #"judge: cost >= limit -> "big""#,
        #"judge: basis1 == "○" -> "b" # 甘い"#, #"judge except: cost > 250千円 -> "x""#,
        "limit = 250千円", "境目 = 50千円", "limit / 線 = 100千円", "y / 二 = cost * 2", "二 = cost", "y = 境目", "sum_of_all = sum(sheets.cost)",
        "grade first:\n  cost > 境目 -> \"x\"\n  otherwise -> \"y\"",
        "## order\ngrade / 区分 first:\n  basis1 == \"○\" -> \"p\"\n  cost > 100千円 -> \"x\"\n  otherwise -> \"y\"",
        #"区分 first: cost < 10千円 -> "v""#, #"grade: cost > 1千円 -> "w""#,
        "judge:\n  basis1 == \"◎\" -> \"a\"\n  otherwise -> \"c\"\nz = 判定 == \"a\"",
        #"check small / 小さい: cost <= 200千円 else "大きい""#, "check small: cost <= 250千円", "f(x) = x * 2", "w = f(cost)", #"basis1 = "○""#,
        #"use "more.kijun""#, #"use "size.kijun""#, #"use "nothing.kijun""#,
        ":drop judge", ":drop judge 1", ":drop 判定 2", ":drop grade", ":drop 境目", ":drop y", ":drop 二", ":drop small", ":drop f",
        ":drop size 1",
        ":drop grade 1", ":drop w", ":drop z",
        ":set 02-10 cost = 5千円", ":set 02-11 basis1 = ×", ":set 02-12 必要性 = ○, 事業費 = 100千円", ":set cost = cost * 2", ":unset", ":unset *",
        ":unset 02-10 cost", ":sheet 02-10", ":sheet b/s.csv", ":sheet 02-12", ":sheet", ":undo", ":undo", ":undo", ":undo 3",
        ":load b a", ":load a b", ":load a/s.csv b/s.csv", ":load more.kijun", ":load rules.kijun", ":load size.kijun", ":load nothing.csv",
        ":save saved.kijun", ":reload", ":例", "judge", "sum(sheets.cost)",
    ]

    /// What is in force.
    private struct Standing: Equatable {
        var text: String
        var results: [String]
        var trials: [String]
        var sheets: [String]

        init(_ session: Session) {
            let state = session.state
            text = state.written.text(for: "now.kijun", in: "/", schema: state.set.schema)
            let evaluation = Evaluation(state.program, state.set, only: nil)
            results = state.program.rules.indices.flatMap { rule in
                session.sheets.indices.flatMap { evaluation.rows(of: rule, sheet: $0) }.map {
                    "\(state.program.rules[rule].path) \($0): \(evaluation.value(of: rule, row: $0))"
                }
            }.sorted()
            sheets = session.sheets.map { "\($0.input.document.name) \($0.name)" }
            trials = state.trials.bySheet(of: state.sheets).flatMap { place, trials in
                trials.map { "\(place) \($0.assignment.path.text) = \($0.assignment.value)" }.sorted()
            }
        }
    }

    private func session(_ world: MemoryWorld) throws -> Session {
        try Session(on: Console(world: world.world, language: .ja, usesColour: false))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `is what the text in force says, and is taken back`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let world = MemoryWorld(Self.files)
        let session = try session(world)
        try session.load(rules: ["rules.kijun"], sheets: ["a", "b"])
        session.forgetPast()
        var standings = [Standing(session)]
        var done: [String] = []
        var seen: Set<[String]> = []
        for _ in 0..<200 {
            let entry = try #require(Self.entries.randomElement(using: &random))
            done.append(entry)
            let chosen = session.chosen.map { standings[standings.count - 1].sheets[$0] }
            session.take(entry)
            let now = Standing(session)
            seen.insert(now.results + now.trials)
            if let chosen, let sheet = session.chosen, !entry.hasPrefix(":sheet") { #expect(now.sheets[sheet] == chosen, "\(done)") }
            let fresh = try fresh(as: session, world)
            #expect(fresh == now, "\(done)")
            guard fresh == now else { return }
            if session.past.count < standings.count, entry.hasPrefix(":undo") {
                #expect(standings[session.past.count] == now, "\(done)")
                standings.removeSubrange((session.past.count + 1)...)
            } else {
                // Saving puts the same rules in force as the file has them.
                if session.past.count < standings.count { standings.removeLast() }
                standings.append(now)
            }
        }
        #expect(seen.count > 40 && session.past.count > 30, "\(seen.count) \(session.past.count)")
        while session.undo() != nil { #expect(Standing(session) == standings[session.past.count]) }
    }

    /// What is in force where the text is read by another session, and the same values are tried.
    private func fresh(as session: Session, _ world: MemoryWorld) throws -> Standing {
        let other = MemoryWorld(world.files)
        other.files["now.kijun"] = Array(Standing(session).text.utf8)
        let fresh = try self.session(other)
        do { try fresh.load(rules: ["now.kijun"], sheets: session.state.sheetPaths) } catch { Issue.record("\(other.told)") }
        var state = fresh.state
        for (sheet, trials) in session.state.trials.bySheet(of: session.state.sheets) {
            state.trials.put(trials.map(\.assignment), on: sheet, of: state.sheets)
        }
        fresh.change(to: state, what: "trials")
        return Standing(fresh)
    }
}
