public import Kijun

extension SheetStore {
    /// How a field of rules differs from that of a store.
    public enum FieldDifference: Hashable, Sendable {
        /// The store does not have it.
        case missing(path: String)
        /// It is of another type there.
        case type(path: String, stored: Type, wanted: Type)
        /// A blank cell stands for another value there.
        case fallback(path: String)
    }

    /// The first field of rules that the sheets of the store were not read with; nil where the rules can read them. Fields that
    /// only the store has do not count.
    public func difference(from schema: RecordSchema) -> FieldDifference? { Self.difference(of: schema, from: self.schema) }

    private static func difference(of wanted: RecordSchema, from stored: RecordSchema) -> FieldDifference? {
        for field in wanted.fields {
            let path = wanted.path.isEmpty ? field.name : "\(wanted.path).\(field.name)"
            guard let other = stored.fields.first(where: { $0.name == field.name }) else { return .missing(path: path) }
            guard field.type.readsAlike(other.type) else { return .type(path: path, stored: other.type, wanted: field.type) }
            guard field.fallback == other.fallback else { return .fallback(path: path) }
            if let record = field.record, let inner = other.record, let found = difference(of: record, from: inner) { return found }
        }
        return nil
    }
}

extension Type {
    /// Cells are read alike by both.
    fileprivate func readsAlike(_ other: Type) -> Bool {
        switch (self, other) {
        case (.choice(let a), .choice(let b)): Set(a.symbols) == Set(b.symbols)
        case (.list(let a), .list(let b)): a.readsAlike(b)
        case (.record, .record), (.table, .table): true
        case (.number(let a), .number(let b)): a.unit == b.unit && a.isPercent == b.isPercent
        default: self == other
        }
    }
}
