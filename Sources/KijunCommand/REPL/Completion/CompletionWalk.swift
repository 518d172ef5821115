import Kijun
import KijunSyntax

/// What an expression has come to where its pieces end.
struct CompletionWalk {
    typealias Known = CompletionNames.Known
    typealias Row = CompletionNames.Row
    typealias Piece = TypedText.Piece

    /// What is open: the line itself, a bracket, a text.
    struct Level {
        enum Opener {
            case line, bracket, list, record, text, interpolation
            case call(String)
            case index(Known?)
        }

        let opener: Opener
        /// The operand that ended last, if that is all there is so far.
        var value: Known?
        var isAfterOperand = false
        var isAfterDot = false
        /// The word that ended last, without anything behind it.
        var name: String?
        /// What the next operand is held against.
        var compared: Known?
        var rows: [Row] = []
        /// The clause of a query that is open, and the table of the query.
        var clause: Keyword?
        var table: Known?
        /// What stood before `for`.
        var body: Known?
        var isFor = false
        var firstArgument: Known?
        var hasOperator = false
        var hasOperatorInClause = false
        /// `if` without its `then`, `then` without its `else`.
        var conditions: [Keyword] = []
        /// The only words that can follow.
        var expected: [Keyword] = []
        /// A name of its own is to come: of an item in a record, of a field in an assignment.
        var expectsName = false

        init(_ opener: Opener) { self.opener = opener }

        mutating func expectOperand(comparedWith known: Known? = nil) {
            isAfterOperand = false
            (value, name) = (nil, nil)
            compared = known
        }
    }

    let names: CompletionNames
    /// The rows around the whole expression.
    let around: [Row]
    /// `FIELD = VALUE, …`
    let isAssignment: Bool
    private(set) var levels: [Level]
    /// It makes no sense: nothing can be offered.
    private(set) var isBroken = false
    /// The line is behind its `->`, `because` or the `else` of a check.
    private(set) var passed: Set<Keyword> = []
    private(set) var isOutcome = false

    init(_ pieces: [Piece], names: CompletionNames, around: [Row], isAssignment: Bool = false) {
        self.names = names
        self.around = around
        self.isAssignment = isAssignment
        levels = [Level(.line)]
        levels[0].expectsName = isAssignment
        for piece in pieces where !isBroken { take(piece) }
    }

    var level: Level {
        get { levels[levels.count - 1] }
        set { levels[levels.count - 1] = newValue }
    }

    /// The rows in scope, innermost last.
    var rows: [Row] { around + levels.flatMap(\.rows) }

    // MARK: Pieces

    private mutating func take(_ piece: Piece) {
        if case .text = level.opener {
            switch piece.kind {
            case .characters, .invalid: return
            case .interpolationOpen: return levels.append(Level(.interpolation))
            case .textClose:
                levels.removeLast()
                return finish(Known(type: .text))
            default:
                isBroken = true
                return
            }
        }
        if level.isAfterDot, piece.kind != .word {
            isBroken = true
            return
        }
        switch piece.kind {
        case .word: takeWord(piece)
        case .number: finish(Known(type: .number))
        case .mark: finish(Known(type: .mark))
        case .cornerText: finish(Known(type: .text))
        case .textOpen:
            if level.isAfterOperand { isBroken = true }
            levels.append(Level(.text))
        case .leftParen, .leftBracket, .leftBrace: open(piece.kind)
        case .rightParen, .rightBracket, .rightBrace, .interpolationClose: close(piece.kind)
        case .comma: takeComma()
        case .colon where level.expectsName && level.name != nil:
            level.expectsName = false
            level.expectOperand()
        case .dot where level.isAfterOperand && !level.expectsName || isAssignment && level.name != nil: level.isAfterDot = true
        case .assign where level.isAfterOperand && (isAssignment && levels.count == 1 || [.select, .group].contains(level.clause)):
            level.expectsName = false
            level.expectOperand(comparedWith: level.value)
        case .arrow where level.isAfterOperand && levels.count == 1:
            level = Level(.line)
            isOutcome = true
        case .not where level.isAfterOperand: level.expected = level.expected.contains(.blank) ? [.blank] : [.within]
        case .not: break
        case .and, .or: infix(comparedWith: nil)
        case .coalesce, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            infix(comparedWith: level.value)
        case .plus, .times, .divide, .range, .openRange: infix(comparedWith: nil)
        case .minus: if level.isAfterOperand { infix(comparedWith: nil) }
        case .invalid where piece.range.isEmpty: break
        case .textClose where piece.range.isEmpty: break
        default: isBroken = true
        }
    }

    private mutating func infix(comparedWith known: Known?) {
        guard level.isAfterOperand, level.expected.isEmpty else {
            isBroken = true
            return
        }
        level.hasOperator = true
        level.hasOperatorInClause = true
        level.expectOperand(comparedWith: known)
    }

    private mutating func finish(_ known: Known?, name: String? = nil) {
        if level.isAfterOperand || level.expectsName && name == nil { isBroken = true }
        level.isAfterOperand = true
        level.value = known
        level.name = name
    }

    // MARK: Words

    private mutating func takeWord(_ piece: Piece) {
        if level.isAfterDot {
            level.isAfterDot = false
            let base = level.value
            level.value = base.flatMap { names.member(piece.text, of: $0) }
            level.name = nil
            return
        }
        if let keyword = piece.keyword {
            if !level.expected.isEmpty {
                guard level.expected.contains(keyword) else {
                    isBroken = true
                    return
                }
                level.expected = []
            }
            if level.isAfterOperand { return takeClause(keyword, isJapanese: piece.isJapanese) }
            switch keyword {
            case .by, .within, .isWord: return takeClause(keyword, isJapanese: piece.isJapanese)
            case .ifWord:
                level.hasOperator = true
                return level.conditions.append(.ifWord)
            case .blank: return finish(Known(type: .blank))
            case .yes, .no: return finish(Known(type: .yesno))
            case .it: return finish(element)
            case .sheets: return finish(Known(type: .table(.sheet)))
            case .otherwise: return finish(nil)
            case .sheet: return finish(Known(type: .record(.sheet)), name: piece.text)
            default:
                if keyword.isReserved {
                    isBroken = true
                    return
                }
            }
        }
        if level.isAfterOperand || !level.expected.isEmpty {
            isBroken = true
            return
        }
        let known = names.find(piece.text, rows)?.known ?? (Year.parse(piece.text) == nil ? nil : Known(type: .year))
        finish(known, name: piece.text)
    }

    private var element: Known? {
        for case .element(let known) in rows.reversed() { return known }
        return nil
    }

    /// A word behind an operand, or one that another word has to follow.
    private mutating func takeClause(_ keyword: Keyword, isJapanese: Bool) {
        switch keyword {
        case .within:
            guard level.isAfterOperand else { break }
            return infix(comparedWith: level.value)
        case .isWord:
            guard level.isAfterOperand else { break }
            level.expected = [.not, .blank]
            return
        case .blank, .isBlank, .isNotBlank:
            level.hasOperator = true
            level.value = Known(type: .yesno)
            level.name = nil
            return
        case .whereWord, .select, .sort, .group, .top: return takeQuery(keyword, isJapanese: isJapanese)
        case .by: return level.expectOperand()
        case .descending:
            level.value = nil
            return
        case .forWord:
            level.body = level.hasOperator ? nil : level.value
            level.isFor = true
            level.hasOperator = false
            return level.expectOperand()
        case .then where level.conditions.last == .ifWord:
            level.conditions[level.conditions.count - 1] = .then
            return level.expectOperand()
        case .elseWord where level.conditions.last == .then:
            level.conditions.removeLast()
            return level.expectOperand()
        case .elseWord where levels.count == 1, .because where levels.count == 1:
            passed.insert(keyword)
            let rows = level.rows
            level = Level(.line)
            level.rows = rows
            return
        default: break
        }
        isBroken = true
    }

    private mutating func takeQuery(_ keyword: Keyword, isJapanese: Bool) {
        if level.clause == nil {
            level.table = level.value
            if let row = level.value.flatMap(CompletionNames.row) { level.rows.append(row) }
        }
        level.clause = keyword
        level.hasOperator = true
        level.hasOperatorInClause = false
        level.expectOperand()
        if !isJapanese, keyword == .sort || keyword == .group { level.expected = [.by] }
    }

    // MARK: Brackets

    private mutating func takeComma() {
        guard level.isAfterOperand else {
            isBroken = true
            return
        }
        switch level.opener {
        case .line where isAssignment:
            level = Level(.line)
            level.expectsName = true
        case .line where level.clause == .select || level.clause == .group:
            level.hasOperatorInClause = false
            level.expectOperand()
        case .call, .list, .record:
            if level.firstArgument == nil { level.firstArgument = level.value }
            // What an `in` before the list holds against its elements.
            let compared: Known? = if case .list = level.opener, levels.count > 1 { levels[levels.count - 2].compared } else { nil }
            (level.clause, level.table, level.isFor, level.hasOperator) = (nil, nil, false, false)
            level.rows = []
            if case .record = level.opener { level.expectsName = true }
            level.expectOperand(comparedWith: compared)
        default: isBroken = true
        }
    }

    private mutating func open(_ kind: Token.Kind) {
        if level.isAfterOperand {
            switch kind {
            case .leftParen where level.name != nil: return levels.append(Level(.call(level.name ?? "")))
            case .leftBracket: return levels.append(Level(.index(level.value)))
            default:
                isBroken = true
                return
            }
        }
        let compared = level.compared
        switch kind {
        case .leftBracket:
            levels.append(Level(.list))
            level.compared = compared
        case .leftBrace:
            levels.append(Level(.record))
            level.expectsName = true
        default: levels.append(Level(.bracket))
        }
    }

    private mutating func close(_ kind: Token.Kind) {
        guard levels.count > 1 else {
            isBroken = true
            return
        }
        let inner = levels.removeLast()
        switch (inner.opener, kind) {
        case (.bracket, .rightParen): finish(result(of: inner))
        case (.list, .rightBracket):
            finish((inner.firstArgument ?? inner.value).map { Known(type: .list($0.type), field: $0.field, rule: $0.rule) })
        case (.record, .rightBrace): finish(nil)
        case (.interpolation, .interpolationClose): break
        case (.index(let base), .rightBracket):
            level.value = base.flatMap { CompletionNames.element($0) ?? $0 }
            level.name = nil
        case (.call(let function), .rightParen):
            level.value = value(of: function, inner)
            level.name = nil
        default: isBroken = true
        }
    }

    private func result(of level: Level) -> Known? {
        switch level.clause {
        case .whereWord, .sort, .top: level.table
        case nil: level.hasOperator ? nil : level.value
        default: nil
        }
    }

    private func value(of function: String, _ level: Level) -> Known? {
        let list = level.isFor ? level.body : result(of: level)
        let first = level.firstArgument ?? list
        let element = level.isFor || level.firstArgument != nil ? first : list.flatMap(CompletionNames.element)
        if let aggregate = Aggregate(named: function) {
            switch aggregate {
            case .count: return Known(type: .number)
            case .any, .all, .none: return Known(type: .yesno)
            case .distinct: return list
            case .sum, .min, .max, .mean, .median, .first, .last: return element
            }
        }
        if let index = Builtin.index(of: function) {
            switch Builtin.all[index].signature.result {
            case .plainNumber: return Known(type: .number)
            case .text: return Known(type: .text)
            case .yesno: return Known(type: .yesno)
            case .texts: return Known(type: .list(.text))
            case .sameAsFirst, .flattened: return first
            }
        }
        return names.program.instances.first { $0.name == function }.map { Known(type: $0.body.type) }
    }
}
