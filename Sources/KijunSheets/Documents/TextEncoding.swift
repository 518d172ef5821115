/// The encodings of text that are read.
public enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
    case cp932 = "cp932"
}
