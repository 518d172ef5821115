import Kijun
import Testing

@Suite struct CheckFormMessagesTests {
    @Test func `two forms of one name`() {
        expect(
            #"""
            form a
              x: number
            form a
              y: number
            """#,
            en: [
                #"K0501 3:6 there are two forms "a" | give one of them another name · 1:6 it is first here"#
            ],
            ja: [
                #"K0501 3:6 様式「a」が二つあります | どちらかを別の名前にします · 1:6 先にここにあります"#
            ])
    }

    @Test func `a field of one name has one type in all forms`() {
        expect(
            #"""
            form a
              x: number
            form b
              x: text
            """#,
            en: [
                #"K0502 4:3 the field "x" is a text here but a number in another form | make the types the same, or choose another name · 2:3 a number"#
            ],
            ja: [
                #"K0502 4:3 項目「x」は、ここでは文字列、ほかの様式では数値です | 型をそろえるか、別の名前にします · 2:3 数値"#
            ])
    }

    @Test func `identify names fields of the form`() {
        expect(
            #"""
            form a
              identify cod, title
              code: text
              title: text
            """#,
            en: [
                #"K0503 2:12 identify names "cod", which is no field of this form | did you mean code?"#
            ],
            ja: [
                #"K0503 2:12 identify の「cod」はこの様式の項目ではありません | もしかして code ?"#
            ])
    }

    @Test func `a locator has to bring what the type wants`() {
        expect(
            #"""
            form a
              v: list of text = right of "a"
              w: number = row of "b"
              c: number = "lab"
              t: table = capture "{}"
                u: number
              n: number
                m: number
            """#,
            en: [
                #"K0008 8:5 the line above cannot have lines under it | to continue a line, end it with an operator or a comma; else align this line with it"#,
                #"K0504 3:15 "w" is a number and cannot be read this way | a single value is read by right of, below, at, offset or capture (a header alone is for a table's column)"#,
                #"K0504 4:15 "c" is a number and cannot be read this way | a single value is read by right of, below, at, offset or capture (a header alone is for a table's column)"#,
                #"K0504 5:14 "t" is a table and cannot be read this way | a table is read by headed by, below, blocks from or across"#,
            ],
            ja: [
                #"K0008 8:5 上の行は、字下げした行を持てません | 続きの行なら、上の行を演算子か「,」で終えてください。別の行なら字下げをそろえてください"#,
                #"K0504 3:15 「w」は数値なので、この読み方はできません | 一つの値は right of、below、at、offset、capture で読みます（見出しの文字だけは表の列に使います）"#,
                #"K0504 4:15 「c」は数値なので、この読み方はできません | 一つの値は right of、below、at、offset、capture で読みます（見出しの文字だけは表の列に使います）"#,
                #"K0504 5:14 「t」は表なので、この読み方はできません | 表は headed by、below、blocks from、across で読みます"#,
            ])
    }

    @Test func `the key is a column of the table`() {
        expect(
            #"""
            form a
              t: table key idd
                id: number
            """#,
            en: [
                #"K0506 2:16 the table "t" has no column "idd" to be its key | did you mean id?"#
            ],
            ja: [
                #"K0506 2:16 表「t」に鍵の列「idd」がありません | もしかして id ?"#
            ])
    }

    @Test func `a list holds no tables`() {
        expect(
            #"""
            form a
              t: list of table = row of "見出し"
            """#,
            en: [
                #"K0504 2:14 a list cannot hold tables | write table alone"#
            ],
            ja: [
                #"K0504 2:14 並びの中に表は置けません | table とだけ書きます"#
            ])
    }

    @Test func `sums of names a table`() {
        expect(
            #"""
            form a
              t: table
                u: number
              s: sums of tt = row "計"
            """#,
            en: [
                #"K0111 4:14 there is no table "tt" | did you mean t?"#
            ],
            ja: [
                #"K0111 4:14 「tt」という表はありません | もしかして t ?"#
            ])
    }

    @Test func `a default is a fixed value of the type`() {
        expect(
            #"""
            form a
              x: number ?? "a"
              y: number ?? 1 + 1
              z: one of a, b ?? c
            """#,
            en: [
                #"K0201 2:16 this is a text, but a number is needed here | a number stands without quotes"#,
                #"K0201 3:16 only a fixed value can follow ?? here | write ?? 0"#,
                #"K0202 4:21 this is never "c" | it is one of a, b"#,
            ],
            ja: [
                #"K0201 2:16 文字列ですが、ここでは数値が要ります | 数は引用符なしで書きます"#,
                #"K0201 3:16 ?? のあとには決まった値だけを書けます | ?? 0 のように書きます"#,
                #"K0202 4:21 「c」になることはありません | あるのは a, b"#,
            ])
    }

    @Test func `a table has columns`() {
        expect(
            #"""
            form a
              t: table = headed by "x"
            """#,
            en: [
                #"K0015 2:3 the table "t" has no columns | write its columns in indented lines below it"#
            ],
            ja: [
                #"K0015 2:3 表「t」に列がありません | 下の行に字下げして列を書きます"#
            ])
    }

    @Test func `fields of a form have names of their own`() {
        expect(
            #"""
            form a
              x / エ: number
              エ: text
            """#,
            en: [
                #"K0103 3:3 the name "エ" is used twice | give one of them another name · 2:7 it is first here"#
            ],
            ja: [
                #"K0103 3:3 「エ」という名前は二度使われています | どちらかを別の名前にします · 2:7 先にここにあります"#
            ])
    }
}
