/// The languages in which every message exists.
public enum Language: String, Sendable, CaseIterable {
    case ja
    case en
}

/// One text in both languages.
public struct Wording: Hashable, Sendable {
    public let ja: String
    public let en: String

    public init(ja: String, en: String) {
        self.ja = ja
        self.en = en
    }

    /// A text that is the same in both, such as a name.
    public init(_ same: String) { self.init(ja: same, en: same) }

    public subscript(_ language: Language) -> String { language == .ja ? ja : en }
}
