import Kijun
import KijunSheets

/// What tells a sheet from all others, so that it is found again when the sheets were read again.
struct SheetKey: Hashable {
    let name: String
    let year: Int?
    /// The document that it stands in.
    let document: String
    /// Among the sheets of that name and year in the document, from 0.
    let number: Int
    /// No other sheet has its name and year.
    let isOnly: Bool
}

/// Sheets by their keys.
struct SheetPlaces {
    private struct Label: Hashable {
        let name: String
        let year: Int?
        var document: String?
    }

    /// One for each sheet, no two alike.
    let keys: [SheetKey]
    private let places: [SheetKey: Int]
    private let only: [Label: Int]

    init(_ loaded: LoadedSheets) {
        let labels = loaded.sheets.map { Label(name: $0.name, year: $0.fiscalYear) }
        let alike = Dictionary(grouping: labels.indices) { labels[$0] }
        var counts: [Label: Int] = [:]
        keys = labels.indices.map { index in
            var label = labels[index]
            let isOnly = alike[label]?.count == 1
            let document = loaded.sheets[index].input.document.name
            label.document = document
            defer { counts[label, default: 0] += 1 }
            return SheetKey(
                name: label.name, year: label.year, document: document, number: counts[label] ?? 0, isOnly: isOnly)
        }
        places = Dictionary(keys.enumerated().map { ($1.unmarked, $0) }) { first, _ in first }
        only = alike.filter { $0.value.count == 1 }.mapValues { $0[0] }
    }

    /// The same sheet of the same document; else, where both then and now there is just one of its name and year, that one. A sheet that
    /// only bears the same name is another one.
    func place(of key: SheetKey) -> Int? {
        places[key.unmarked] ?? (key.isOnly ? only[Label(name: key.name, year: key.year)] : nil)
    }
}

extension SheetKey {
    /// Whether there are others of its name may have changed.
    fileprivate var unmarked: SheetKey { SheetKey(name: name, year: year, document: document, number: number, isOnly: false) }
}

extension LoadedSheets {
    func key(of sheet: Int) -> SheetKey {
        let own = sheets[sheet]
        let document = own.input.document.name
        var (number, count) = (0, 0)
        for (index, other) in sheets.enumerated() where other.name == own.name && other.fiscalYear == own.fiscalYear {
            count += 1
            if index < sheet, other.input.document.name == document { number += 1 }
        }
        return SheetKey(name: own.name, year: own.fiscalYear, document: document, number: number, isOnly: count == 1)
    }
}
