import Kijun
import KijunSyntax

extension ReferenceEvaluator {
    func each(of list: Datum, _ body: (Datum) -> Datum) -> Datum {
        switch list {
        case .list(let elements): .list(elements.map(body))
        case .open(let elements, let status): .open(elements.map(body), status)
        default: list
        }
    }

    /// The values of all rows; tables of rows become one table.
    func mapped(_ list: Datum, _ type: Type, _ body: (Datum) -> Datum) -> Datum {
        guard case .table = type, let elements = list.elements else { return each(of: list, body) }
        let values = elements.map(body)
        let tables = values.filter { $0.elements != nil }
        guard !tables.isEmpty || values.contains(where: { $0.unknown != nil }) else { return .list(values) }
        return joined(values)
    }

    /// An unknown condition makes the list unknown: whether the row is kept is not known.
    func filtered(_ list: Datum, _ condition: (Datum) -> Datum) -> Datum {
        if case .scalar = list { return list }
        let conditions = list.certain.map(condition)
        let kept = zip(list.certain, conditions).filter { $0.1.flag == true }.map(\.0)
        let open = list.elements == nil ? [list] : []
        return unknown(of: open + conditions).map { .open(kept, $0) } ?? .list(kept)
    }

    /// In rising or falling order; rows of equal keys stay in theirs, unknown keys stand last.
    func sorted(_ list: Datum, _ type: Type, _ descending: Bool, _ key: (Datum) -> Datum) -> Datum {
        if case .open(let elements, let status) = list {
            let certain = sorted(.list(elements), type, descending, key)
            return .open(certain.certain, unknown(of: [certain, .scalar(status)]) ?? status)
        }
        guard let elements = list.elements else { return list }
        var placed: [(value: Datum, key: Datum)] = []
        for element in elements {
            let entry = (value: element, key: key(element))
            if case .scalar(.failed(let failure))? = Optional(entry.key) { return .failed(failure) }
            let place = placed.firstIndex { other in
                let isBefore = descending ? precedes(other.key, entry.key, type) : precedes(entry.key, other.key, type)
                return isBefore.flag ?? (isUnplaced(other.key, type) && !isUnplaced(entry.key, type))
            }
            placed.insert(entry, at: place ?? placed.count)
        }
        return .list(placed.map(\.value))
    }

    private func isUnplaced(_ key: Datum, _ type: Type) -> Bool { precedes(key, key, type).unknown != nil }

    func top(_ list: Datum, _ count: Datum) -> Datum {
        var count = count
        if let number = count.number, (number.asInt ?? -1) < 0 { count = .failed(.badArgument) }
        if count.unknown != nil { return .scalar(unknown(of: [list, count]) ?? .undetermined) }
        guard let elements = list.elements, let number = count.number else {
            return .scalar(list.unknown ?? .undetermined)
        }
        return .list(Array(elements.prefix(number.asInt ?? elements.count)))
    }

    /// Rows of equal keys together, the groups in the order of their first rows.
    func grouped(_ list: Datum, by keys: (Datum) -> Datum, make: (_ keys: Datum, _ rows: [Datum]) -> Datum) -> Datum {
        guard let elements = list.elements else { return list }
        if let failure = failure(in: elements.map(keys)) { return .failed(failure) }
        var groups: [(keys: Datum, rows: [Datum])] = []
        for element in elements {
            let key = keys(element)
            if let index = groups.firstIndex(where: { isSame($0.keys, key) }) {
                groups[index].rows.append(element)
            } else {
                groups.append((key, [element]))
            }
        }
        return .list(groups.map { make($0.keys, $0.rows) })
    }

    /// The strongest failure among values, or among those of records.
    private func failure(in values: [Datum]) -> Failure? {
        let all = values.flatMap { value in
            if case .record(let items) = value { items.map(\.value) } else { [value] }
        }
        if case .failed(let failure)? = unknown(of: all) { return failure }
        return nil
    }

    /// Equal, or unknown in the same way: all rows without a key are one group.
    func isSame(_ a: Datum, _ b: Datum) -> Bool {
        if case .record(let first) = a, case .record(let second) = b {
            return first.allSatisfy { item in
                second.contains { $0.name == item.name && isSame($0.value, item.value) }
            }
        }
        if a.unknown != nil || b.unknown != nil { return a.unknown != nil && b.unknown != nil }
        return equal(a, b).flag == true
    }

    // MARK: Aggregates

    func aggregate(_ aggregate: Aggregate, _ list: Datum, _ type: Type) -> Datum {
        switch aggregate {
        // One element that is in the list decides, whatever else is.
        case .any: return any(list.certain.map(yes) + (list.elements == nil ? [list] : []))
        case .all: return all(list.certain.map(yes) + (list.elements == nil ? [list] : []))
        case .none: return not(any(list.certain.map(yes) + (list.elements == nil ? [list] : [])))
        default: break
        }
        guard let elements = list.elements else {
            return aggregate == .distinct ? list : .scalar(unknown(of: [list]) ?? .undetermined)
        }
        switch aggregate {
        case .count: return .number(Number(elements.count))
        case .first: return elements.first ?? .blank
        case .last: return elements.last ?? .blank
        case .any, .all, .none: return .undetermined
        case .sum: return arithmetic(elements) { self.total($0) }
        case .mean:
            return arithmetic(elements) { numbers in
                guard !numbers.isEmpty, case .scalar(.number(let total)) = self.total(numbers) else {
                    return numbers.isEmpty ? .blank : .failed(.numberTooLarge)
                }
                return .number(total.divided(by: Number(numbers.count)))
            }
        case .median:
            return arithmetic(elements) { numbers in
                let sorted = numbers.sorted()
                guard !sorted.isEmpty else { return .blank }
                let middle = sorted.count / 2
                if sorted.count % 2 == 1 { return .number(sorted[middle]) }
                return .number(sorted[middle - 1].adding(sorted[middle])?.divided(by: Number(2)))
            }
        case .min: return extreme(elements) { self.precedes($0, $1, type) }
        case .max: return extreme(elements) { self.precedes($1, $0, type) }
        case .distinct:
            if let failure = failure(in: elements) { return .failed(failure) }
            var found: [Datum] = []
            for element in elements where !found.contains(where: { isSame($0, element) }) { found.append(element) }
            return .list(found)
        }
    }

    private func total(_ numbers: [Number]) -> Datum {
        var total = Number.zero
        for number in numbers {
            guard let next = total.adding(number) else { return .failed(.numberTooLarge) }
            total = next
        }
        return .number(total)
    }

    /// The first element that stands before or beside all others.
    private func extreme(_ elements: [Datum], _ isBefore: (Datum, Datum) -> Datum) -> Datum {
        if let unknown = unknown(of: elements) { return .scalar(unknown) }
        guard var best = elements.first else { return .blank }
        for element in elements {
            let before = isBefore(element, best)
            if let unknown = unknown(of: [before]) { return .scalar(unknown) }
            if before.flag == true { best = element }
        }
        return best
    }

    /// A yes/no as it is; of marks ○ and ◎ are yes.
    private func yes(_ value: Datum) -> Datum {
        value.text.map { .yesno($0 == "○" || $0 == "◎") } ?? value
    }
}
