internal import Kijun
internal import KijunSyntax

extension RecordEvidence {
    /// Objects within objects deeper than this are no fields.
    fileprivate static let deepest = 16

    /// Lets an object have its say: a sheet, a row of a table or a record.
    mutating func add(_ object: JSONCursor, document: Int32, depth: Int = 0) {
        add(count: 1)
        var position = 0
        for (key, value) in object.members {
            if let index = field(key: key, position: position) {
                update(index) { $0.add(value, document: document, depth: depth) }
            }
            position += 1
        }
    }

    /// The same key stands at the same place in most objects: it is not made a string for that.
    private mutating func field(key: JSONCursor, position: Int) -> Int? {
        if position < fields.count, let known = fields[position].key, known.utf8.elementsEqual(key.utf8) {
            update(position) { $0.values.isUnderUnit = $0.keySaysUnit }
            return position
        }
        return field(key: key.text)
    }
}

extension FieldEvidence {
    fileprivate mutating func add(_ value: JSONCursor, document: Int32, depth: Int) {
        add(given: 1)
        switch value.kind {
        case .object where depth < RecordEvidence.deepest: addRecord { $0.add(value, document: document, depth: depth + 1) }
        case .list where depth < RecordEvidence.deepest: addList(value, document: document, depth: depth)
        default: values.add(value)
        }
        switch value.kind {
        case .text where !value.utf8.isEmpty:
            distinctness.add(UnsafeRawBufferPointer(value.utf8), document: document)
        case .number:
            var text = value.numberText
            text.withUTF8 { distinctness.add(UnsafeRawBufferPointer($0), document: document) }
        default: distinctness.close()
        }
    }

    private mutating func addList(_ list: JSONCursor, document: Int32, depth: Int) {
        guard list.elements.contains(where: { $0.kind == .object }) else {
            return addList { elements in for element in list.elements { elements.add(element) } }
        }
        addTable { rows in
            for element in list.elements where element.kind == .object { rows.add(element, document: document, depth: depth + 1) }
        }
    }
}

extension ColumnEvidence {
    /// A value by its kind; a text by what it says.
    fileprivate mutating func add(_ value: JSONCursor) {
        switch value.kind {
        case .null: addEmpty()
        case .yes, .no: add(.yesno)
        case .number:
            let year = value.decimal.map { $0.scale == 0 && CellSense.years.contains(Int($0.mantissa)) } ?? false
            add(.number(isCode: false, mayBeYear: year), isValue: true)
        case .text: addText(value.utf8)
        case .list, .object: add(.text)
        }
    }

    private mutating func addText(_ utf8: UnsafeBufferPointer<UInt8>) {
        let trimmed = ArraySlice(Array(utf8.prefix(CellSense.longestValue + 1))).trimmedOfSpace
        if trimmed.isEmpty, utf8.count <= CellSense.longestValue { addEmpty() } else { add(CellSense(trimmed), isQuoted: true) }
    }
}
