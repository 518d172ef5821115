public import Kijun

/// A sheet as it was read from a document.
public struct LoadedSheet: Sendable {
    /// The values with their cells, and the findings in reading order.
    public private(set) var input: SheetInput
    /// The name of the form; nil where the sheet was read by the names of its fields alone.
    public let form: String?
    /// The texts of the fields that tell one sheet from another, in the form's order: code and title. A code is in its one
    /// spelling (`02-10`). A field without a value is left out.
    public let identity: [String]
    /// Where the first of them stands.
    public let identityCell: CellAddress?
    /// Where the first value stands.
    private let firstCell: CellAddress?
    /// The fiscal year (common era) that the sheet is about: the value of its field `fiscal_year` or `年度`.
    public let fiscalYear: Int?
    /// The filled cells that no field read and that are no label of the form, in reading order.
    public let unread: [UnreadCell]

    /// - Parameters:
    ///   - schema: of the record in `input`.
    ///   - identify: the indices in the schema of the fields that tell one sheet from another.
    public init(input: SheetInput, form: String?, schema: RecordSchema, identify: [Int], unread: [UnreadCell]) {
        self.input = input
        self.form = form
        self.unread = unread
        var identity: [String] = []
        var cell: CellAddress?
        for index in identify {
            guard input.record.values.indices.contains(index), case .scalar(let value, let place) = input.record.values[index] else {
                continue
            }
            switch value {
            case .text(let text): identity.append(text)
            case .number(let number): identity.append(number.plainText)
            case .year(let year): identity.append(Year.shown(year))
            default: continue
            }
            if cell == nil { cell = place }
        }
        self.identity = identity
        firstCell =
            identity.isEmpty
            ? input.record.values.lazy.compactMap { if case .scalar(_, let place) = $0 { place } else { nil } }.first : nil
        identityCell = cell
        let year = schema.fields.firstIndex(where: \.isFiscalYear)
        if let year, input.record.values.indices.contains(year), case .scalar(.year(let found), _) = input.record.values[year] {
            fiscalYear = found
        } else {
            fiscalYear = nil
        }
    }

    /// What reports call the sheet: its code, or what tells it from others; else its file, and where it begins in it if a form
    /// does not take up the whole of it.
    public var name: String {
        if let first = identity.first, !first.isEmpty { return first }
        let document = input.document
        if form == nil, let firstCell { return document.show(firstCell) }
        let short = document.shortName
        guard let dot = short.lastIndex(of: "."), dot != short.startIndex else { return short }
        return String(short[..<dot])
    }

    public mutating func add(_ finding: Finding) { input.findings.append(finding) }

    /// Forgets the values, once they are in the columns of a ``SheetSet``.
    public mutating func dropRecord() { take(InputRecord(values: [])) }

    mutating func take(_ record: InputRecord) { input.record = record }
}

extension FieldSchema {
    /// Says what fiscal year a sheet is about.
    var isFiscalYear: Bool { type == .year && (isNamed("fiscal_year") || isNamed("年度")) }
}

/// A cell that no field of the form read.
public struct UnreadCell: Hashable, Sendable {
    public let cell: CellAddress
    /// As on the sheet.
    public let text: String

    public init(cell: CellAddress, text: String) {
        self.cell = cell
        self.text = text
    }
}
