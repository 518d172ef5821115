import KijunSyntax

extension Explanation {
    /// K084: the files of `kijun import`.
    static let stores: [Explanation] = [
        Explanation(
            .notAStore,
            ja: "kijun import が作る取込ファイルではありません。ほかのファイルを壊さないように、取り込み先にもしません。調書の文書は run などにそのまま渡せます。",
            en:
                "This is no file that kijun import made, and none is imported into it, so that nothing else is destroyed. Documents can be given "
                + "to run and the other commands as they are.",
            wrong: "kijun import 調書 --into 予算.xlsx", right: "kijun import 調書 --into 調書.sqlite"),
        Explanation(
            .newerStore, ja: "取込ファイルが、この Kijun より新しいもので作られています。Kijun を新しくするか、取り込み直してください。",
            en: "A later version of Kijun made the store. Update Kijun, or import the sheets again.",
            wrong: "kijun run 規則.kijun 調書.sqlite", right: "kijun import 調書 --into 別名.sqlite"),
        Explanation(
            .busyStore, ja: "ほかの取り込みや kijun の対話などが、同じファイルを開いています。5秒待ちました。それを終えてから実行してください。取込ファイルは元のままです。",
            en:
                "Another import or a session of kijun has this file open, and has been waited for five seconds. End that, and run the command "
                + "again. The store is as it was.",
            wrong: "kijun import 甲 --into 調書.sqlite &  kijun import 乙 --into 調書.sqlite",
            right: "kijun import 甲 乙 --into 調書.sqlite"),
        Explanation(
            .storeFields,
            ja: "取込ファイルの調書は、取り込んだときの様式の項目と型で読んであります。規則の様式がほかの項目や型を使うなら、その規則で取り込み直してください。",
            en: "The sheets of a store were read with the fields and types of the form at that time. Where the form of the rules has other "
                + "ones, import again with these rules.",
            wrong: "様式に項目を加えてから: kijun run 規則.kijun 調書.sqlite",
            right: "kijun import 規則.kijun 調書 --into 調書.sqlite"),
        Explanation(
            .mixedStores,
            ja: "様式がなければ、項目の種類は一緒に読むすべての文書から決まります。取込ファイルの項目はもう決まっているので、ほかの文書とは一緒に読めません。",
            en:
                "Without a form all documents that are read together say what the fields are. Those of a store are settled, so that it cannot be "
                + "read together with other documents.",
            wrong: "kijun run 規則.kijun 調書.sqlite 追加.csv", right: "kijun import 追加.csv --into 調書.sqlite"),
        Explanation(
            .damagedStore,
            ja: "取込ファイルが壊れているか、ほかのプログラムで書き換えられています。元の文書から作り直せます。ほかのプログラムでは、読むだけにしてください。",
            en:
                "The store is damaged, or another program has written into it. It can be made again from the documents. Other programs may read it, "
                + "but should not write.",
            wrong: "sqlite3 調書.sqlite 'DELETE FROM projects'", right: "sqlite3 調書.sqlite 'SELECT sum(cost) FROM projects'"),
        Explanation(
            .changedForm,
            ja: "規則の様式が、取り込んだときから変わっています。取込ファイルの値は前の様式で読んだものなので、取り込み直すと変わるかもしれません。",
            en:
                "The form of the rules has changed since the import. The values of the store are as the former one read them; importing again may "
                + "change them.",
            wrong: "cost: number in 千円 = right of \"事業費\"  →  = right of \"総事業費\"",
            right: "kijun import 規則.kijun 調書 --into 調書.sqlite"),
        Explanation(
            .goneDocument,
            ja: "取り込んだ文書が、もう元の場所にありません。その調書は取込ファイルに残ります。フォルダーごと取り込んだ文書は、フォルダーからなくなれば除きます。",
            en:
                "A document is not in its place any more. Its sheets stay in the store; those of a folder that was imported as a whole go when the "
                + "folder does not have them any more.",
            wrong: "rm 調書/1.txt; kijun import 調書/2.txt --into 調書.sqlite", right: "rm 調書/1.txt; kijun import 調書 --into 調書.sqlite"),
        Explanation(
            .storeLimit, ja: "一つの表の項目が多すぎて取り込めません。様式に、使う項目だけを書いてください。",
            en: "A table has more fields than a store takes. Write a form that has just the fields that you need.",
            wrong: "見出しが 2,000 列ある表", right: "様式: cost / 事業費: number in 千円"),
    ]
}
