internal import Kijun
internal import KijunSyntax

extension RowColumns.Field {
    /// The value in a row. A list has the one element of its cell, or none.
    func value(row: Int, page: Int, in grid: Grid, _ findings: inout [Finding]) -> InputValue {
        let cell = grid.cell(row: row, column: column)
        let address = CellAddress(page: page, row: row, column: column)
        guard case .list = schema.type else { return value(cell, at: address, in: grid, &findings) }
        return .list(cell == nil ? [] : [value(cell, at: address, in: grid, &findings)])
    }

    private func value(_ cell: Int?, at address: CellAddress, in grid: Grid, _ findings: inout [Finding]) -> InputValue {
        guard let cell else {
            if type == .mark { return .scalar(.text(""), address) }
            return blank(at: address, &findings)
        }
        if let fault = grid.fault(ofCell: cell) {
            findings.append(.fault(fault, grid.string(cell), path: schema.name, cell: address))
            return .scalar(.undetermined, address)
        }
        if case .number = type, let extent = grid.mergedExtent(row: Int(address.row), column: column),
            (extent.rows.lowerBound, extent.columns.lowerBound) != (Int(address.row), column)
        {
            findings.append(.sharedNumber(grid.string(cell), path: schema.name, cell: address))
            return .scalar(.undetermined, address)
        }
        if sign != .free {
            let place = CellParsing.Place(path: schema.name, cell: address)
            if let fault = CellParsing.signFault(grid.string(cell), by: sign, as: type, place) {
                findings.append(fault)
                return .scalar(FormReader.unknown(schema, type), address)
            }
        }
        if let known = plainValue(grid.bytes(cell)) { return .scalar(known, address) }
        var (value, finding) = CellParsing.read(grid.string(cell), as: type, path: schema.name, cell: address)
        if powerOfTen != 0, case .number(let number) = value {
            if let shifted = number.shifted(powerOfTen: powerOfTen) {
                value = .number(shifted)
            } else {
                (value, finding) = (.blank, .tooLarge(grid.string(cell), CellParsing.Place(path: schema.name, cell: address)))
            }
        }
        if let finding { findings.append(finding) }
        guard value == .blank else { return .scalar(value, address) }
        return finding == nil ? blank(at: address, &findings) : .scalar(FormReader.unknown(schema, type), address)
    }

    private func blank(at address: CellAddress, _ findings: inout [Finding]) -> InputValue {
        if let fallback = schema.fallback { return .scalar(fallback, address) }
        if !schema.mayBeBlank { findings.append(.blankField(path: schema.name, cell: address)) }
        return .scalar(.blank, address)
    }

    /// What most cells are, read without a text in between: a whole number in ASCII, a text without white space at its ends.
    private func plainValue(_ bytes: ArraySlice<UInt8>) -> Value? {
        switch type {
        case .number(let number):
            guard bytes.count <= 18 else { return nil }
            var value = 0
            for byte in bytes {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            let power = powerOfTen - (number.isPercent ? 2 : 0)
            return Number(value).shifted(powerOfTen: power).map { .number($0) }
        case .text:
            guard let first = bytes.first, let end = bytes.last else { return nil }
            // Of the characters of three bytes that begin with E3 to E9, U+3000 alone is white space, and the grid holds none at
            // the ends of cells.
            let beginsPlain = first > 0x20 && first < 0x7F || (0xE3...0xE9).contains(first)
            let endsPlain =
                end > 0x20 && end < 0x7F || (bytes.count >= 3 && (0xE3...0xE9).contains(bytes[bytes.endIndex - 3]))
            return beginsPlain && endsPlain ? .text(String(decoding: bytes, as: UTF8.self)) : nil
        default: return nil
        }
    }
}
