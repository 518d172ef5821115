extension Evaluator {
    /// For each row of the parent whether all of the frame's rows are known; nil where they are for every parent.
    func uncertainty(_ id: FrameID) throws(Stop) -> [Status]? {
        let frame = plan.frames[Int(id)]
        switch frame.kind {
        case .root, .sheets, .allSheets: return nil
        case .input(let table):
            let missing = sheets.tables[table].isMissing
            return missing.contains(true) ? missing.map { $0 ? .blank : .known } : nil
        case .filter(let source, let flag):
            let condition = column(flag)
            let outer = rows(source)
            if outer.uncertain == nil, condition.isAllKnown { return nil }
            return try each(frame.parent) { parent throws(Stop) in
                var status = outer.certainty(parent)
                try watch.each(outer.range(of: parent)) { status = max(status, condition.status($0).ofResult) }
                return status
            }
        case .kept(let source, let flag, let isBlankElsewhere):
            let condition = column(flag)
            let outer = rows(source)
            if outer.uncertain == nil, condition.isAllKnown, !isBlankElsewhere { return nil }
            let flags = flags(condition, rows(frame.parent).count)
            return try each(frame.parent) { parent in
                let status = condition.status(parent).ofResult
                if !status.isKnown { return status }
                if flags[condition.place(parent)] { return outer.certainty(parent) }
                return isBlankElsewhere ? .blank : .known
            }
        case .sort(let source, let key, _): return try failures(of: [key], source, frame.parent)
        case .distinct(let source, let keys): return try failures(of: keys, source, frame.parent)
        case .reverse(let source): return rows(source).uncertain
        case .top(let source, let limit):
            let limits = column(limit)
            let outer = rows(source)
            return try each(frame.parent) { max(outer.certainty($0), limits.certaintyOfCount($0)) }
        case .members(let source, _):
            let outer = rows(source)
            guard outer.uncertain != nil else { return nil }
            let groups = rows(frame.parent)
            return try each(frame.parent) { outer.certainty(groups.parent(of: $0)) }
        case .cross(let source):
            let outer = rows(source)
            guard outer.uncertain != nil else { return nil }
            let above = plan.frames[Int(source)].parent
            return try each(frame.parent) { outer.certainty(row($0, of: frame.parent, in: above)) }
        case .under(let source, let map):
            let outer = rows(source)
            return try each(frame.parent) { parent in
                let above = mappedRow(parent, map)
                return above < 0 ? .blank : outer.certainty(above)
            }
        case .concat(let parts):
            let known = parts.compactMap { $0 }.filter { rows($0).uncertain != nil }
            if known.isEmpty { return nil }
            return try each(frame.parent) { parent in known.reduce(.known) { max($0, rows($1).certainty(parent)) } }
        case .nestedConcat(let parts):
            let outer = rows(frame.parent)
            guard parts.contains(where: { rows($0).uncertain != nil }), let part = outer.part, let source = outer.source
            else { return nil }
            return try each(frame.parent) { rows(parts[Int(part[$0])]).certainty(Int(source[$0])) }
        case .flatten(let outer, let inner):
            let (outside, inside) = (rows(outer), rows(inner))
            if outside.uncertain == nil, inside.uncertain == nil { return nil }
            return try each(frame.parent) { parent throws(Stop) in
                var status = outside.certainty(parent)
                try watch.each(outside.range(of: parent)) { status = max(status, inside.certainty($0).ofResult) }
                return status
            }
        case .zip(let first, let second):
            let (left, right) = (rows(first), rows(second))
            if left.uncertain == nil, right.uncertain == nil { return nil }
            return try each(frame.parent) { max(left.certainty($0), right.certainty($0)) }
        case .split(let text, let separator):
            let (texts, separators) = (column(text), column(separator))
            if texts.isAllKnown, separators.isAllKnown { return nil }
            return try each(frame.parent) { max(texts.status($0), separators.status($0)).ofResult }
        }
    }

    /// Unknown keys have their place, failures have none.
    private func failures(of keys: [NodeID], _ source: FrameID, _ parent: FrameID) throws(Stop) -> [Status]? {
        let outer = rows(source)
        let columns = keys.map { column($0) }.filter { $0.status?.contains { $0.failure != nil } ?? false }
        if columns.isEmpty { return outer.uncertain }
        return try each(parent) { parent throws(Stop) in
            var status = outer.certainty(parent)
            try watch.each(outer.range(of: parent)) { row in
                for column in columns where column.status(row).failure != nil { status = max(status, column.status(row)) }
            }
            return status
        }
    }

    private func each(_ frame: FrameID, _ status: (Int) throws(Stop) -> Status) throws(Stop) -> [Status] {
        try watch.rows(rows(frame).count, status)
    }
}

extension Column {
    var isAllKnown: Bool {
        if case .blanks = values { return false }
        return status == nil
    }

    /// How many rows `top` keeps: a whole number, not below 0.
    fileprivate func certaintyOfCount(_ row: Int) -> Status {
        guard status(row).isKnown, case .numbers(let numbers) = values else { return status(row).ofResult }
        return numbers[place(row)].asInt.map { $0 >= 0 } == true ? .known : .failed(.badArgument)
    }
}
