/// `FIELD = VALUE` as a session reads it: a value for a field of the sheets, no rule.
public struct AssignmentSyntax: Hashable, Sendable {
    /// `basis1`, `totals.cost`, `projects["b07"].cost`.
    public let target: Expression
    public let value: Expression

    public init(target: Expression, value: Expression) {
        self.target = target
        self.value = value
    }
}

extension Parser {
    /// Reads a source of nothing but assignments: several on a line with commas between them, or on lines of their own.
    public static func parseAssignments(_ source: Source) -> (assignments: [AssignmentSyntax], diagnostics: [Diagnostic]) {
        var parser = Parser(lines: source)
        var assignments: [AssignmentSyntax] = []
        for line in parser.lines.indices {
            parser.enter(line)
            parser.parseAssignmentLine(&assignments)
        }
        return (assignments, parser.diagnostics.sorted { $0.span.start < $1.span.start })
    }

    /// Reads a source of nothing but fields, as ``parseAssignments(_:)`` reads what stands before `=`.
    public static func parseTargets(_ source: Source) -> (targets: [Expression], diagnostics: [Diagnostic]) {
        var parser = Parser(lines: source)
        var targets: [Expression] = []
        for line in parser.lines.indices {
            parser.enter(line)
            repeat { targets.append(parser.parsePostfix()) } while !parser.hasFailed && parser.accept(.comma)
            parser.finishLine()
        }
        return (targets, parser.diagnostics.sorted { $0.span.start < $1.span.start })
    }

    private mutating func parseAssignmentLine(_ assignments: inout [AssignmentSyntax]) {
        repeat {
            let target = parsePostfix()
            guard !hasFailed, expect(.assign, Wording(ja: "「=」と値", en: "`=` and a value")) else { return }
            let value = parseOperators(.or)
            guard !hasFailed else { return }
            assignments.append(AssignmentSyntax(target: target, value: value))
        } while accept(.comma)
        finishLine()
    }
}
