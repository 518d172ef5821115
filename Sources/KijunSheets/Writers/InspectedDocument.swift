public import Kijun
internal import KijunSyntax

/// A document and the sheets that were read from it, for `inspect`.
public struct InspectedDocument: Sendable {
    let document: ReadDocument
    /// The name of its format.
    let format: String
    public let sheets: [LoadedSheet]

    /// - Parameter format: the name of its ``DocumentFormat``.
    public init(_ document: ReadDocument, format: String, sheets: [LoadedSheet]) {
        self.document = document
        self.format = format
        self.sheets = sheets
    }

    var encoding: TextEncoding? {
        switch document {
        case .grid(let document): document.encoding
        case .objects(let document): document.encoding
        case .stored(let document, _): document.kind.encoding
        }
    }

    /// Each of its sheets is a row or an object, so that it is shown by columns. One object that a form reads is shown field by
    /// field.
    public func isByColumns(_ program: CheckedProgram) -> Bool {
        switch document {
        case .grid(let document): return isByColumns(isTable: document.isTable, program)
        case .stored(let document, _) where document.info.style != .position: return isByColumns(isTable: document.kind.isTable, program)
        case .objects, .stored: return sheets.count > 1 || sheets.first?.form == nil
        }
    }

    private func isByColumns(isTable: Bool, _ program: CheckedProgram) -> Bool {
        guard isTable, let form = sheets.first?.form else { return isTable }
        return program.forms.first { $0.name == form }?.fields.allSatisfy { $0.locator == nil } ?? true
    }

    /// `csv, CP932 (Shift_JIS)`
    var description: String { ([format] + [encoding?.title].compactMap { $0 }).joined(separator: ", ") }

    // MARK: Tables

    /// The tables of the document as their readers see them.
    func tables(_ schema: RecordSchema, fields: [Int]) -> [RowColumns] {
        guard case .grid(let document) = document else { return [] }
        let all = document.pages.indices.compactMap { TableHeading(of: document, page: $0) }
            .map { RowColumns($0, schema: schema, fields: fields) }
        let most = all.reduce(0) { max($0, $1.found.count) }
        return all.filter { $0.found.count * 2 >= most }
    }
}

extension Finding {
    /// A cell holds something that its field cannot be.
    var isMisfit: Bool {
        guard cell != nil, field != nil else { return false }
        switch code {
        case .notANumber, .notInChoiceCell, .notAYear, .notAMark, .notYesNo, .wrongUnitCell, .errorCell, .notCalculated: return true
        default: return false
        }
    }
}
