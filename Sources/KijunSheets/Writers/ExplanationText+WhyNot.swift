import Kijun
import KijunSyntax

// `C needs: 80% <= rate < 90%: 199 / 250 = 79.6%, 0.4 points short of 80%`
extension ExplanationText {
    /// So many conditions are listed where no outcome was asked for.
    private static var maximumConditions: Int { 4 }

    /// - Parameters:
    ///   - isFull: every condition with its cells.
    ///   - isFurther: another case of the same outcome went before.
    func lines(of item: Explanation.WhyNot, isFull: Bool, isFurther: Bool = false) -> [Line] {
        let hindrances = item.hindrance.map { self.hindrances($0, isOpen: item.isOpen) } ?? []
        let place = place(of: item.span)
        func head(_ how: String) -> String {
            isFurther && !item.isOpen ? words(ja: "または、", en: "or ") + self.head(of: item, how) : self.head(of: item, how)
        }
        switch (item.needs, hindrances.count) {
        case (nil, 0): return []
        case (nil, 1): return [Line(start: "  \(head("")): \(hindrances[0].text)", place: place)]
        case (.condition(let obstacle), 0) where !isFull:
            return folded(
                "  \(head("")): " + condition(of: obstacle), distance(of: obstacle, isOpen: item.isOpen), place: place, indent: 6)
        default: break
        }
        var isAny = false
        var parts = [item.needs].compactMap { $0 }
        switch item.needs {
        case .all(let needs): parts = needs
        case .any(let needs) where hindrances.isEmpty: (parts, isAny) = (needs, true)
        default: break
        }
        let isOne = parts.count + hindrances.count == 1
        let how = isOne ? "" : isAny ? words(ja: "、次のいずれか", en: " one of") : words(ja: "、次のすべて", en: " all of")
        var lines = [Line(start: "  \(head(how)):", place: place)]
        if isFull {
            let label = words(ja: "（説明）", en: "(comment) ")
            for doc in item.doc { lines.append(Line(start: "    " + label + visible(doc), place: "")) }
        }
        // Where an exception decides, the conditions of the other cases do not matter.
        let isFirst = item.hindrance?.kind == .exceptions
        let others = hindrances.map { Line(start: "    \(mark($0.truth)) \($0.text)", place: "") }
        if isFirst { lines += others }
        var left = isFull ? Int.max : Self.maximumConditions
        for part in parts { append(part, depth: 2, isOpen: item.isOpen, &left, to: &lines) }
        let hidden = parts.flatMap(\.obstacles).count - (isFull ? 0 : Self.maximumConditions)
        if !isFull, hidden > 0 { lines.append(Line(start: "    " + words(ja: "ほか \(hidden) つ", en: "and \(hidden) more"), place: "")) }
        if !isFirst { lines += others }
        return lines
    }

    private func head(of item: Explanation.WhyNot, _ how: String) -> String {
        let outcome = visible(item.text)
        if item.isOpen {
            return item.text.isEmpty
                ? words(ja: "適合するか決まらない理由", en: "whether it passes: undecided, because")
                : words(ja: "\(outcome) かどうか決まらない理由", en: "whether \(outcome): undecided, because")
        }
        if item.text.isEmpty { return words(ja: "適合するには", en: "to pass") + how }
        return words(ja: "\(outcome) になるには", en: "\(outcome) needs") + how
    }

    /// The conditions of a need, one on a line.
    private func append(_ need: Explanation.Need, depth: Int, isOpen: Bool, _ left: inout Int, to lines: inout [Line]) {
        guard left > 0 else { return }
        let indent = String(repeating: "  ", count: depth)
        switch need {
        case .condition(let obstacle):
            left -= 1
            lines += folded(
                "\(indent)\(mark(obstacle.isOpen ? .unknown : .no)) " + condition(of: obstacle),
                distance(of: obstacle, isOpen: isOpen), place: cells(obstacle.cells), indent: 2 * depth + 4)
        case .all(let needs), .any(let needs):
            let isAll = if case .all = need { true } else { false }
            let head = isAll ? words(ja: "次のすべて", en: "all of") : words(ja: "次のいずれか", en: "one of")
            lines.append(Line(start: "\(indent)\(mark(need.truth)) \(head):", place: ""))
            for part in needs { append(part, depth: depth + 1, isOpen: isOpen, &left, to: &lines) }
        }
    }

    private func mark(_ truth: Explanation.Truth) -> String { truth == .no ? paint.red("✗") : paint.yellow("?") }

    /// A line that is too long is broken behind the condition, before what is said of it.
    private func folded(_ condition: String, _ distance: String, place: String, indent: Int) -> [Line] {
        guard !distance.isEmpty else { return [Line(start: condition, place: place)] }
        let whole = Line(start: condition + ": " + distance, place: place)
        if whole.width <= width { return [whole] }
        return [
            Line(start: condition + ":", place: ""), Line(start: String(repeating: " ", count: indent) + distance, place: place),
        ]
    }

    /// That other cases must not hold.
    private func hindrances(_ hindrance: Explanation.Hindrance, isOpen: Bool) -> [(text: String, truth: Explanation.Truth)] {
        func name(_ spans: [Span]) -> String {
            let places = CheckReport.places(spans.map { place(of: $0) })
            return switch hindrance.kind {
            case .exceptions: words(ja: "例外（\(places)）", en: "the exception (\(places))")
            case .earlier: words(ja: "上の場合（\(places)）", en: "the case above (\(places))")
            case .others, .conflict: words(ja: "ほかの場合（\(places)）", en: "the other case (\(places))")
            }
        }
        var parts: [(text: String, truth: Explanation.Truth)] = []
        if !hindrance.holding.isEmpty {
            let cases = name(hindrance.holding)
            parts.append((words(ja: "\(cases)が成り立たないこと", en: "\(cases) not to hold"), .no))
        }
        if !hindrance.open.isEmpty {
            let cases = name(hindrance.open)
            let text =
                isOpen
                ? words(ja: "\(cases)が成り立つか分からない", en: "it is unknown whether \(cases) holds")
                : words(ja: "\(cases)が成り立たないこと（成り立つか分からない）", en: "\(cases) not to hold, which is unknown")
            parts.append((text, .unknown))
        }
        return parts
    }

    func text(of obstacle: Explanation.Obstacle) -> String {
        let distance = distance(of: obstacle)
        return condition(of: obstacle) + (distance.isEmpty ? "" : ": " + distance)
    }

    private func condition(of obstacle: Explanation.Obstacle) -> String {
        let condition = visible(obstacle.text)
        return obstacle.wanted ? condition : words(ja: "\(condition) が成り立たないこと", en: "\(condition) not to hold")
    }

    /// - Parameter isOpen: it is said already that it is unknown.
    private func distance(of obstacle: Explanation.Obstacle, isOpen: Bool = false) -> String {
        func shown(_ value: Value) -> String { DisplayWidth.truncated(self.shown(value, as: obstacle.type), to: 60) }
        /// `199 / 250 = 79.6%`
        var has: String {
            let value = shown(obstacle.value)
            return obstacle.formula.isEmpty ? value : "\(formula(obstacle.formula)) = \(value)"
        }
        /// As the rules write it.
        func written(_ limit: Value) -> String { obstacle.limitText.isEmpty ? shown(limit) : visible(obstacle.limitText) }
        switch obstacle.distance {
        case .below(let gap, let limit, _):
            let (gap, limit) = (amount(gap, obstacle.type), written(limit))
            return words(ja: "\(has)、\(limit) に \(gap)足りない", en: "\(has), \(gap) short of \(limit)")
        case .above(let gap, let limit, _):
            let (gap, limit) = (amount(gap, obstacle.type), written(limit))
            return words(ja: "\(has)、\(limit) を \(gap)超えている", en: "\(has), \(gap) over \(limit)")
        case .different(let gap, let limit):
            let (gap, limit) = (amount(gap, obstacle.type), written(limit))
            let difference = gap.last == " " ? String(gap.dropLast()) : gap
            return words(ja: "\(has) と \(limit) は一致しない（差 \(difference)）", en: "\(has), not \(limit) (a difference of \(difference))")
        case .onLimit(let limit, let wantsMore):
            let limit = written(limit)
            return wantsMore
                ? words(ja: "ちょうど \(limit) で、\(limit) を超えていない", en: "exactly \(limit), not above it")
                : words(ja: "ちょうど \(limit) で、\(limit) を下回っていない", en: "exactly \(limit), not below it")
        case .otherThan([.blank]): return words(ja: "値がある（\(shown(obstacle.value))）", en: "it has a value, \(shown(obstacle.value))")
        case .otherThan(let wanted):
            let has = shown(obstacle.value)
            let list = wanted.prefix(6).map { shown($0) }.joined(separator: words(ja: "、", en: ", ")) + (wanted.count > 6 ? ", …" : "")
            if wanted.isEmpty { return has }
            return wanted.count == 1
                ? words(ja: "\(has) であり、\(list) ではない", en: "it is \(has), not \(list)")
                : words(ja: "\(has) であり、\(list) のいずれでもない", en: "it is \(has), none of \(list)")
        case .excluded(.blank):
            let name = visible(obstacle.tested)
            return words(ja: "\(name) が空欄", en: "\(name) is blank")
        case .excluded:
            let has = shown(obstacle.value)
            return words(ja: "\(has) である", en: "it is \(has)")
        case .elements(let kind, let deciding, let count): return elements(kind, deciding, count, obstacle)
        case .unknown(let reasons):
            let waits = waits(for: reasons)
            if isOpen, !waits.isEmpty { return waits }
            return waits.isEmpty ? words(ja: "分からない", en: "unknown") : words(ja: "分からない（\(waits)）", en: "unknown (\(waits))")
        case .plain: return ""
        }
    }

    private func elements(_ kind: Aggregate, _ deciding: Int, _ count: Int, _ obstacle: Explanation.Obstacle) -> String {
        let has = obstacle.type == .blank ? "" : DisplayWidth.truncated(shown(obstacle.value, as: obstacle.type), to: 40) + ": "
        if count == 0 { return words(ja: "一つもない", en: "there is none") }
        let doNot = (kind == .none) != obstacle.wanted
        if deciding == count {
            return has
                + (doNot
                    ? words(ja: "\(count) 件のいずれも該当しない", en: "none of \(count)") : words(ja: "\(count) 件とも該当する", en: "all \(count)"))
        }
        let verb = deciding == 1 ? (doNot ? "does not" : "does") : doNot ? "do not" : "do"
        return has
            + words(
                ja: "\(count) 件のうち \(deciding) 件が\(doNot ? "該当しない" : "該当する")", en: "\(deciding) of \(count) \(verb)")
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
