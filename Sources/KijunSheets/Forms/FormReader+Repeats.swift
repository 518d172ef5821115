internal import Kijun
internal import KijunSyntax

// Values that stand on a sheet more than once, such as the name and code at the top of each page.
extension FormReader {
    /// Reports where a later page has another value for a field of the sheet.
    ///
    /// A repeat is the same label in the same column, or in a row with the label of another such field; a label that
    /// heads a column elsewhere is none. Repeats differ where they differ in more than width, white space and dashes, each
    /// cell for itself and all cells of the row together, for a code may be split over several.
    mutating func checkRepeats(of field: FormField, as target: FieldSchema, value: InputValue) {
        guard case .scalar(let known, let cell?) = value, known != .blank else { return }
        let whole = Region.whole(of: document)
        switch field.locator?.kind {
        case .capture(let label):
            guard label.occurrence == 1, field.locator?.after == nil, field.locator?.before == nil else { return }
            let all = captures(label, in: whole)
            guard let first = all.first(where: { $0.place.address == cell }) else { return }
            for found in all where CodeText.key(found.text) != CodeText.key(first.text) {
                return findings.append(
                    .differentRepeat(
                        path: target.name, kept: first.text, first: document.info.show(cell), found: found.text,
                        mayBeOther: form.mayHoldOthers(field), cell: found.place.address))
            }
        case .rightOf:
            guard let label = field.repeatedLabel, !form.fields.contains(where: { $0.distinguishes(label) }) else { return }
            let matches = labels.all(label, in: whole)
            guard let first = matches.first else { return }
            let kept = texts(rightOf: first)
            var isReported = false
            for match in matches.dropFirst() where isRepeat(match, of: first, label: label) {
                mark(match)
                let found = texts(rightOf: match)
                guard let place = found.first?.place, !found[0].text.isEmpty else { continue }
                for text in found { if let cell = self.cell(at: text.place) { isRead[text.place.page, cell] = true } }
                if isReported || isSame(kept.map(\.text), found.map(\.text)) { continue }
                isReported = true
                findings.append(
                    .differentRepeat(
                        path: target.name, kept: kept.first?.text ?? "", first: document.info.show(cell), found: found[0].text,
                        mayBeOther: form.mayHoldOthers(field), cell: place.address))
            }
        default: return
        }
    }

    private func isSame(_ a: [String], _ b: [String]) -> Bool {
        guard let first = a.first, let second = b.first else { return true }
        let keys = Set([CodeText.key(first), CodeText.key(a.joined())])
        return keys.contains(CodeText.key(second)) || keys.contains(CodeText.key(b.joined()))
    }

    private func isRepeat(_ match: LabelMatch, of first: LabelMatch, label: LabelSyntax) -> Bool {
        if match.place.column == first.place.column { return true }
        let row = Region(
            start: Place(page: match.place.page, row: match.place.row, column: 0),
            end: Place(page: match.place.page, row: match.place.row + 1, column: 0))
        return form.fields.contains { field in
            guard let other = field.repeatedLabel, other.pattern != label.pattern else { return false }
            return !labels.all(other, in: row).isEmpty
        }
    }

    /// The filled cells to the right of a label up to the next cell that any label of the form fits.
    private func texts(rightOf match: LabelMatch) -> [(place: Place, text: String)] {
        let grid = document.pages[match.place.page]
        var texts: [(place: Place, text: String)] = []
        var next = grid.firstCell(inRow: match.place.row, from: match.columns.upperBound)
        while let cell = next, cell < grid.cells(inRow: match.place.row).upperBound, texts.count < 8,
            !labels.isLabel(grid.labelBytes(cell))
        {
            let column = Int(grid.cells[cell].column)
            texts.append((Place(page: match.place.page, row: match.place.row, column: column), grid.string(cell)))
            next = cell + 1
        }
        return texts
    }
}

extension CheckedForm {
    /// Another value of the field is that of another sheet, and no title says where it begins.
    fileprivate func mayHoldOthers(_ field: FormField) -> Bool { recognise.isEmpty && identify.contains(field.field) }
}
