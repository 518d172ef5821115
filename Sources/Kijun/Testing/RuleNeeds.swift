/// Which rules an expression reads, directly and through others.
public struct RuleNeeds: Sendable {
    private struct Direct {
        var rules: [RuleID] = []
        var readsAllSheets = false
    }

    private let program: CheckedProgram
    private let direct: [Direct]

    public init(_ program: CheckedProgram) {
        self.program = program
        var byPath: [String: [RuleID]] = [:]
        for (id, rule) in program.rules.enumerated() { byPath[rule.path, default: []].append(id) }
        direct = program.rules.map { rule in
            var direct = Self.direct(rule.expressions, in: program)
            // A rule on a table that is a definition needs that.
            if !rule.table.isEmpty { direct.rules += byPath[rule.table] ?? [] }
            return direct
        }
    }

    /// The rules that are read, and whether one of them, or the expressions themselves, read `sheets`.
    ///
    /// - Parameter except: rules whose values are given: what stands behind them is not read.
    public func of(
        _ expressions: [CheckedExpression], rules: [RuleID] = [], except: Set<RuleID> = []
    ) -> (rules: Set<RuleID>, readsAllSheets: Bool) {
        let own = Self.direct(expressions, in: program)
        var found: Set<RuleID> = []
        var readsAllSheets = own.readsAllSheets
        var open = own.rules + rules
        while let rule = open.popLast() {
            guard found.insert(rule).inserted, !except.contains(rule) else { continue }
            readsAllSheets = readsAllSheets || direct[rule].readsAllSheets
            open += direct[rule].rules
        }
        return (found, readsAllSheets)
    }

    private static func direct(_ expressions: [CheckedExpression], in program: CheckedProgram) -> Direct {
        var direct = Direct()
        var followed: Set<Int> = []
        var open = expressions
        while let expression = open.popLast() {
            switch expression.kind {
            case .rule(let rule), .column(_, .rule(let rule)), .columnOfTable(_, .rule(let rule)): direct.rules.append(rule)
            case .sheets: direct.readsAllSheets = true
            case .call(let instance, _):
                if followed.insert(instance).inserted { open.append(program.instances[instance].body) }
            case .parameter(let index, _): open += program.parameters[index].entries.map(\.value)
            default: break
            }
            open += expression.children
        }
        return direct
    }
}
