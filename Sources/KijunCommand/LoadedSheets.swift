import Kijun
import KijunSheets
import KijunSyntax

/// The sheets of a command line, read by the forms of the rules. A document that cannot be read never stops the others.
struct LoadedSheets {
    private(set) var sheets: [LoadedSheet] = []
    /// How many documents could not be read.
    private(set) var unreadable = 0

    /// Reads every document and tells what cannot be read.
    init(_ files: SheetFiles, program: CheckedProgram, on console: Console) {
        console.tell(files.diagnostics)
        unreadable = files.diagnostics.count { $0.severity == .error }
        var placeOfName: [String: String] = [:]
        for name in files.names {
            let bytes: [UInt8]
            do {
                bytes = try console.world.read(name)
            } catch {
                console.tell([.unreadable(name, error)])
                unreadable += 1
                continue
            }
            let result = DocumentLoader.load(bytes: bytes, name: name, program: program)
            for failure in result.failures { console.tell(Self.text(of: failure, in: result.document, console.language)) }
            if result.sheets.isEmpty { unreadable += 1 }
            for sheet in result.sheets {
                let identity = sheet.identity.first ?? ""
                guard !identity.isEmpty, let first = placeOfName.updateValue(name, forKey: identity), first != name else {
                    sheets.append(sheet)
                    continue
                }
                placeOfName[identity] = first
                sheets.append(sheet.adding(.duplicateSheet(identity, first: first)))
            }
        }
    }

    private static func text(of finding: Finding, in document: DocumentInfo, _ language: Language) -> String {
        // Here the document is named with its folder: there is no report of it to say which it is.
        let shown = finding.cell.map(document.show) ?? document.shortName
        let place =
            shown.hasPrefix(document.shortName) ? document.name + shown.dropFirst(document.shortName.count) : "\(document.name) \(shown)"
        return DiagnosticRenderer.visible("error: \(place): \(finding.message[language])  [\(finding.code.rawValue)]")
    }

    /// What evaluates over them.
    func set(for program: CheckedProgram) -> SheetSet { SheetSet(sheets.map(\.input), schema: program.schema) }
}

extension LoadedSheet {
    func adding(_ finding: Finding) -> LoadedSheet {
        var input = input
        input.findings.append(finding)
        return LoadedSheet(input: input, form: form, identify: identify, unread: unread)
    }
}

extension Finding {
    static func duplicateSheet(_ name: String, first: String) -> Finding {
        Finding(
            .duplicateSheet, .warning,
            Wording(
                ja: "調書「\(name)」は \(first) にもあります。両方を評価します", en: "sheet “\(name)” is in \(first) too; both are graded"),
            cell: nil, field: nil)
    }
}
