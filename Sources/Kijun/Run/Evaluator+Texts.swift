import KijunSyntax

extension Evaluator {
    /// The most bytes of one text that an evaluation makes.
    static let maximumTextBytes = 1_000_000

    func interpolate(_ pieces: [TextPiece], _ isMessage: Bool, _ count: Int) throws(Stop) -> Column {
        if let column = plainText(pieces, isMessage) { return column }
        let operands = pieces.compactMap { $0.node.map { column($0) } }
        var status = isMessage ? nil : try merged(operands, count)
        let texts = try watch.rows(count, every: 1) { row -> UInt32 in
            if let status, !status[row].isKnown { return TextPool.empty }
            var text = ""
            for piece in pieces {
                switch piece {
                case .characters(let characters): text += characters
                case .value(let node, let style): text += shown(column(node), row, style) ?? "_"
                }
            }
            return number(of: text, row, &status, count)
        }
        return Column(.texts(texts), status: status)
    }

    /// The column of a text that consists of just one text; nil for any other.
    private func plainText(_ pieces: [TextPiece], _ isMessage: Bool) -> Column? {
        guard !isMessage, pieces.count == 1, case .value(let node, .text) = pieces[0], pool.longest <= Self.maximumTextBytes
        else { return nil }
        var column = column(node)
        guard case .texts = column.values else { return nil }
        column.status = column.status.map { $0.map(\.ofResult) }
        return column
    }

    /// The number of a text that was made; a text that is too long is a failure of its row.
    private func number(of text: String, _ row: Int, _ status: inout [Status]?, _ count: Int) -> UInt32 {
        guard text.utf8.count > Self.maximumTextBytes else { return pool.number(of: text) }
        status = status ?? Array(repeating: .known, count: count)
        status?[row] = .failed(.textTooLong)
        return TextPool.empty
    }

    /// A known row as users read it; nil where it is not known.
    func shown(_ column: Column, _ row: Int, _ style: ShowStyle) -> String? {
        guard column.status(row).isKnown else { return nil }
        let place = column.place(row)
        switch column.values {
        case .numbers(let numbers):
            guard case .number(let unit, let isPercent) = style else { return numbers[place].shown() }
            let text = numbers[place].shown(percent: isPercent)
            return unit.isEmpty ? text : "\(text) \(unit)"
        case .texts(let texts):
            let text = pool[texts[place]]
            return style == .mark && text.isEmpty ? "_" : text
        case .years(let years): return Year.shown(Int(years[place]))
        case .flags(let flags): return flags[place] ? "true" : "false"
        case .indices, .blanks: return nil
        }
    }

    func join(
        _ frame: FrameID, _ element: NodeID, _ style: ShowStyle, _ separator: NodeID, _ isMessage: Bool, _ count: Int
    ) throws(Stop) -> Column {
        let rows = rows(frame)
        let (elements, separators) = (column(element), column(separator))
        var status: [Status]?
        if rows.uncertain != nil || !separators.isAllKnown || !(isMessage || elements.isAllKnown) {
            status = try watch.rows(count) { parent throws(Stop) in
                var status = max(rows.certainty(parent), separators.status(parent)).ofResult
                if !isMessage { try watch.each(rows.range(of: parent)) { status = max(status, elements.status($0).ofResult) } }
                return status
            }
        }
        let texts = try watch.rows(count, every: 1) { parent -> UInt32 in
            guard let between = text(separators, parent) else { return TextPool.empty }
            var text = ""
            for (index, row) in rows.range(of: parent).enumerated() {
                if index > 0 { text += between }
                text += shown(elements, row, style) ?? "_"
                if text.utf8.count > Self.maximumTextBytes { break }
            }
            return number(of: text, parent, &status, count)
        }
        return Column(.texts(texts), status: status)
    }

    func textFunction(_ index: Int, _ operands: [NodeID], _ count: Int) throws(Stop) -> Column {
        guard case .texts(let function) = Builtin.all[index].body else { return Column(.blanks) }
        let columns = operands.map { column($0) }
        let isConstant = columns.allSatisfy(\.isConstant)
        let rows = isConstant ? min(1, count) : count
        var status = try merged(columns, rows)
        func text(_ argument: Int, _ row: Int) -> String { self.text(columns[argument], row) ?? "" }
        func isKnown(_ row: Int) -> Bool { status?[row].isKnown ?? true }
        func fail(_ row: Int, _ failure: Failure) {
            status = status ?? Array(repeating: .known, count: rows)
            status?[row] = .failed(failure)
        }
        func texts(_ make: (Int) -> String?) throws(Stop) -> Column {
            let made = try watch.rows(rows, every: 1) { row -> UInt32 in
                guard isKnown(row) else { return TextPool.empty }
                guard let text = make(row) else {
                    fail(row, .badArgument)
                    return TextPool.empty
                }
                return number(of: text, row, &status, rows)
            }
            return Column(.texts(made), status: status, isConstant: isConstant)
        }
        func whole(_ argument: Int, _ row: Int) -> Int? {
            guard case .numbers(let numbers) = columns[argument].values else { return nil }
            return numbers[columns[argument].place(row)].asInt
        }
        switch function {
        case .map(let body): return try texts { body(text(0, $0)) }
        case .test(let body):
            let flags = try watch.rows(rows, every: 1) { isKnown($0) && body(text(0, $0), text(1, $0)) }
            return Column(.flags(flags), status: status, isConstant: isConstant)
        case .measure(let body):
            let counts = try watch.rows(rows, every: 1) { isKnown($0) ? Int64(body(text(0, $0))) : 0 }
            return Column(.numbers(.scaled(counts, scale: 0)), status: status, isConstant: isConstant)
        case .replace:
            let made = try watch.rows(rows, every: 1) { row -> UInt32 in
                guard isKnown(row) else { return TextPool.empty }
                let replaced = TextMatching.replace(text(0, row), text(1, row), with: text(2, row), upTo: Self.maximumTextBytes)
                if let replaced { return pool.number(of: replaced) }
                fail(row, .textTooLong)
                return TextPool.empty
            }
            return Column(.texts(made), status: status, isConstant: isConstant)
        case .slice:
            return try texts { row in
                guard let start = whole(1, row) else { return nil }
                if columns.count == 2 { return TextMatching.slice(text(0, row), start: start, length: nil) }
                return whole(2, row).flatMap { TextMatching.slice(text(0, row), start: start, length: $0) }
            }
        case .split: return Column(.blanks)
        }
    }
}
