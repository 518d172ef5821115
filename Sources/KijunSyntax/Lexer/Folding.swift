/// Full-width forms and typographic signs that mean their ASCII twins outside text literals (language.md §2).
///
/// An explicit table and not NFKC, which would also turn `①` into `1` and `㎡` into `m2`.
enum Folding {
    /// The ASCII twin of one character, or the character itself.
    static func ascii(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0..<0x80: scalar
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: scalar - 0xFEE0  // ０-９ Ａ-Ｚ ａ-ｚ
        case 0xFF01, 0xFF03, 0xFF05, 0xFF06: scalar - 0xFEE0  // ！ ＃ ％ ＆
        case 0xFF08...0xFF0F: scalar - 0xFEE0  // （ ） ＊ ＋ ， － ． ／
        case 0xFF1A, 0xFF1C...0xFF1F: scalar - 0xFEE0  // ： ＜ ＝ ＞ ？
        case 0xFF3B, 0xFF3D, 0xFF3F: scalar - 0xFEE0  // ［ ］ ＿
        case 0xFF5B...0xFF5D: scalar - 0xFEE0  // ｛ ｜ ｝
        case 0x2212: 0x2D  // − MINUS SIGN
        default: scalar
        }
    }

    /// What a single sign means that stands for an operator of its own.
    static func `operator`(_ scalar: UInt32) -> Token.Kind? {
        switch scalar {
        case 0x2192: .arrow  // →
        case 0x2267, 0x2265: .greaterOrEqual  // ≧ ≥
        case 0x2266, 0x2264: .lessOrEqual  // ≦ ≤
        case 0x2260: .notEqual  // ≠
        case 0xF7: .divide  // ÷
        case 0x30FB, 0xFF65: .middleDot  // ・ ･
        default: nil
        }
    }

    /// The mark that a character stands for, in the spelling that the tree has.
    static func mark(_ scalar: UInt32) -> String? {
        switch scalar {
        case 0x25CB, 0x3007, 0x25EF, 0x2B55: "○"  // ○ 〇 ◯ ⭕
        case 0x25B3: "△"
        case 0x25B2: "▲"
        case 0xD7: "×"
        case 0x25CE: "◎"
        default: nil
        }
    }

    /// White space within a line, and how many columns it takes; a tab counts for itself.
    static func blankWidth(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x20, 0xA0: 1
        case 0x3000: 2
        case 0x0D: 0
        default: nil
        }
    }

    /// May a name start with it? Letters and `_`; `①` and `㎡` too, which are names after NFKC.
    static func startsName(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x41...0x5A, 0x61...0x7A, 0x5F: true
        case 0..<0x80: false
        case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x30FE, 0x3400...0x4DBF, 0x4E00...0x9FFF: true
        case 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF3F: true
        case 0x2460...0x2473, 0x3371...0x33DF: true
        default:
            switch Unicode.Scalar(scalar)?.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: true
            default: false
            }
        }
    }

    static func continuesName(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x30...0x39, 0xFF10...0xFF19: true
        case 0..<0x80: startsName(scalar)
        default:
            if startsName(scalar) {
                true
            } else {
                switch Unicode.Scalar(scalar)?.properties.generalCategory {
                // A variation selector is a mark that belongs to a sign as often as to a letter: ⭕️.
                case .decimalNumber, .nonspacingMark, .spacingMark: scalar < 0xFE00 || scalar > 0xFE0F
                default: false
                }
            }
        }
    }
}
