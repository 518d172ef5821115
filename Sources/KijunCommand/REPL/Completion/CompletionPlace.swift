import Kijun
import KijunSyntax

/// What fits where the cursor stands: what the grammar wants there, and the names that are in scope.
struct CompletionPlace {
    typealias Known = CompletionNames.Known
    typealias Row = CompletionNames.Row
    typealias Piece = TypedText.Piece

    enum Wanted {
        case nothing
        /// A statement, or the expression that a session takes as a question.
        case statement
        case operand
        /// A column, after a dot.
        case member(Known)
        /// An operator or clause behind an operand of which that much is known.
        case afterOperand(Known?)
        /// One of a few words.
        case words([Keyword])
        case type
        /// The name of a check; in a table by its path.
        case check(table: String?)
        case parameter
        /// A field or rule that is given a value.
        case assigned
    }

    /// Which statement the line is of.
    enum Line: Equatable {
        case expression, statement, decisionCase, outcome, check, message, assignment
    }

    var wanted = Wanted.nothing
    var line = Line.expression
    var rows: [Row] = []
    /// What a value is held against.
    var compared: Known?
    /// The value is the key of a row of this table.
    var keyed: Known?
    /// The decision whose outcome it is.
    var decision: RuleID?
    /// An `if` waits for this word.
    var condition: Keyword?
    var isInQuery = false
    /// A column of the query's table is most likely.
    var isColumn = false
    var isInCall = false
    var isOtherwise = false
    /// Nothing stands before it in its expression.
    var isFirst = false
    /// It stands directly behind `->`.
    var isFirstOutcome = false
    /// What stands behind `for`.
    var isTable = false

    private let names: CompletionNames
    private let after: [Piece]

    init(_ typed: TypedText, names: CompletionNames) {
        self.names = names
        after = typed.after
        if let header = typed.outer.first {
            readBlock(header, typed)
        } else if typed.before.isEmpty {
            (wanted, line) = (.statement, .statement)
            rows = rowsBehind([])
        } else {
            readStatement(typed.before)
        }
    }

    /// Of what stands behind `:set`.
    init(assignment typed: TypedText, names: CompletionNames) {
        self.names = names
        after = []
        line = .assignment
        walk(typed.before[...], around: [])
    }

    /// Of what stands behind a command that takes an expression.
    init(expression typed: TypedText, names: CompletionNames) {
        self.names = names
        after = typed.after
        walk(typed.before[...], around: [])
    }

    // MARK: Statements

    private struct Head {
        var keyword: Keyword?
        var target: [String] = []
        var isDecision = false
        var parameters: [String] = []
        /// Where the body starts.
        var body: Int?
    }

    private mutating func readStatement(_ pieces: [Piece]) {
        let head = Self.head(of: pieces)
        switch head.keyword {
        case .check, .warn:
            line = .check
            guard let body = head.body else { return readCheckName(pieces) }
            walk(pieces[body...], around: rowsOfTarget(head.target))
        case .parameter:
            if let colon = pieces.firstIndex(where: { $0.kind == .colon }) {
                wanted = colon == pieces.count - 1 ? .type : .nothing
            } else {
                wanted = pieces.count == 1 ? .parameter : .nothing
            }
        case .scale, .form, .test, .use: wanted = .nothing
        default:
            line = head.body == nil ? .statement : head.isDecision ? .decisionCase : .expression
            if head.isDecision { decision = rule(head.target) }
            let around = head.parameters.isEmpty ? rowsOfTarget(head.body == nil ? [] : head.target) : [.parameters(head.parameters)]
            walk(pieces[(head.body ?? 0)...], around: around)
        }
    }

    private mutating func readBlock(_ header: [Piece], _ typed: TypedText) {
        let head = Self.head(of: header)
        switch head.keyword {
        case .check, .warn:
            line = .check
            walk(typed.before[...], around: rowsOfTarget(head.target))
        case .parameter:
            guard let assign = typed.before.firstIndex(where: { $0.kind == .assign }) else { return }
            walk(typed.before[(assign + 1)...], around: [])
        case .test: readTest(typed)
        case .form: readForm(typed.before)
        case .scale, .use: break
        default:
            guard head.isDecision else {
                return walk(typed.before[...], around: rowsOfTarget(head.target))
            }
            line = .decisionCase
            decision = rule(head.target)
            walk(typed.before[...], around: rowsOfTarget(head.target))
        }
    }

    private mutating func readCheckName(_ pieces: [Piece]) {
        if pieces.count == 1 { return wanted = .check(table: nil) }
        guard pieces.last?.kind == .dot else { return }
        let path = pieces.dropFirst().filter { $0.kind == .word }.map(\.text)
        wanted = names.table(path).map { .check(table: $0) } ?? .nothing
    }

    private mutating func readTest(_ typed: TypedText) {
        var pieces = typed.before[...]
        if typed.outer.count == 1 {
            guard let first = pieces.first else { return wanted = .words([.given, .on, .expect]) }
            pieces = pieces.dropFirst()
            switch first.keyword {
            case .given: line = .assignment
            case .expect: line = .expression
            default: return
            }
        } else {
            guard typed.outer.last?.first?.keyword == .given else { return }
            line = .assignment
        }
        walk(pieces, around: [])
    }

    private mutating func readForm(_ pieces: [Piece]) {
        guard let last = pieces.last else { return }
        let colon = pieces.firstIndex { $0.kind == .colon }
        if last.kind == .colon, colon == pieces.count - 1 { return wanted = .type }
        guard let colon, last.kind == .assign, pieces.count > colon else { return }
        wanted = .words([.right, .below, .row, .column, .at, .offset, .capture, .headed, .blocks, .across])
    }

    /// The beginning of a statement, as the parser tells one from another.
    private static func head(of pieces: [Piece]) -> Head {
        var head = Head()
        guard let first = pieces.first, first.kind == .word else { return head }
        var index = 0
        let isFollowed = pieces.count < 2 || [.word, .number, .textOpen, .cornerText, .title].contains(pieces[1].kind)
        if let keyword = first.keyword, [.check, .warn, .parameter, .scale, .form, .test, .use].contains(keyword), isFollowed {
            head.keyword = keyword
            guard keyword == .check || keyword == .warn else { return head }
            index = 1
        } else if first.keyword?.isReserved == true {
            return head
        }
        // name {"." name} {"/" name}
        var target: [String] = []
        while index < pieces.count, pieces[index].kind == .word {
            target.append(pieces[index].text)
            index += 1
            guard index < pieces.count, pieces[index].kind == .dot else { break }
            index += 1
        }
        if target.count == 1, head.keyword == nil, index < pieces.count, pieces[index].kind == .leftParen {
            guard let close = pieces[index...].firstIndex(where: { $0.kind == .rightParen }), close + 1 < pieces.count,
                pieces[close + 1].kind == .assign
            else { return head }
            head.parameters = pieces[index..<close].filter { $0.kind == .word }.map(\.text)
            head.body = close + 2
            return head
        }
        while index + 1 < pieces.count, pieces[index].kind == .divide, pieces[index + 1].kind == .word { index += 2 }
        if index + 1 < pieces.count, pieces[index].keyword == .first || pieces[index].keyword == .except, pieces[index + 1].kind == .colon {
            index += 1
        }
        guard index < pieces.count, pieces[index].kind == .colon || (pieces[index].kind == .assign && head.keyword == nil) else {
            return head
        }
        head.target = target
        head.isDecision = pieces[index].kind == .colon && head.keyword == nil
        head.body = index + 1
        return head
    }

    private func rowsOfTarget(_ target: [String]) -> [Row] {
        guard target.count > 1, let path = names.table(Array(target.dropLast())) else { return [] }
        // The tables around it are in scope too.
        let parts = path.split(separator: ".")
        return parts.indices.map { .record(.declared(parts[...$0].joined(separator: "."))) }
    }

    private func rule(_ target: [String]) -> RuleID? {
        guard let name = target.last else { return nil }
        guard target.count > 1 else { return names.rule(table: "", name: name) }
        return names.table(Array(target.dropLast())).flatMap { names.rule(table: $0, name: name) }
    }

    // MARK: Expressions

    private mutating func walk(_ pieces: ArraySlice<Piece>, around: [Row]) {
        let outside = around + rowsBehind(around)
        let walk = CompletionWalk(Array(pieces), names: names, around: outside, isAssignment: line == .assignment)
        let level = walk.level
        rows = walk.rows
        guard !walk.isBroken else { return }
        if walk.isOutcome { line = .outcome }
        if !walk.passed.isEmpty { line = .message }
        compared = level.compared
        condition = level.conditions.last.map { $0 == .ifWord ? .then : .elseWord }
        isInQuery = level.clause != nil
        isColumn = [.select, .sort, .group].contains(level.clause) && !level.hasOperatorInClause
        isFirst = pieces.isEmpty
        isFirstOutcome = walk.isOutcome && pieces.last?.kind == .arrow
        isTable = level.isFor && level.clause == nil && !level.hasOperator
        if case .call = level.opener { isInCall = true }
        if case .index(let base) = level.opener { keyed = base }
        isOtherwise = pieces.count == 1 && pieces.first?.keyword == .otherwise
        if case .text = level.opener { return }
        if level.isAfterDot {
            if let value = level.value { wanted = .member(value) }
        } else if !level.expected.isEmpty {
            wanted = .words(level.expected)
        } else if level.isAfterOperand {
            // A name that is being given a value, or the name of an item.
            wanted = level.expectsName ? .nothing : .afterOperand(level.value)
        } else if level.expectsName {
            wanted = line == .assignment && walk.levels.count == 1 ? .assigned : .nothing
        } else {
            wanted = .operand
        }
    }

    /// The rows of a `for` behind the cursor: `sum(| for projects)`.
    private func rowsBehind(_ around: [Row]) -> [Row] {
        var rows: [Row] = []
        var depth = 0
        for (index, piece) in after.enumerated() {
            if piece.kind.closing != nil { depth += 1 }
            if piece.kind.isClosingBracket { depth -= 1 }
            guard depth <= 0, piece.keyword == .forWord else { continue }
            depth = 0
            let table = after[(index + 1)...].prefix {
                [.word, .dot].contains($0.kind) && !($0.keyword?.isReserved == true && $0.keyword != .sheets)
            }
            let walk = CompletionWalk(Array(table), names: names, around: around)
            if let row = walk.level.value.flatMap(CompletionNames.row) { rows.insert(row, at: 0) }
        }
        return rows
    }
}
