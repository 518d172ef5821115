import KijunSyntax

extension Explanation {
    /// K07 and K08: files of objects (json, jsonl).
    static let objects: [Explanation] = [
        Explanation(
            .wrongStructure, ja: "JSON の値の形が項目の型と違います。一つの値、値の配列、表 (オブジェクトの配列) のどれかに直してください。値は不明として扱います。",
            en: "A value of the JSON has another structure than its field: a single value, a list of values, a table (a list of objects). "
                + "It is taken as unknown.",
            wrong: "様式: cost: number    調書: {\"cost\": {\"千円\": 1616}}", right: "調書: {\"cost\": 1616}"),
        Explanation(
            .unreadKeys, ja: "JSON に、どの項目の名前でもないキーがあります。読むなら、様式にその名前の項目を加えてください。",
            en: "The JSON has keys that are the name of no field. To read them, give the form fields of these names.",
            wrong: "様式: cost / 事業費: number    調書: {\"事業経費\": 1616}", right: "調書: {\"事業費\": 1616}"),
        Explanation(
            .missingMember, ja: "項目のキーが JSON にありません。値は不明です。値がなければ null と書いてください。",
            en: "The JSON has no key for the field, whose value is unknown. Write null if there is no value.",
            wrong: "様式: cost: number?    調書: {}", right: "調書: {\"cost\": null}"),
        Explanation(
            .brokenJSON, ja: "JSON として読めません。知らせの行と桁を直してください。jsonl では一行が一つの調書で、読めない行のほかは読みます。",
            en:
                "This is not JSON. Correct it at the line and column that the message names. In jsonl each line is a sheet, and a broken line "
                + "does not stop the others.",
            wrong: "{\"code\": \"02-10\", \"rate\": NaN,}", right: "{\"code\": \"02-10\", \"rate\": null}"),
        Explanation(
            .duplicateMember, ja: "一つのオブジェクトに同じ項目の値が二度あります。どちらが正しいか分からないので読みません。",
            en: "One object gives a value twice. Which one holds cannot be told, so neither is read.",
            wrong: "{\"cost\": 10, \"cost\": 20}", right: "{\"cost\": 20}"),
    ]
}
