internal import Kijun

/// A file format: how it is told from others, and its reader. A new format is a value here.
public struct DocumentFormat: Sendable {
    /// As messages call it.
    public let name: String
    /// Of file names, in lower case, without the dot.
    public let endings: [String]
    /// Whether the bytes are plainly of this format, whatever the name says.
    let isCertain: @Sendable (_ bytes: [UInt8]) -> Bool
    let read: @Sendable (_ bytes: [UInt8], _ name: String, _ options: ReadingOptions) throws(Finding) -> ReadDocument

    public static let all: [DocumentFormat] = [.database, .workbook, .json, .text, .delimited]

    static let text = DocumentFormat(name: "text", endings: ["txt"], isCertain: { _ in false }) {
        bytes, name, options throws(Finding) in .grid(try TextDocument.read(bytes, name: name, options: options))
    }

    /// Of Excel. What looks like an Office file or a PDF is left to it too: it knows what to say of those that it cannot read.
    static let workbook = DocumentFormat(name: "xlsx", endings: ["xlsx", "xlsm"], isCertain: Workbook.isOffice) {
        bytes, name, options throws(Finding) in .grid(try Workbook.read(bytes, name: name, options: options))
    }

    static let delimited = DocumentFormat(name: "csv", endings: ["csv", "tsv", "tab"], isCertain: { _ in false }) {
        bytes, name, options throws(Finding) in .grid(try DelimitedText.read(bytes, name: name, options: options))
    }

    /// The endings of all formats.
    public static let endings: [String] = all.flatMap(\.endings)

    /// What the bytes are plainly, else what the name says. Of what is called text, or nothing that is known (`-`), the first
    /// lines tell whether it is a csv; a web page or XML by another name, such as `.xls`, is left to the workbook's reader,
    /// which tells what it is.
    static func of(_ bytes: [UInt8], name: String) -> DocumentFormat {
        if let certain = all.first(where: { $0.isCertain(bytes) }) { return certain }
        let ending = ending(of: name)
        let named = all.first { $0.endings.contains(ending) }
        if let named, named.name != text.name { return named }
        if named == nil, OtherFile.markup(bytes) != nil { return .workbook }
        return LineShape(bytes) == .commas ? .delimited : .text
    }

    /// The name of the format that a document is read by.
    public static func name(of bytes: [UInt8], name: String) -> String { of(bytes, name: name).name }

    /// The ending of a path in lower case, without the dot; empty where there is none.
    public static func ending(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
