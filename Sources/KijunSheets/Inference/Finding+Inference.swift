internal import Kijun
internal import KijunSyntax

// What is doubtful in the types that are found without a form.
extension Finding {
    /// Some values of a column bear a unit or `%`, or stand under a heading that says it, others do not.
    static func mixedSigns(_ heading: String, field: String, _ mixed: ColumnEvidence.Decision.Mixed) -> Finding {
        let sign = visible(mixed.sign)
        let column = visible(heading)
        let documents = mixed.documents.joined(separator: ", ")
        let wording: Wording
        if mixed.isOfHeadings {
            wording = Wording(
                ja:
                    "\(documents) の列「\(column)」は、見出しにも値にも「\(sign)」がありません（ほかの文書にはあります）。その値（\(mixed.without)）は不明として扱います。見出しに（\(sign)）と書いてください。",
                en:
                    "In \(documents) neither heading nor values of the column “\(column)” say “\(sign)”, elsewhere they do. Such values (\(mixed.without)) are unknown. Write (\(sign)) into the heading."
            )
        } else if mixed.isRefused {
            wording = Wording(
                ja:
                    "列「\(column)」には、\(sign)のある値（\(mixed.with)）とない値（\(mixed.without)）があります。少ないほうの、\(sign)のある値は不明として扱います。どちらかにそろえてください。",
                en:
                    "Of the values of the column “\(column)” \(mixed.with) bear the sign \(sign), \(mixed.without) do not. The few that bear it are unknown. Write all in one way."
            )
        } else {
            wording = Wording(
                ja:
                    "列「\(column)」には、\(sign)のある値（\(mixed.with)）とない値（\(documents) に \(mixed.without)）があります。ない値は不明として扱います。\(sign)を付けるか、見出しに（\(sign)）と書いてください。",
                en:
                    "Of the values of the column “\(column)” \(mixed.with) bear the sign \(sign), \(mixed.without) in \(documents) do not and are unknown. Write the sign behind them, or (\(sign)) into the heading."
            )
        }
        return Finding(.mixedSigns, .warning, wording, cell: nil, field: field)
    }

    /// The heading says a unit or `%`, but less than a third of the values are numbers.
    static func hardlyNumbers(_ heading: String, field: String, sign: String, numbers: Int, of all: Int) -> Finding {
        let column = visible(heading)
        let sign = visible(sign)
        return Finding(
            .hardlyNumbers, .warning,
            Wording(
                ja: "列「\(column)」の見出しには「\(sign)」とありますが、\(all)個の値のうち数は\(numbers)個だけなので、文字として読みます。数として読むには、様式に型を書いてください。",
                en:
                    "The heading “\(column)” says “\(sign)”, but of \(all) value\(all == 1 ? "" : "s") \(numbers) \(numbers == 1 ? "is a number" : "are numbers"), so the column is text. Give its type in a form to have numbers."
            ), cell: nil, field: field)
    }
}
