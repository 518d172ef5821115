public import ArgumentParser
public import KijunSheets

/// How the sheets of a command line are to be read.
struct ReadingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Tool.says(
                ja: "調書の文字コード。なければ内容から判断する。", en: "The encoding of text, csv, tsv and json; else it is found out."),
            valueName: TextEncoding.allCases.map(\.rawValue).joined(separator: "|")))
    var encoding: TextEncoding?

    var options: ReadingOptions { ReadingOptions(encoding: encoding) }
}

extension TextEncoding: ExpressibleByArgument {}
