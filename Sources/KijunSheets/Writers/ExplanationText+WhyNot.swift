import Kijun
import KijunSyntax

// `not C: 80% <= rate < 90%: 199 / 250 = 79.6%, 0.4 points short of 80%`
extension ExplanationText {
    /// - Parameter isFull: every condition on a line of its own, not just the nearest.
    func lines(of item: Explanation.WhyNot, isFull: Bool) -> [Line] {
        let head =
            item.text.isEmpty
            ? words(ja: "適合しない理由", en: "to pass")
            : words(ja: "\(visible(item.text)) でない理由", en: "not \(visible(item.text))")
        var parts = item.obstacles.map { (condition: condition(of: $0), distance: distance(of: $0), place: cells($0.cells)) }
        if let hindrance = item.hindrance {
            let part = (condition: text(of: hindrance, isAlone: parts.isEmpty), distance: "", place: "")
            // Where an exception decides, the conditions of the other cases do not matter.
            if case .exceptions = hindrance { parts.insert(part, at: 0) } else { parts.append(part) }
        }
        guard let first = parts.first else { return [] }
        let place = place(of: item.span)
        guard isFull, !item.text.isEmpty else {
            let more = parts.count > 1 ? words(ja: "（ほか \(parts.count - 1) つ）", en: " (and \(parts.count - 1) more)") : ""
            let isLast = first.distance.isEmpty
            return Self.folded(
                "  \(head): \(first.condition)" + (isLast ? more : ""), isLast ? "" : first.distance + more, place: place, indent: 6)
        }
        var lines = [Line(start: "  \(head)  (\(place))", place: "")]
        for doc in item.doc { lines.append(Line(start: "    ## " + visible(doc), place: "")) }
        for part in parts {
            lines += Self.folded("    " + paint.red("✗") + " " + part.condition, part.distance, place: part.place, indent: 8)
        }
        return lines
    }

    /// A line that is too long is broken behind the condition, before what is said of it.
    private static func folded(_ condition: String, _ distance: String, place: String, indent: Int) -> [Line] {
        guard !distance.isEmpty else { return [Line(start: condition, place: place)] }
        let whole = Line(start: condition + ": " + distance, place: place)
        if whole.width <= ExplanationText.width { return [whole] }
        return [
            Line(start: condition + ":", place: ""), Line(start: String(repeating: " ", count: indent) + distance, place: place),
        ]
    }

    /// - Parameter isAlone: the condition of the case itself holds.
    private func text(of hindrance: Explanation.Hindrance, isAlone: Bool) -> String {
        let places = CheckReport.places(hindrance.cases.map { place(of: $0) })
        return switch hindrance {
        case .exceptions: words(ja: "例外が先に決める: \(places)", en: "an exception goes before it: \(places)")
        case .earlier:
            isAlone
                ? words(ja: "成り立つが、上の場合が先に決まる: \(places)", en: "it holds, but a line above decides first: \(places)")
                : words(ja: "上の場合が先に決まる: \(places)", en: "a line above decides first: \(places)")
        case .others: words(ja: "ほかの場合が当てはまるか、まだ分からない: \(places)", en: "another case holds or may hold: \(places)")
        case .conflict: words(ja: "成り立つが、ほかの場合も成り立つ: \(places)", en: "it holds, but so does another case: \(places)")
        }
    }

    func text(of obstacle: Explanation.Obstacle) -> String {
        let distance = distance(of: obstacle)
        return condition(of: obstacle) + (distance.isEmpty ? "" : ": " + distance)
    }

    private func condition(of obstacle: Explanation.Obstacle) -> String {
        let condition = visible(obstacle.text)
        if case .unknown = obstacle.distance { return condition }
        return obstacle.wanted ? condition : words(ja: "\(condition) が成り立つ", en: "\(condition) holds")
    }

    private func distance(of obstacle: Explanation.Obstacle) -> String {
        func shown(_ value: Value, limits: [Value] = []) -> String {
            let numbers = limits.compactMap { if case .number(let number) = $0 { number } else { nil } }
            return DisplayWidth.truncated(values.line(value, as: obstacle.type, thresholds: numbers), to: 60)
        }
        /// `199 / 250 = 79.6%`
        func value(heldTo limit: Value) -> String {
            let value = shown(obstacle.value, limits: [limit])
            guard !obstacle.formula.isEmpty, case .number(let number) = limit else { return value }
            return "\(formula(obstacle.formula, limits: [number])) = \(value)"
        }
        switch obstacle.distance {
        case .below(let gap, let limit, _):
            let (value, gap, limit) = (value(heldTo: limit), amount(gap, obstacle.type), shown(limit, limits: [obstacle.value]))
            return words(ja: "\(value)、\(limit) に \(gap)足りない", en: "\(value), \(gap) short of \(limit)")
        case .above(let gap, let limit, _):
            let (value, gap, limit) = (value(heldTo: limit), amount(gap, obstacle.type), shown(limit, limits: [obstacle.value]))
            return words(ja: "\(value)、\(limit) を \(gap)超えている", en: "\(value), \(gap) over \(limit)")
        case .onLimit(let limit, let wantsMore):
            let limit = shown(limit)
            return wantsMore
                ? words(ja: "ちょうど \(limit) で、それを超えない", en: "exactly \(limit), not above it")
                : words(ja: "ちょうど \(limit) で、それを下回らない", en: "exactly \(limit), not below it")
        case .otherThan(let wanted):
            let has = shown(obstacle.value)
            let list = wanted.prefix(6).map { shown($0) }.joined(separator: words(ja: "、", en: ", ")) + (wanted.count > 6 ? ", …" : "")
            if wanted.isEmpty { return has }
            return wanted.count == 1
                ? words(ja: "\(has) であって \(list) でない", en: "it is \(has), not \(list)")
                : words(ja: "\(has) であって \(list) のどれでもない", en: "it is \(has), none of \(list)")
        case .excluded:
            let has = shown(obstacle.value)
            return words(ja: "\(has) である", en: "it is \(has)")
        case .elements(let kind, let deciding, let count): return elements(kind, deciding, count, obstacle)
        case .unknown(let reasons):
            let waits = waits(for: reasons)
            return words(ja: "分からない", en: "unknown") + (waits.isEmpty ? "" : ": \(waits)")
        case .plain: return ""
        }
    }

    private func elements(_ kind: Aggregate, _ deciding: Int, _ count: Int, _ obstacle: Explanation.Obstacle) -> String {
        let has = obstacle.type == .blank ? "" : DisplayWidth.truncated(values.line(obstacle.value, as: obstacle.type), to: 40) + ": "
        if count == 0 { return words(ja: "一つもない", en: "there is none") }
        let doNot = (kind == .none) != obstacle.wanted
        if deciding == count {
            return has
                + (doNot
                    ? words(ja: "\(count) 件のうち当たるものがない", en: "none of \(count)") : words(ja: "\(count) 件とも当たる", en: "all \(count)"))
        }
        let verb = deciding == 1 ? (doNot ? "does not" : "does") : doNot ? "do not" : "do"
        return has
            + words(
                ja: "\(count) 件のうち \(deciding) 件が\(doNot ? "当たらない" : "当たる")", en: "\(deciding) of \(count) \(verb)")
    }

    /// A distance with its unit: never 0, and for percentages in points.
    private func amount(_ gap: Number, _ type: Type) -> String {
        switch type {
        case .year:
            let count = gap.shown()
            return words(ja: "\(count) 年", en: count == "1" ? "1 year" : "\(count) years")
        case .number(let kind) where kind.isPercent && kind.unit.isNone:
            let points = gap.shown(percent: true).filter { $0 != "%" }
            return words(ja: "\(points) ポイント", en: points == "1" ? "1 point" : "\(points) points")
        default:
            let shown = values.line(.number(gap), as: type)
            return words(ja: "\(shown) ", en: shown)
        }
    }
}
