import KijunSyntax

extension Explanation {
    /// K07: findings in sheets. The examples are what stands on a sheet.
    static let sheets: [Explanation] = [
        Explanation(
            .labelNotFound, ja: "様式が目印にしている見出しが、調書にありません。見出しが変わったのなら様式を直してください。",
            en: "The label by which the form finds a field is not on the sheet. If the label has changed, change the form.",
            wrong: "様式: title: text = right of \"施策名\"    調書: 政策名 | 観光の振興",
            right: "様式: title: text = right of \"政策名\"    調書: 政策名 | 観光の振興"),
        Explanation(
            .blankField, ja: "空欄になっています。空欄でもよい項目なら、様式の種類に ? を付けます。",
            en: "The cell is blank. If it may be, put a ? after the type in the form.",
            wrong: "様式: cost: number    調書: 事業費 | (空欄)", right: "様式: cost: number?"),
        Explanation(
            .notANumber, ja: "数の欄に、数として読めないものがあります。値は空欄として扱い、0 とはみなしません。",
            en: "A number cell holds something else. It is taken as blank, never as zero.",
            wrong: "調書: 事業費 | 調整中", right: "調書: 事業費 | 1,616"),
        Explanation(
            .notInChoiceCell, ja: "選択肢にない値です。", en: "The cell is none of the choices.",
            wrong: "様式: 方向: one of 拡充, 改善    調書: 方向 | 見直し", right: "調書: 方向 | 改善"),
        Explanation(
            .notAYear, ja: "年度として読めません。", en: "The cell is not a year.",
            wrong: "調書: 年度 | R10 (2030)", right: "調書: 年度 | R12"),
        Explanation(
            .notAMark, ja: "印 (○ △ × ◎ ▲) の欄に、別のものがあります。", en: "A mark cell holds something other than ○ △ × ◎ ▲.",
            wrong: "調書: 基準1 | あり", right: "調書: 基準1 | ○"),
        Explanation(
            .blankTotal, ja: "計の行に値がありません。各行の和を添えて知らせます。", en: "The row of totals lacks a value; the sum of the rows is told.",
            wrong: "調書: 計 | 4,561 | (空欄)", right: "調書: 計 | 4,561 | 4,901"),
        Explanation(
            .shiftedRow, ja: "計の行の値が、見出しから横にずれています。ずれを直して読みました。",
            en: "The values of the row of totals stand beside their headers. They were read one column over.",
            wrong: "調書: 計 | (空欄) | 4,561", right: "調書: 計 | 4,561"),
        Explanation(
            .skippedRow, ja: "キーの欄が空の行は読みません。", en: "A row with an empty key is not read.",
            wrong: "調書: (空欄) | 事業A | 100", right: "調書: 1101 | 事業A | 100"),
        Explanation(
            .repeatedHeader, ja: "改ページなどで繰り返された見出しの行を読み飛ばしました。", en: "A header repeated at a page break was skipped.",
            wrong: "調書: 表の途中に再び「整理番号」の行", right: "見出しが一度だけの表"),
        Explanation(
            .differentRepeat, ja: "同じ項目が二か所にあり、値が違います。初めのものを使いました。別々の調書が一つの文書にあるなら、様式に見分け（recognise）と識別（identify）を書くと分けて読みます。",
            en:
                "A field stands on the sheet twice with different values. The first is used. If several sheets stand in one document, `recognise` and `identify` in the form part them.",
            wrong: "調書: 1頁 施策コード | 02-10    2頁 施策コード | 02-11", right: "どの頁も 施策コード | 02-10"),
        Explanation(
            .readLeniently, ja: "大文字・小文字、全角・半角などの違いを越えて読みました。", en: "The cell was read in spite of its case, width or spaces.",
            wrong: "調書: 判定 | Ｃ    (選択肢は c)", right: "調書: 判定 | c"),
        Explanation(
            .noForm, ja: "この文書に合う様式がありません。様式の recognise と、文書の表題を比べてください。",
            en: "No form recognises the document. Compare the recognise lines of the forms with its heading.",
            wrong: "recognise \"*基本評価調書\"    文書: 予算要求書", right: "recognise \"*予算要求書\""),
        Explanation(
            .severalForms, ja: "二つ以上の様式に合います。recognise をもっと詳しく書いてください。",
            en: "More than one form recognises the document. Make the recognise lines narrower.",
            wrong: "form A\n  recognise \"*調書\"\nform B\n  recognise \"*評価調書\"",
            right: "form A\n  recognise \"*予算調書\"\nform B\n  recognise \"*評価調書\""),
        Explanation(
            .duplicateKey, ja: "表のキーが重なっています。キーで引くと初めの行になります。", en: "Two rows have one key. By key, the first is found.",
            wrong: "調書: 1101 | 事業A\n      1101 | 事業B", right: "調書: 1101 | 事業A\n      1102 | 事業B"),
        Explanation(
            .duplicateSheet, ja: "同じ調書が二度読み込まれています。両方を評価します。", en: "One sheet is loaded twice. Both are graded.",
            wrong: "kijun run rules.kijun 02-10.txt 写し/02-10.txt", right: "kijun run rules.kijun 02-10.txt"),
        Explanation(
            .unevenLists, ja: "横に並ぶ表の一行が、ほかの行とずれていて、数も違います。どの値がどの列のものか分からないので、その行は読みません。",
            en: "A line of a table that runs to the right is shifted against the others and has another number of values: it is not read.",
            wrong: "調書: 年度 | H29      | H30 | R1\n           | 達成度合 | A   | A",
            right: "調書: 年度     | H29 | H30 | R1\n      達成度合 | A   | A   | A"),
        Explanation(
            .notYesNo, ja: "はい・いいえの欄に、別のものがあります。", en: "A yes/no cell holds something else.",
            wrong: "調書: 対象 | 検討中", right: "調書: 対象 | はい"),
        Explanation(
            .wrongUnitCell, ja: "欄に書かれた単位が、項目の単位に換算できません。", en: "The unit in the cell does not convert to that of the field.",
            wrong: "様式: cost: number in 千円    調書: 5 人", right: "調書: 5 億円"),
        Explanation(
            .errorCell, ja: "ブックのセルがエラーになっています。値は分からないものとして扱います。Excelで式を直して保存してください。",
            en: "A cell of the workbook shows an error. Its value is unknown. Correct the formula in Excel and save.",
            wrong: "調書: 事業費 | #REF!", right: "調書: 事業費 | 1,616"),
        Explanation(
            .notCalculated, ja: "式の入ったセルに、計算した結果が保存されていません。Excelで開くと計算されるので、そのまま保存してください。",
            en: "A cell holds a formula, and what it gives was never saved. Excel calculates it when it opens the workbook: save it there.",
            wrong: "調書: 計 | =SUM(H9:H25)  (結果なし)", right: "調書: 計 | =SUM(H9:H25)  (結果 4,561,152)"),
        Explanation(
            .hiddenCells, ja: "非表示のシート、行、列に値が入っています。表示されているものと同じように読みました。",
            en: "A hidden sheet, row or column is filled. It was read like what is shown.",
            wrong: "5～7行目を非表示にしたシート", right: "すべての行を表示したシート"),
        Explanation(
            .repeatedCell, ja: "ブックの中に同じセルが二度あります。後のものを読みました。Excelで開いて保存し直すと直ります。",
            en: "A workbook has one cell twice. The later one was read. To open it in Excel and save it puts that right.",
            wrong: "<c r=\"B3\"><v>1</v></c><c r=\"B3\"><v>2</v></c>", right: "<c r=\"B3\"><v>2</v></c>"),
        Explanation(
            .scaledNumber, ja: "セルの表示形式が下の桁を省いています（#,##0, は千の位まで）。見出しの単位は表示に合わせて書かれているので、表示どおりの大きさで、桁を落とさずに読みました。",
            en:
                "The format of a cell leaves out digits (`#,##0,` shows thousands). As the heading's unit fits what is shown, so does what is read, with all its digits.",
            wrong: "事業費 | 1234567  (表示形式 #,##0,  表示 1,235)", right: "事業費(千円) | 1234.567"),
        Explanation(
            .sharedNumber, ja: "結合セルの数が、いくつもの調書や項目にまたがっています。左上の一つの値とし、ほかは不明とします。",
            en:
                "A merged cell holds a number for several sheets or fields. It is the value of the upper left one, and unknown for the others.",
            wrong: "A事業 | 100 (2行を結合)\nB事業 |", right: "A事業 | 60\nB事業 | 40"),
        Explanation(
            .repeatedTitle, ja: "様式の表題が文書に何度もあります。identify がないと、ページごとの見出しなのか別の調書なのか分からないので、1つの調書として読みます。",
            en:
                "The form's title stands several times in the document. Without `identify` it may be the top of a page or another sheet: all is read as one.",
            wrong: "form 調書\n  recognise \"*評価調書\"\n  code: text = right of \"施策コード\"",
            right: "form 調書\n  recognise \"*評価調書\"\n  identify code\n  code: text = right of \"施策コード\""),
    ]

    /// K08: commands and files. The examples are command lines.
    static let files: [Explanation] = [
        Explanation(
            .fileNotFound, ja: "指定されたファイルやフォルダーがありません。綴りと場所を確かめてください。",
            en: "The file or folder is not there. Check its name and place.",
            wrong: "kijun run rules.kijun shets/", right: "kijun run rules.kijun sheets/"),
        Explanation(
            .fileUnreadable, ja: "ファイルはありますが、読み書きできません。権限を確かめてください。",
            en: "The file is there but cannot be read or written. Check its permissions.",
            wrong: "kijun run rules.kijun locked.txt", right: "chmod u+r locked.txt"),
        Explanation(
            .documentNotText, ja: "文書が UTF-8 の文字ではないか、途中に文字でないものがあります。",
            en: "The document is not UTF-8 text, or holds bytes that are no text.",
            wrong: "kijun run rules.kijun photo.jpg", right: "kijun run rules.kijun 02-10.txt"),
        Explanation(
            .unknownOnly, ja: "--only や explain に書いた名前の項目・定義・判定・検査はありません。",
            en: "--only or explain names something that the rules do not have.",
            wrong: "kijun run rules.kijun sheets/ --only jugde", right: "kijun run rules.kijun sheets/ --only judge"),
        Explanation(
            .noSheets, ja: "評価する調書がありません。ファイルかフォルダー、または - (標準入力) を指定してください。",
            en: "There are no sheets to grade. Name files, folders, or - for the standard input.",
            wrong: "kijun run rules.kijun", right: "kijun run rules.kijun sheets/"),
        Explanation(
            .unsupportedFormat, ja: "この種類の文書は読めません。", en: "Documents of this kind cannot be read.",
            wrong: "kijun run rules.kijun 02-10.pdf", right: "kijun run rules.kijun 02-10.txt"),
        Explanation(
            .noRules, ja: "規則のファイルがありません。.kijun で終わるファイルを指定してください。",
            en: "There is no rule file. Name a file that ends in .kijun.",
            wrong: "kijun run sheets/", right: "kijun run rules.kijun sheets/"),
        Explanation(
            .noMatch, ja: "* や ? を含む名前に合うファイルがありません。* はフォルダーを越えません。下のフォルダーも探すには ** を使います。",
            en: "No file fits a name with * or ? in it. * does not reach into folders; ** does.",
            wrong: "kijun run rules.kijun 'sheets/*.xls'", right: "kijun run rules.kijun 'sheets/**/*.xlsx'"),
        Explanation(
            .unknownOutcome, ja: "--not に書いた結果が、その判定の場合のどれにもありません。", en: "--not names an outcome that no case of the decision has.",
            wrong: "kijun explain judge rules.kijun 02-10.txt --not d", right: "kijun explain judge rules.kijun 02-10.txt --not a"),
        Explanation(
            .notAmongSheets, ja: "--sheet の調書か --row の行が、読み込んだ中にありません。", en: "--sheet or --row names what is not among the sheets or rows.",
            wrong: "kijun explain judge rules.kijun sheets/ --sheet 2-10", right: "kijun explain judge rules.kijun sheets/ --sheet 02-10"),
        Explanation(
            .notTwoRuleFiles,
            ja: "kijun diff は、旧い規則と新しい規則のファイルを一つずつ比べます。規則が複数のファイルに分かれていれば、それぞれのファイルから use (読込) で読み込んでください。",
            en: "kijun diff compares one old with one new rule file. Rules in several files: let each of the two `use` the others.",
            wrong: "kijun diff form.kijun old.kijun new.kijun sheets/", right: "kijun diff old.kijun new.kijun sheets/"),
        Explanation(
            .badWeight, ja: "--weight は、調書ごとの一つの数 (項目・定義・式) か、表の数の列です。文字や、全調書で一つの値では量れません。",
            en:
                "--weight is one number of each sheet (a field, definition or expression) or a column of numbers of a table; no text, and no value that is the same for all sheets.",
            wrong: "kijun diff old.kijun new.kijun sheets/ --weight title",
            right: "kijun diff old.kijun new.kijun sheets/ --weight total_cost"),
        Explanation(
            .damagedWorkbook, ja: "ブックのファイルが壊れているか、途中で切れています。",
            en: "The file of the workbook is broken or cut off.",
            wrong: "kijun run rules.kijun 途中まで届いた.xlsx", right: "kijun run rules.kijun 受け取り直した.xlsx"),
        Explanation(
            .encryptedWorkbook, ja: "ブックがパスワードで暗号化されています。",
            en: "The workbook is encrypted with a password.",
            wrong: "kijun run rules.kijun パスワードつき.xlsx", right: "Excelの「ファイル」→「情報」→「ブックの保護」でパスワードを消して保存したもの"),
        Explanation(
            .workbookTooLarge, ja: "ブックの中身が大きすぎます。小さなファイルが大きく展開されるもの（圧縮爆弾）も、ここで止めます。",
            en: "The workbook holds too much. A small file that unpacks to a huge one (a zip bomb) is stopped here too.",
            wrong: "kijun run rules.kijun 全部入り.xlsx", right: "kijun run rules.kijun 部局ごと/"),
        Explanation(
            .guessedFormat, ja: "文字コードかCSVの区切りを推し量って読みました。違っていれば --encoding で指定するか、カンマ区切り・UTF-8で保存し直してください。",
            en:
                "The encoding or the separator of a csv was guessed. If wrongly, name the encoding with --encoding, or save it with commas and UTF-8.",
            wrong: "番号;事業名;事業費", right: "番号,事業名,事業費"),
    ]
}
