public import Kijun

extension SheetPair {
    /// Which sheets of two readings of the same documents are the same: those of one document, name and year in their order,
    /// then a document's only sheet of each side that is left.
    ///
    /// - Returns: in the order of OLD; sheets that only one side has are in no pair.
    public static func pairs(_ old: [LoadedSheet], _ new: [LoadedSheet]) -> [SheetPair] {
        var partners: [Int?] = Array(repeating: nil, count: old.count)
        var isTaken = Array(repeating: false, count: new.count)
        func match<Key: Hashable>(_ key: (LoadedSheet) -> Key, onlyAlone: Bool) {
            var left: [Key: [Int]] = [:]
            for index in new.indices where !isTaken[index] { left[key(new[index]), default: []].append(index) }
            var own: [Key: [Int]] = [:]
            for index in old.indices where partners[index] == nil { own[key(old[index]), default: []].append(index) }
            for (key, indices) in own {
                guard let others = left[key], !onlyAlone || (indices.count == 1 && others.count == 1) else { continue }
                for (index, other) in zip(indices, others) {
                    partners[index] = other
                    isTaken[other] = true
                }
            }
        }
        match({ SheetIdentityKey(document: $0.input.document.name, name: $0.name, year: $0.fiscalYear) }, onlyAlone: false)
        match({ $0.input.document.name }, onlyAlone: true)
        return partners.enumerated().compactMap { index, other in other.map { SheetPair(old: index, new: $0) } }
    }
}

private struct SheetIdentityKey: Hashable {
    let document: String
    let name: String
    let year: Int?
}
