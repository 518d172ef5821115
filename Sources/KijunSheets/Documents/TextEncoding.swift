/// The encodings of text that are read.
public enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    /// Little or big endian, as the byte order mark says or the text shows.
    case utf16 = "utf-16"
    /// Windows-31J, the Shift_JIS of Windows: with ①, ㈱, 髙 and ～.
    case cp932 = "cp932"

    /// As messages name it.
    var title: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16: "UTF-16"
        case .cp932: "CP932 (Shift_JIS)"
        }
    }
}
