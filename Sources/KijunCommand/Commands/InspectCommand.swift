import ArgumentParser
import KijunSheets
import KijunSyntax

/// `kijun inspect SHEET --form RULES`: what a form reads from a document.
struct InspectCommand: Command {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "inspect",
            abstract: Tool.says(
                ja: "様式が文書から読むものを、欄ごとに示す。読まれなかったところも示す。",
                en: "Shows what a form reads from a document, cell by cell, and what was left unread."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(ja: "調書のファイルかフォルダー。- は標準入力。", en: "Sheets: files, folders, or - for the standard input."), valueName: "sheets"))
    var paths: [String] = []

    @Option(help: ArgumentHelp(Tool.says(ja: "様式のある規則のファイル。", en: "The rule file with the form."), valueName: "rules"))
    var form: [String] = []

    @Option(help: ArgumentHelp(Tool.says(ja: "結果の形式。", en: "The format of the result.")))
    var format = Format.text

    @OptionGroup var reading: ReadingArguments

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        guard let files = RuleFiles.load(form, on: console) else { return .wrong }
        guard !paths.isEmpty else {
            console.tell([.noSheets])
            return .wrong
        }
        let sheetFiles = SheetFiles(paths, in: console.world)
        guard let (rules, loaded) = LoadedSheets.load(sheetFiles, by: files, reading.options, keepsRecords: true, on: console) else {
            return .wrong
        }
        var json = JSONText()
        for (index, sheet) in loaded.sheets.enumerated() {
            let report = InspectionReport(sheet, program: rules.program, language: console.language)
            switch format {
            case .text: console.write((index > 0 ? "\n" : "") + report.text())
            case .json:
                json.raw(index == 0 ? "[\n" : ",\n")
                report.write(to: &json)
                console.write(json.take())
            }
        }
        if format == .json { console.write(loaded.sheets.isEmpty ? "[]\n" : "\n]\n") }
        return loaded.unreadable > 0 ? .unreadable : .done
    }
}
