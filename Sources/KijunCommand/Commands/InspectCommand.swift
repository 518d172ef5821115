import ArgumentParser
import Kijun
import KijunSheets
import KijunSyntax

/// `kijun inspect SHEETS [--form RULES]`: what a form reads from a document, or what tables and objects say of themselves.
struct InspectCommand: Command {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "inspect",
            abstract: Tool.says(
                ja: "調書から何が読まれるかを、項目と列ごとに示す。読まれなかったところも示す。",
                en: "Shows what is read from sheets, field by field or column by column, and what is left unread."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(ja: "調書のファイルかフォルダー。- は標準入力。", en: "Sheets: files, folders, or - for the standard input."), valueName: "sheets"))
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            Tool.says(ja: "様式のある規則のファイル。表やJSONにはなくてもよい。", en: "The rule file with the form; tables and JSON need none."), valueName: "rules"
        ))
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
        let (rules, loaded): (Rules, LoadedSheets)
        do {
            (rules, loaded) = try LoadedSheets.load(sheetFiles, by: files, reading.options, keepsRecords: true, on: console)
        } catch {
            return error
        }
        show(loaded, by: rules.program, on: console)
        return loaded.unreadable > 0 ? .unreadable : .done
    }

    /// Sheets that are rows or objects by columns, all documents of a form together; every other sheet field by field.
    private func show(_ loaded: LoadedSheets, by program: CheckedProgram, on console: Console) {
        var forms: [String?] = []
        var groups: [[InspectedDocument]] = []
        var parts: [(InspectedDocument, LoadedSheet)] = []
        for document in loaded.documents {
            guard document.isByColumns(program) else {
                parts += document.sheets.map { (document, $0) }
                continue
            }
            let form = document.sheets.first?.form
            if let index = forms.firstIndex(of: form) {
                groups[index].append(document)
            } else {
                forms.append(form)
                groups.append([document])
            }
        }
        var isFirst = true
        var json = JSONText()
        func write(_ text: () -> String, _ object: (inout JSONText) -> Void) {
            switch format {
            case .text: console.write((isFirst ? "" : "\n") + text())
            case .json:
                json.raw(isFirst ? "[\n" : ",\n")
                object(&json)
                console.write(json.take())
            }
            isFirst = false
        }
        for group in groups {
            let report = ColumnInspection(
                group, program: program, identify: loaded.inferred?.identify ?? [], findings: loaded.inferred?.findings ?? [],
                language: console.language)
            write({ report.text(rules: form) }, report.write)
        }
        for (document, sheet) in parts {
            let report = InspectionReport(sheet, of: document, program: program, language: console.language)
            write(report.text, report.write)
        }
        if format == .json { console.write(isFirst ? "[]\n" : "\n]\n") }
    }
}
