import KijunSyntax

/// What a list built-in does.
enum ListFunction: Sendable {
    case join
    case indexOf
    case sort
    case reverse
    case append
    case flatten
}

extension Builtin {
    static let lists: [Builtin] = [
        Builtin(
            name: "join", japanese: "連結", signature: Signature("(list, separator)", [.singles, .text], gives: .text),
            summary: Wording(ja: "要素を区切りでつないだ文字列", en: "the elements as shown, with the separator between them"),
            examples: [("join([\"a\", \"b\"], \"・\")", "\"a・b\"")], body: .list(.join)),
        Builtin(
            name: "sort", japanese: "並べ替え", signature: Signature("(list)", [.ordered], gives: .sameAsFirst),
            summary: Wording(ja: "小さい順に並べ替える（空欄は最後）", en: "in rising order, blanks last"),
            examples: [("sort([3, 1, 2])", "[1, 2, 3]")], body: .list(.sort)),
        Builtin(
            name: "reverse", japanese: "逆順", signature: Signature("(list)", [.list], gives: .sameAsFirst),
            summary: Wording(ja: "逆の順", en: "in the opposite order"), examples: [("reverse([1, 2])", "[2, 1]")], body: .list(.reverse)),
        Builtin(
            name: "append", japanese: "追加",
            signature: Signature("(list, item…)", [.list, .element], repeatsLast: true, gives: .sameAsFirst),
            summary: Wording(ja: "末尾に要素を加えた並び", en: "the list with the items at its end"), examples: [("append([1], 2, 3)", "[1, 2, 3]")],
            body: .list(.append)),
        Builtin(
            name: "flatten", japanese: "平坦化", signature: Signature("(list)", [.list], gives: .flattened),
            summary: Wording(ja: "入れ子の並びを一つの並びにする（すべての段）", en: "nested lists as one, all levels"),
            examples: [("flatten([[1, 2], [3]])", "[1, 2, 3]")], body: .list(.flatten)),
        Builtin(
            name: "index_of", japanese: "位置", signature: Signature("(list, x)", [.singles, .element], gives: .plainNumber),
            summary: Wording(ja: "x が初めて現れる位置（1 から）。なければ空欄", en: "the first place of x, from 1; blank if there is none"),
            examples: [("index_of([\"a\", \"b\"], \"b\")", "2")], body: .list(.indexOf)),
    ]
}
