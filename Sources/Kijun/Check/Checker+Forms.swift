import KijunSyntax

/// A field while the forms are joined: as it stands in the schema, and its columns.
private struct FieldDraft {
    var field: FieldSchema
    var key: Int?
    var columns = FieldDrafts()
}

/// The fields of one record while the forms are joined.
private struct FieldDrafts {
    var drafts: [FieldDraft] = []
    var indices: [String: Int] = [:]

    func schema(path: String, key: Int?) -> RecordSchema {
        RecordSchema(path: path, fields: drafts.map(\.finished), key: key)
    }
}

extension FieldDraft {
    /// The field with its columns.
    var finished: FieldSchema {
        guard let path = field.type.recordPath else { return field }
        return FieldSchema(
            name: field.name, aliases: field.aliases, type: field.type, mayBeBlank: field.mayBeBlank,
            fallback: field.fallback, record: columns.schema(path: path, key: key), doc: field.doc, span: field.span)
    }
}

extension Type {
    /// The path of a table or record with a name.
    var recordPath: String? {
        switch self {
        case .table(.declared(let path)), .record(.declared(let path)): path
        default: nil
        }
    }
}

extension Checker {
    /// Joins the fields of all forms to the schema of a sheet; `fallback` is the schema where there is no form.
    mutating func collectForms(_ statements: [Statement], fallback: RecordSchema?) {
        var joined = FieldDrafts()
        var settled: [(syntax: FormSyntax, fields: [FormField], span: Span)] = []
        var names: [String: Span] = [:]
        for statement in statements {
            guard case .form(let form) = statement.kind else { continue }
            if let first = names[form.name.text] {
                report(.duplicateForm(form.name, first: first))
                continue
            }
            names[form.name.text] = form.name.span
            let fields = join(form.fields, path: "", into: &joined, within: nil)
            settled.append((form, fields, statement.span))
        }
        if settled.isEmpty {
            schema = fallback ?? .empty
            for field in schema.fields { noteUnits(of: field) }
            return
        }
        let key = settled.first?.syntax.identify.first.flatMap { joined.indices[$0.text] }
        schema = joined.schema(path: "", key: key)
        for (form, fields, span) in settled {
            var identify: [Int] = []
            for name in form.identify {
                if let index = joined.indices[name.text], fields.contains(where: { $0.field == index }) {
                    identify.append(index)
                } else {
                    report(.unknownIdentify(name, nearest: nearest(name.text, form.fields.flatMap(\.names))))
                }
            }
            forms.append(
                CheckedForm(name: form.name.text, recognise: form.recognise, identify: identify, fields: fields, span: span))
        }
    }

    private mutating func noteUnits(of field: FieldSchema) {
        var type = field.type
        if case .list(let element) = type { type = element }
        if case .number(let number) = type { for factor in number.unit.factors { declaredUnits.insert(factor.name) } }
        for column in field.record?.fields ?? [] { noteUnits(of: column) }
    }

    /// Adds the fields of one form (or of one of its tables) to what the forms before it brought.
    private mutating func join(
        _ fields: [FieldSyntax], path: String, into joined: inout FieldDrafts, within outer: LocatorSyntax.Kind?
    ) -> [FormField] {
        var result: [FormField] = []
        var own: [String: Span] = [:]
        for syntax in fields {
            var isRepeated = false
            for name in [syntax.name] + syntax.aliases {
                if let first = own[name.text] {
                    report(.duplicateName(name.text, at: name.span, first: first))
                    isRepeated = true
                } else {
                    own[name.text] = name.span
                }
            }
            if isRepeated { continue }
            let known = syntax.names.compactMap { joined.indices[$0] }.first
            let name = known.map { joined.drafts[$0].field.name } ?? syntax.name.text
            let draft = self.draft(syntax, path: path.isEmpty ? name : path + "." + name, siblings: joined)
            let index: Int
            if let known {
                index = known
                let before = joined.drafts[known].field
                if before.type != draft.field.type {
                    report(.formTypeConflict(syntax.name, draft.field.type, before.type, first: before.span))
                }
                joined.drafts[known].field = before.adding(names: syntax.names, mayBeBlank: draft.field.mayBeBlank)
                joined.drafts[known].columns.add(columnsOf: draft)
            } else {
                index = joined.drafts.count
                joined.drafts.append(draft)
            }
            for each in joined.drafts[index].field.allNames where joined.indices[each] == nil { joined.indices[each] = index }
            checkLocator(syntax, draft.field.type, within: outer)
            var columns: [FormField] = []
            if syntax.type?.kind.hasColumns == true, let inner = draft.field.type.recordPath {
                columns = join(syntax.columns, path: inner, into: &joined.drafts[index].columns, within: syntax.locator?.kind)
                settleKey(syntax, &joined.drafts[index])
            } else if let column = syntax.columns.first {
                report(.columnsWithoutTable(syntax.name, at: column.span))
            }
            result.append(FormField(field: index, locator: syntax.locator, columns: columns))
        }
        return result
    }

    private mutating func settleKey(_ syntax: FieldSyntax, _ draft: inout FieldDraft) {
        if syntax.columns.isEmpty { report(.tableWithoutColumns(syntax.name, draft.field.type, at: syntax.span)) }
        guard case .table(let key?)? = syntax.type?.kind else { return }
        if let index = draft.columns.indices[key.text] {
            draft.key = index
        } else {
            report(.unknownTableKey(key, table: syntax.name.text, nearest: nearest(key.text, Array(draft.columns.indices.keys))))
        }
    }

    private mutating func draft(_ syntax: FieldSyntax, path: String, siblings: FieldDrafts) -> FieldDraft {
        let aliases = syntax.aliases.map(\.text)
        func field(_ type: Type, mayBeBlank: Bool = false, fallback: Value? = nil) -> FieldSchema {
            FieldSchema(
                name: syntax.name.text, aliases: aliases, type: type, mayBeBlank: mayBeBlank, fallback: fallback,
                doc: syntax.doc, span: syntax.name.span)
        }
        if case .sums(let table, _)? = syntax.locator?.kind {
            var draft = FieldDraft(field: field(.record(.declared(path))), key: nil)
            guard let index = siblings.indices[table.text], case .table = siblings.drafts[index].field.type else {
                let tables = siblings.drafts.filter { $0.field.type.recordPath != nil }.flatMap(\.field.allNames)
                report(.unknownTable(table, nearest: nearest(table.text, tables), under: ""))
                return draft
            }
            for column in siblings.drafts[index].columns.drafts {
                guard case .number = column.field.type else { continue }
                let source = column.field
                draft.columns.add(
                    FieldSchema(
                        name: source.name, aliases: source.aliases, type: source.type, mayBeBlank: source.mayBeBlank,
                        doc: source.doc, span: source.span))
            }
            return draft
        }
        guard let type = syntax.type else { return FieldDraft(field: field(.text), key: nil) }
        let fieldType = self.type(of: type, path: path)
        let fallback = syntax.fallback.flatMap { constant($0, fieldType) }
        return FieldDraft(field: field(fieldType, mayBeBlank: type.mayBeBlank, fallback: fallback), key: nil)
    }

    /// The value of a literal that stands for a blank cell.
    private mutating func constant(_ expression: Expression, _ type: Type) -> Value? {
        let checked = check(expression, .constants, .like(type))
        if case .error = checked.type { return nil }
        guard let fitted = fitted(checked, to: type) else {
            report(.mismatch(found: checked.type, expected: type, at: expression.span))
            return nil
        }
        guard let value = fitted.literalValue else {
            report(.fallbackNotLiteral(at: expression.span))
            return nil
        }
        return value
    }

    /// A type as written; `path` names a table or record.
    mutating func type(of syntax: TypeSyntax, path: String) -> Type {
        switch syntax.kind {
        case .number(let unit):
            guard let unit else { return .number }
            for factor in unit.factors { declaredUnits.insert(Unit(named: factor.name.text).factors.first?.name ?? "") }
            return .number(NumberType(unit: Unit(unit)))
        case .percent: return .number(NumberType(isPercent: true))
        case .text: return .text
        case .mark: return .mark
        case .year: return .year
        case .yesno: return .yesno
        case .choice(let symbols): return .choice(choice(of: symbols.map(\.text)))
        case .list(let element):
            if element.kind.hasColumns {
                report(.listOfTables(at: element.span))
                return .error
            }
            return .list(type(of: element, path: path))
        case .table: return .table(.declared(path))
        case .record: return .record(.declared(path))
        }
    }
}

extension Unit {
    /// The unit that an expression such as `千円/人工` names.
    init(_ syntax: UnitExpression) {
        var unit = Unit.none
        for factor in syntax.factors {
            let single = Unit(named: factor.name.text)
            for _ in 0..<min(factor.exponent.magnitude, 100) { unit = factor.exponent > 0 ? unit * single : unit / single }
        }
        self = unit
    }
}

extension CheckedExpression {
    /// The value of a literal, a negative or scaled one too.
    var literalValue: Value? {
        switch kind {
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        case .year(let year): .year(year)
        case .yesno(let yesno): .yesno(yesno)
        case .blank: .blank
        case .negate(let inner):
            if case .number(let number)? = inner.literalValue { .number(number.negated) } else { nil }
        case .scaled(let inner, let power):
            if case .number(let number)? = inner.literalValue {
                number.shifted(powerOfTen: power).map { .number($0) }
            } else {
                nil
            }
        case .list(let elements):
            elements.allSatisfy { $0.literalValue != nil } ? .list(elements.compactMap(\.literalValue)) : nil
        default: nil
        }
    }
}

extension FieldSyntax {
    var names: [String] { [name.text] + aliases.map(\.text) }
}

extension FieldSchema {
    var allNames: [String] { [name] + aliases }

    /// `cost / 事業費`
    var shownName: String { allNames.joined(separator: " / ") }

    fileprivate func adding(names: [String], mayBeBlank: Bool) -> FieldSchema {
        FieldSchema(
            name: name, aliases: aliases + names.filter { !isNamed($0) }, type: type,
            mayBeBlank: self.mayBeBlank || mayBeBlank, fallback: fallback, record: record, doc: doc, span: span)
    }
}

extension FieldDrafts {
    fileprivate mutating func add(_ field: FieldSchema) {
        for name in field.allNames where indices[name] == nil { indices[name] = drafts.count }
        drafts.append(FieldDraft(field: field, key: nil))
    }

    fileprivate mutating func add(columnsOf draft: FieldDraft) {
        for column in draft.columns.drafts where indices[column.field.name] == nil { add(column.field) }
    }
}
