import KijunSyntax

extension Checker {
    /// A locator that cannot bring what the field's type wants is an error of the form.
    mutating func checkLocator(_ syntax: FieldSyntax, _ type: Type, within outer: LocatorSyntax.Kind?) {
        guard let locator = syntax.locator else { return }
        let fits: Bool
        switch type {
        case .error: return  // already reported
        case .table: fits = locator.kind.bringsTable
        case .list: fits = locator.kind.bringsList
        case .record: fits = locator.kind.bringsRecord
        default:
            switch locator.kind {
            case .header, .columnNumber: fits = outer != nil
            case .rowOf:
                if case .across? = outer { fits = true } else { fits = false }
            default: fits = locator.kind.bringsSingle
            }
        }
        if !fits { report(.locatorMisfit(syntax.name.text, type, at: locator.span)) }
    }
}

extension LocatorSyntax.Kind {
    fileprivate var bringsTable: Bool {
        switch self {
        case .below, .headedBy, .blocks, .across: true
        default: false
        }
    }

    fileprivate var bringsList: Bool {
        switch self {
        case .rowOf, .columnOf, .atRows, .below, .rightOf, .capture, .header, .columnNumber: true
        default: false
        }
    }

    fileprivate var bringsRecord: Bool {
        if case .sums = self { true } else { false }
    }

    fileprivate var bringsSingle: Bool {
        switch self {
        case .rightOf, .below, .at, .offset, .capture: true
        default: false
        }
    }
}
