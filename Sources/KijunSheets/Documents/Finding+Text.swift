internal import Kijun
internal import KijunSyntax

// What forbids to read a file as text, or makes its encoding doubtful.
extension Finding {
    static func zeroByte(_ place: TextEncoding.Place) -> Finding {
        notText(
            ja: "先頭から\(place.offset)バイトのところ（\(place.line)行目）に文字でないもの（NUL）があり、テキストとして読めません。テキスト（UTF-8）で保存し直してください。",
            en: "There is a NUL at byte \(place.offset) (line \(place.line)), so this is not text. Save it as text (UTF-8).")
    }

    /// Neither UTF-8 nor CP932.
    static func notText(_ place: TextEncoding.Place) -> Finding {
        notText(
            ja:
                "先頭から\(place.offset)バイトのところ（\(place.line)行目、\(hexadecimal(place.byte))）がUTF-8の文字ではなく、CP932（Shift_JIS）としても読めません。文字コードUTF-8で保存し直してください。",
            en:
                "Byte \(place.offset) (line \(place.line), \(hexadecimal(place.byte))) is not UTF-8, and the text is not CP932 (Shift_JIS) either. Save it with the encoding UTF-8."
        )
    }

    /// Not text in the encoding that was chosen or that a byte order mark says.
    static func notInEncoding(_ encoding: TextEncoding, _ place: TextEncoding.Place) -> Finding {
        notText(
            ja:
                "先頭から\(place.offset)バイトのところ（\(place.line)行目、\(hexadecimal(place.byte))）が\(encoding.title)の文字ではありません。別の文字コードを --encoding で指定するか、UTF-8で保存し直してください。",
            en:
                "Byte \(place.offset) (line \(place.line), \(hexadecimal(place.byte))) is not \(encoding.title). Name another encoding with --encoding, or save the file with UTF-8."
        )
    }

    static func notInEncoding(_ encoding: TextEncoding, offset: Int, line: Int) -> Finding {
        notText(
            ja: "先頭から\(offset)バイトのところ（\(line)行目）が\(encoding.title)の文字ではありません。別の文字コードを --encoding で指定するか、UTF-8で保存し直してください。",
            en:
                "The text at byte \(offset) (line \(line)) is not \(encoding.title). Name another encoding with --encoding, or save the file with UTF-8."
        )
    }

    static func otherByteOrderMark(_ found: TextEncoding, chosen: TextEncoding) -> Finding {
        notText(
            ja: "ファイルの先頭に\(found.title)の印（BOM）があるので、\(chosen.title)ではありません。--encoding を外してください。",
            en: "The file begins with the mark (BOM) of \(found.title), so it is not \(chosen.title). Leave --encoding out.")
    }

    static var noCP932: Finding {
        notText(
            ja: "この計算機にはCP932（Shift_JIS）の変換表がありません。文字コードUTF-8で保存し直してください。",
            en: "This machine has no table for CP932 (Shift_JIS). Save the file with the encoding UTF-8.")
    }

    static func guessedCP932(_ place: TextEncoding.Place) -> Finding {
        Finding(
            .guessedFormat, .note,
            Wording(
                ja:
                    "UTF-8ではないのでCP932（Shift_JIS）として読みましたが、手がかりになる文字が少なく（初めは\(place.line)行目）、確かではありません。文字が化けていたら --encoding で文字コードを指定してください。",
                en:
                    "It is not UTF-8 and was read as CP932 (Shift_JIS), on the grounds of few characters (the first in line \(place.line)). If it is garbled, name the encoding with --encoding."
            ), cell: nil, field: nil)
    }

    static func tooLarge(bytes: Int, limit: Int) -> Finding {
        notText(
            ja: "大きすぎます（\(bytes)バイト。上限は\(limit)バイト）。調書ごとに分けてください。",
            en: "The document is too large (\(bytes) bytes, at most \(limit)). Divide it by sheets.")
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 0x10 ? "0x0" : "0x") + String(byte, radix: 16, uppercase: true)
    }

    private static func notText(ja: String, en: String) -> Finding {
        Finding(.documentNotText, .error, Wording(ja: ja, en: en), cell: nil, field: nil)
    }
}
