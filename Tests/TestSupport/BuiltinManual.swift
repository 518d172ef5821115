import Kijun
import KijunSyntax

/// `Documentation/Builtins.md`, made of the functions and words that there are.
public enum BuiltinManual {
    public static let path = "Documentation/Builtins.md"

    public static var text: String {
        var text = """
            # Functions and words

            <!-- Made from `Builtin.all`, `Aggregate` and `Keyword`. `KIJUN_RECORD=1 swift test --filter BuiltinManual` writes it anew. -->

            Every function and every word has a name in English and in Japanese, and both can be mixed. A function that has a value as its
            first argument is unknown where that is blank. The values after `#` are those of `kijun eval -`.

            関数と言葉には英語と日本語の名前があり、まぜて使えます。`#` のあとは `kijun eval -` の結果です。

            - [Aggregates 集計](#aggregates-集計)
            - [Numbers 数](#numbers-数)
            - [Texts 文字列](#texts-文字列)
            - [Lists 並び](#lists-並び)
            - [Words](#words)

            ## Aggregates 集計

            An aggregate takes a list or a column of a table (`sum(projects.cost)`), several values (`max(3, 5)`), or what is computed for each row
            (`sum(cost * 2 for projects)`).

            集計は、並び・表の列・二つ以上の値・「式 for 表」に使います。

            """
        for aggregate in Aggregate.allCases {
            text += entry(aggregate.rawValue, aggregate.japanese, "(list)", aggregate.summary, aggregate.examples)
        }
        for (heading, builtins) in Builtin.groups {
            text += "\n## \(heading)\n"
            for builtin in builtins {
                text += entry(builtin.name, builtin.japanese, builtin.signature.shown, builtin.summary, builtin.examples)
            }
        }
        return text + words
    }

    private static func entry(
        _ name: String, _ japanese: String, _ parameters: String, _ summary: Wording, _ examples: [(source: String, result: String)]
    ) -> String {
        let lines = GoldenCase.evaluationLines(examples.map { (source: $0.source, value: $0.result) })
        return """

            ### `\(name)\(parameters)` · \(japanese)

            \(summary.en) — \(summary.ja)

            ```eval
            \(lines.joined(separator: "\n"))
            ```

            """
    }

    private static var words: String {
        var text = """

            ## Words

            Reserved words can never be names; the others are words only where a statement needs them. Where a language has no word of its own
            (—), the other language's word is left out or used: `right of` is 右.

            | English | 日本語 | |
            |---|---|---|

            """
        for keyword in Keyword.allCases {
            let english = spellings(keyword, .en)
            let japanese = spellings(keyword, .ja)
            text += "| \(english) | \(japanese) | \(keyword.isReserved ? "reserved" : "") |\n"
        }
        return text
    }

    private static func spellings(_ keyword: Keyword, _ language: Language) -> String {
        let words = keyword.spellings(language)
        return words.isEmpty ? "—" : words.map { "`\($0)`" }.joined(separator: " ")
    }
}
