/// Which columns of the sheets are read, aligned with the tables of an ``InputLayout`` and their slots.
package struct FieldSelection: Hashable, Sendable {
    package private(set) var slots: [[Bool]]
    /// Whether the rows of a table count at all. Those of the sheets always do, and those of a table where those of one in it do.
    package private(set) var tables: [Bool]

    /// Nothing but how many sheets there are.
    package init(of layout: InputLayout) {
        slots = layout.tables.map { Array(repeating: false, count: $0.slots.count) }
        tables = layout.tables.indices.map { $0 == 0 }
    }

    package static func all(of layout: InputLayout) -> FieldSelection {
        var selection = FieldSelection(of: layout)
        for table in layout.tables.indices {
            selection.tables[table] = true
            for slot in layout.tables[table].slots.indices { selection.slots[table][slot] = true }
        }
        return selection
    }

    /// The paths of the fields that are read, such as `projects.cost`; of a list whose rows count also its own.
    package func paths(of layout: InputLayout) -> Set<String> {
        var paths: Set<String> = []
        for (index, table) in layout.tables.enumerated() {
            let isList = index > 0 && table.places.isEmpty
            for (slot, field) in table.slots.enumerated() where slots[index][slot] || isList && tables[index] { paths.insert(field.path) }
        }
        return paths
    }

    package mutating func add(table: Int, of layout: InputLayout) {
        var table: Int? = table
        while let index = table {
            tables[index] = true
            table = layout.tables[index].parent
        }
    }

    package mutating func add(table: Int, slot: Int, of layout: InputLayout) {
        add(table: table, of: layout)
        slots[table][slot] = true
    }
}
