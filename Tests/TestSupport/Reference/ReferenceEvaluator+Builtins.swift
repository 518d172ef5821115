import Kijun
import KijunSyntax

extension ReferenceEvaluator {
    /// A built-in function by its name (§6).
    func builtin(_ name: String, _ arguments: [CheckedExpression], _ scope: Scope) -> Datum {
        let values = arguments.map { evaluate($0, scope) }
        switch name {
        case "round", "round_down", "round_up", "floor", "ceiling":
            return arithmetic(values) { self.rounded($0[0], $0.count > 1 ? $0[1] : .zero, name) }
        case "abs": return arithmetic(values) { .number($0[0].magnitude) }
        case "modulo":
            return arithmetic(values) { $0[1].isZero ? .undetermined : .number($0[0].modulo($0[1])) }
        case "power": return arithmetic(values) { self.power($0[0], $0[1]) }
        case "join": return joined(values[0], arguments[0].type.listElement, values[1])
        case "sort": return sorted(values[0], arguments[0].type.listElement, false) { $0 }
        case "reverse": return reversed(values[0])
        case "append": return joined([values[0], .list(Array(values.dropFirst()))])
        case "flatten": return flattened(values[0], arguments[0].type)
        case "index_of": return index(of: values[1], in: values[0])
        default: return texts(name, values)
        }
    }

    // MARK: Numbers

    private func rounded(_ number: Number, _ places: Number, _ name: String) -> Datum {
        guard let places = places.asInt, places.magnitude <= Number.maximumDigits else { return .failed(.badArgument) }
        let mode: RoundingMode =
            switch name {
            case "round": .halfAwayFromZero
            case "round_down": .down
            case "round_up": .up
            case "floor": .floor
            default: .ceiling
            }
        return .number(number.rounded(places: places, mode))
    }

    private func power(_ number: Number, _ exponent: Number) -> Datum {
        guard exponent.isWhole else { return .failed(.badPower) }
        if number.isZero, exponent.isNegative { return .undetermined }
        guard let exponent = exponent.asInt else { return .failed(.numberTooLarge) }
        return .number(number.power(exponent))
    }

    // MARK: Lists

    private func reversed(_ list: Datum) -> Datum {
        switch list {
        case .list(let elements): .list(elements.reversed())
        case .open(let elements, let status): .open(elements.reversed(), status)
        default: list
        }
    }

    private func joined(_ list: Datum, _ element: Type, _ separator: Datum) -> Datum {
        if let unknown = unknown(of: [list, separator]) { return .scalar(unknown) }
        let elements = list.elements ?? []
        if let unknown = unknown(of: elements) { return .scalar(unknown) }
        return .text(elements.map { shown($0, element) }.joined(separator: separator.text ?? ""))
    }

    /// Unknown as soon as one of the inner lists is.
    private func flattened(_ list: Datum, _ type: Type) -> Datum {
        if case .open(let elements, let status) = list { return .open(flattened(.list(elements), type).certain, status) }
        guard let elements = list.elements else { return list }
        switch type.listElement {
        case .list, .table: return joined(elements.map { flattened($0, type.listElement) })
        default: return list
        }
    }

    /// The first place of what is known to be equal; unknown where nothing is and an element may be.
    private func index(of value: Datum, in list: Datum) -> Datum {
        if let unknown = unknown(of: [list, value]) { return .scalar(unknown) }
        let same = (list.elements ?? []).map { equal($0, value) }
        if let place = same.firstIndex(where: { $0.flag == true }) { return .number(Number(place + 1)) }
        return unknown(of: same).map { .scalar($0) } ?? .blank
    }

    // MARK: Texts

    private func texts(_ name: String, _ values: [Datum]) -> Datum {
        if let unknown = unknown(of: values) { return .scalar(unknown) }
        func text(_ index: Int) -> String { values[index].text ?? "" }
        func plain(_ index: Int) -> [Character] { Array(nfkc(text(index))) }
        switch name {
        case "length": return .number(Number(text(0).count))
        case "contains":
            let (all, part) = (plain(0), plain(1))
            return .yesno(part.isEmpty || all.indices.contains { all[$0...].starts(with: part) })
        case "starts_with": return .yesno(plain(0).starts(with: plain(1)))
        case "ends_with": return .yesno(plain(0).reversed().starts(with: plain(1).reversed()))
        case "like": return .yesno(isLike(plain(0)[...], plain(1)[...]))
        case "trim":
            let characters = Array(text(0))
            let filled = characters.indices.filter { !characters[$0].isWhitespace }
            guard let first = filled.first, let last = filled.last else { return .text("") }
            return .text(String(characters[first...last]))
        case "upper": return .text(text(0).uppercased())
        case "lower": return .text(text(0).lowercased())
        case "replace":
            return .text(text(1).isEmpty ? text(0) : parts(of: text(0), text(1)).joined(separator: text(2)))
        case "split": return .list((text(1).isEmpty ? text(0).map { String($0) } : parts(of: text(0), text(1))).map { .text($0) })
        case "slice": return slice(Array(text(0)), values[1].number, values.count > 2 ? values[2].number : nil)
        default: return .undetermined
        }
    }

    private func parts(of text: String, _ separator: String) -> [String] {
        let (all, mark) = (Array(text), Array(separator))
        var parts: [String] = [""]
        var index = 0
        while index < all.count {
            if all[index...].starts(with: mark) {
                parts.append("")
                index += mark.count
            } else {
                parts[parts.count - 1].append(all[index])
                index += 1
            }
        }
        return parts
    }

    private func isLike(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return isLike(text, pattern.dropFirst()) || (!text.isEmpty && isLike(text.dropFirst(), pattern))
        }
        guard let character = text.first, first == "?" || first == character else { return false }
        return isLike(text.dropFirst(), pattern.dropFirst())
    }

    /// From 1, or negative from the end; what is there.
    private func slice(_ text: [Character], _ start: Number?, _ length: Number?) -> Datum {
        guard let place = start?.asInt, place != 0, length.map({ ($0.asInt ?? -1) >= 0 }) ?? true else {
            return .failed(.badArgument)
        }
        let first = place > 0 ? place - 1 : max(0, text.count + max(place, -text.count))
        let rest = text.dropFirst(first)
        return .text(String(rest.prefix(length.map { $0.asInt ?? rest.count } ?? rest.count)))
    }
}
