internal import Kijun
internal import KijunSyntax

// What is doubtful in the types that are found without a form.
extension Finding {
    /// Some cells or headings of a column say a unit or `%`, others do not.
    static func mixedSigns(_ heading: String, field: String, _ mixed: ColumnEvidence.Decision.Mixed) -> Finding {
        let sign = visible(mixed.sign)
        let column = visible(heading)
        if mixed.isOfHeadings {
            return Finding(
                .mixedSigns, .warning,
                Wording(
                    ja: "列「\(column)」の見出しには、単位\(sign)のあるものとないものがあります。ないものも\(sign)として読みます。見出しに単位を書いてください。",
                    en:
                        "Headings of the column “\(column)” say the unit \(sign) in some documents and none in others, which are read as \(sign) too. Write the unit into each heading."
                ), cell: nil, field: field)
        }
        let reading =
            mixed.isRead
            ? Wording(ja: "ないものも\(sign)として読みます", en: "All are read as \(sign)")
            : Wording(ja: "ないものに合わせて読みます", en: "They are read as plain numbers")
        return Finding(
            .mixedSigns, .warning,
            Wording(
                ja: "列「\(column)」には、\(sign)のある値（\(mixed.with)）とない値（\(mixed.without)）があります。\(reading.ja)。どちらかにそろえるか、見出しに（\(sign)）と書いてください。",
                en:
                    "Of the values of the column “\(column)” \(mixed.with) bear the sign \(sign), \(mixed.without) do not. \(reading.en). Write all in one way, or (\(sign)) into the heading."
            ), cell: nil, field: field)
    }
}
