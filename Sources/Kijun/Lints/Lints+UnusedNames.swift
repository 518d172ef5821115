import KijunSyntax

/// K0910: functions, parameters, scales and arguments that nothing reads, and definitions that nothing reads while something
/// spelt nearly like them is read.
///
/// A definition or computed column is a result by itself, so one that no rule reads is as it should be. A file that another one
/// uses may hold more than this program needs; of it only arguments are told.
extension Lints {
    mutating func findUnusedNames() {
        let libraries = usedFiles
        let read = namesRead
        let (scales, variants) = (orderedScales, variants)
        let isProgram = !program.rules.isEmpty
        for tree in trees {
            let isLibrary = !isProgram || libraries.contains(ProgramLoader.normalized(tree.source.name))
            for statement in tree.statements {
                switch statement.kind {
                case .function(let name, let parameters, let body):
                    if !isLibrary, !read.called.contains(name.text) { diagnostics.append(.unused(.function, name)) }
                    let inside = Set(body.names.map(\.text))
                    for parameter in parameters where !inside.contains(parameter.text) {
                        diagnostics.append(.unusedArgument(parameter, of: name))
                    }
                case .parameter(let parameter) where !isLibrary:
                    let names = [parameter.name] + parameter.aliases
                    if names.allSatisfy({ read.names[$0.text] == nil }) { diagnostics.append(.unused(.parameter, parameter.name)) }
                case .scale(let name, let symbols) where !isLibrary:
                    if !scales.contains(name.text) { diagnostics.append(.unusedScale(name, symbols.map(\.text))) }
                case .definition(let target, _): findVariant(of: target, variants, read.names)
                default: break
                }
            }
        }
    }

    /// A definition that nothing reads, where another name that differs in its writing alone is read.
    private mutating func findVariant(of target: Target, _ variants: [String: Set<String>], _ read: [String: Span]) {
        let own = [target.name] + target.aliases
        if own.contains(where: { read[$0.text] != nil }) { return }
        for name in own {
            guard let variants = variants[Self.plain(name.text)] else { continue }
            for other in variants.sorted() where other != name.text && !own.contains(where: { $0.text == other }) {
                guard let place = read[other] else { continue }
                diagnostics.append(.unusedVariant(name, of: other, read: place))
                return
            }
        }
    }

    // MARK: What is read

    /// Every name that an expression reads, whatever it means there, with the first place; and every function called by another.
    private var namesRead: (names: [String: Span], called: Set<String>) {
        var names: [String: Span] = [:]
        var called: Set<String> = []
        for tree in trees {
            for statement in tree.statements {
                for expression in statement.expressions {
                    for name in expression.names where names[name.text] == nil { names[name.text] = name.span }
                    var calls = Set(expression.calls.map(\.text))
                    if case .function(let own, _, _) = statement.kind { calls.remove(own.text) }
                    called.formUnion(calls)
                }
            }
        }
        return (names, called)
    }

    /// The files that a file of the program uses.
    private var usedFiles: Set<String> {
        var result: Set<String> = []
        for tree in trees {
            for case .use(let path, _) in tree.statements.map(\.kind) {
                result.insert(ProgramLoader.path(path, usedBy: ProgramLoader.normalized(tree.source.name)))
            }
        }
        return result
    }

    /// The scales by which a value of the program is ordered.
    private var orderedScales: Set<String> {
        var result: Set<String> = []
        func note(_ type: Type) {
            switch type {
            case .choice(let choice): if let scale = choice.scale { result.insert(scale) }
            case .list(let element): note(element)
            default: break
            }
        }
        forEach(in: ruleExpressions + program.instances.map(\.body)) { note($0.type) }
        for rule in program.rules { note(rule.type) }
        var schemas = [program.schema]
        while let schema = schemas.popLast() {
            for field in schema.fields {
                note(field.type)
                if let record = field.record { schemas.append(record) }
            }
        }
        return result
    }

    // MARK: One name written in two ways

    /// All names of fields and rules by how they read when their writing is made plain.
    private var variants: [String: Set<String>] {
        var result: [String: Set<String>] = [:]
        func add(_ names: [String]) { for name in names { result[Self.plain(name), default: []].insert(name) } }
        for field in program.schema.fields { add([field.name] + field.aliases) }
        for rule in program.rules { add([rule.name] + rule.aliases) }
        for parameter in program.parameters { add([parameter.name] + parameter.aliases) }
        return result
    }

    /// The name without what Japanese and English writers vary: case and `_`; long vowels at the end of a word, small ケ and
    /// カ, and the kana between and after kanji (取組, 取り組み).
    private static func plain(_ name: String) -> String {
        let hasKanji = name.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        var result = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "_", "ー": continue
            case "ヶ", "ケ", "ヵ", "カ", "ヴ": if !hasKanji { result.unicodeScalars.append(scalar) }
            default:
                if hasKanji, (0x3041...0x3096).contains(scalar.value) { continue }
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
