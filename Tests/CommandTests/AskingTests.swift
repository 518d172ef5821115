import Kijun
import KijunSheets
import KijunSyntax
import Testing

@testable import KijunCommand

@Suite struct `WhyQuestion: what stands behind :why` {
    @Test(
        arguments: [
            ("", nil, ""), ("judge 02-10", nil, "judge 02-10"), ("not a", "a", ""), ("judge not a 02-10", "a", "judge 02-10"),
            ("a でない", "a", ""), ("aでない", "a", ""), ("判定 a でない", "a", ""), ("取組の判定 a でないか 02-10", "a", "取組の判定 02-10"),
            ("判定 が a ではない", "a", ""), ("取組の判定 は 「A」でない", "「A」", "取組の判定"), ("\"A・B のみ\" でない", "A・B のみ", ""),
            ("cost is not blank", nil, "cost is not blank"), ("事業費 が空欄でない", nil, "事業費 が空欄でない"), ("でない", nil, "でない"),
            ("not", nil, "not"), ("＃２", nil, "#2"),
        ] as [(String, String?, String)])
    func `an outcome is taken out of the words`(text: String, outcome: String?, rest: String) {
        let question = WhyQuestion(text)
        #expect(question.outcome == outcome)
        #expect(question.words.joined(separator: " ") == rest)
    }

    @Test func `a decision of the name 判定 stays one`() {
        #expect(WhyQuestion("判定 a でない") { $0 == "判定" }.words == ["判定"])
    }
}

@Suite struct `WordHelp: the words of the language` {
    private static let form = """
        form 調書
          施策名 / title: text = right of "施策名"
          基準1 / basis1: mark = right of "基準1"
          基準2_4 / basis2_4: list of mark = row of "基準2"
          事務事業 / projects: table key 整理番号 = headed by "整理番号" until "計"
            整理番号 / id: text = "整理番号"
            事務事業名 / name: text = "事務事業名"
            事業費 / cost: number in 千円 = "事業費"
          計 / totals: sums of 事務事業 = row "計"

        """

    @Test(arguments: Keyword.allCases) func `every word has its help, in both languages`(word: Keyword) {
        for spelling in word.spellings(.ja) + word.spellings(.en) {
            let help = WordHelp.of(spelling)
            #expect(help != nil, "\(spelling)")
            #expect(help?.title(in: .ja).contains(spelling) == true)
            #expect(help?.title(in: .en).contains(spelling) == true)
        }
    }

    @Test(arguments: WordHelp.all.indices, Language.allCases) func `every example is what it says`(index: Int, language: Language) {
        let help = WordHelp.all[index]
        switch help.example {
        case .expression(let text, let result):
            let world = MemoryWorld()
            world.input = Array(text[language].utf8)
            #expect(world.run("eval", "-") == .done, "\(text[language])")
            #expect(world.printed == result + "\n")
        case .rules(let text):
            if help.words == [.use] {
                var sources = SourceMap()
                #expect(Parser.parse(sources.add(name: "", bytes: Array(text[language].utf8))).diagnostics.isEmpty)
                return
            }
            let program = Program(Self.form + text[language] + "\n", name: "rules.kijun")
            #expect(program.isRunnable, "\(text[language]) \(program.diagnostics.map(\.message.en))")
        case .form(let text):
            let program = Program(text[language] + "\n", name: "form.kijun")
            #expect(program.isRunnable, "\(text[language]) \(program.diagnostics.map(\.message.en))")
        }
    }

    @Test func `an example uses one of the words that it is for`() {
        for help in WordHelp.all {
            for language in [Language.ja, .en] {
                let text = help.lines(in: language).joined(separator: "\n")
                let words = help.words.flatMap { $0.spellings(.ja) + $0.spellings(.en) }
                #expect(words.contains(where: text.contains), "\(text)")
            }
        }
    }
}

@Suite struct `CommandHelp: the commands of a session` {
    @Test func `every command has an example that begins with it`() throws {
        for command in SessionCommand.all {
            let help = try #require(CommandHelp.of(command.name), "\(command.name)")
            #expect(help.example.ja.hasPrefix(":" + command.japanese))
            #expect(help.example.en.hasPrefix(":" + command.name))
        }
        #expect(CommandHelp.all.allSatisfy { help in SessionCommand.all.contains { $0.name == help.name } })
    }
}

@Suite struct `Session: a narrow terminal` {
    @Test(arguments: [20, 40, 80, 200]) func `no line of two columns is wider than the terminal where it can be broken`(width: Int) {
        for command in SessionCommand.all {
            for language in [Language.ja, .en] {
                let lines = Session.twoColumns("  :" + command.shown(in: language), command.summary[language], at: 30, width: width)
                let text = lines.joined().filter { $0 != " " }
                #expect(text == ("  :" + command.shown(in: language) + command.summary[language]).filter { $0 != " " })
                if width >= 80 { #expect(lines.allSatisfy { DisplayWidth.of($0) <= width }, "\(lines)") }
            }
        }
    }
}
