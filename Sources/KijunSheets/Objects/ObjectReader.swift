public import Kijun

/// Reads objects as sheets: keys are fields by their names or aliases, lists of objects are tables.
///
/// A reader is for one file: what it learns of the keys on the way is told at the end, once for the file.
public struct ObjectReader {
    let schema: RecordSchema
    let forms: [CheckedForm]
    private let identify: [Int]
    let plan: RecordPlan
    /// For each form and field of the schema whether the form has it.
    let isOfForm: [[Bool]]

    /// - Parameters:
    ///   - schema: the fields of all forms, or what the documents say of themselves.
    ///   - forms: an object is of the form that has most of its keys. Empty where the documents say themselves which fields
    ///     they have.
    ///   - identify: where there is no form, the indices in the schema of the fields that tell one sheet from another.
    public init(schema: RecordSchema, forms: [CheckedForm], identify: [Int] = []) {
        self.schema = schema
        self.forms = forms
        self.identify = identify
        plan = RecordPlan(schema, path: "")
        isOfForm = forms.map { form in
            var isOf = [Bool](repeating: false, count: schema.fields.count)
            for field in form.fields where isOf.indices.contains(field.field) { isOf[field.field] = true }
            return isOf
        }
    }

    /// Hands on the sheets of a document one at a time, in the order of the file.
    ///
    /// - Returns: of severity `.error` what could not be read, one finding for each object or line (beyond a hundred they are
    ///   counted in one); then notes and warnings that hold for the whole file: keys that no field has, fields that no object has.
    public func read(
        _ document: ObjectDocument, _ isInterrupted: () -> Bool = { false }, each: (LoadedSheet) -> Void
    ) -> DocumentFindings {
        var pass = ObjectPass()
        var misfits = UnreadableSheets()
        let failures = document.forEachObject(isInterrupted) { object, places in
            if let sheet = sheet(object, &places, document.info, &pass, &misfits) { each(sheet) }
        }
        return findings(of: pass, failures: failures, misfits: misfits, note: document.note)
    }

    /// - Returns: nil for an object that is of no form.
    func sheet(
        _ object: JSONCursor, _ places: inout LinePlaces, _ info: DocumentInfo, _ pass: inout ObjectPass, _ misfits: inout UnreadableSheets
    ) -> LoadedSheet? {
        switch form(of: object, &places) {
        case .failure(let finding):
            misfits.add(finding)
            return nil
        case .fits(let form):
            let identify = identify(form)
            let record = pass.sheet(object, plan, expected: form.map { isOfForm[$0] }, identify: identify, &places)
            let input = SheetInput(record: record, document: info, findings: pass.takeFindings())
            return LoadedSheet(input: input, form: form.map { forms[$0].name }, schema: schema, identify: identify, unread: [])
        }
    }

    /// The fields that tell one sheet of a form from another.
    func identify(_ form: Int?) -> [Int] { form.map { forms[$0].identify } ?? identify }

    /// What there is to report of the file whose objects a pass has read.
    func findings(of pass: ObjectPass, failures: UnreadableSheets, misfits: UnreadableSheets, note: Finding?) -> DocumentFindings {
        let ofFile = [note].compactMap { $0 } + pass.findingsOfFile(plan)
        return DocumentFindings(failures.findings + misfits.findings + ofFile, unreadable: failures.count + misfits.count)
    }

    private enum Fit {
        /// nil where there are no forms.
        case fits(Int?)
        case failure(Finding)
    }

    /// The form that has most keys of an object.
    private func form(of object: JSONCursor, _ places: inout LinePlaces) -> Fit {
        var counts = [Int](repeating: 0, count: forms.count)
        var isKnown = false
        var position = 0
        for (key, _) in object.members {
            defer { position += 1 }
            guard let field = plan.field(of: key, position: position)?.field else { continue }
            isKnown = true
            if forms.count < 2 { break }
            for form in forms.indices where isOfForm[form][field] { counts[form] += 1 }
        }
        guard isKnown else {
            let keys = object.members.lazy.prefix(6).map(\.key.text)
            return .failure(.noFieldIn(keys: Array(keys), forms: forms.map(\.name), cell: places.cell(object.offset)))
        }
        if forms.count < 2 { return .fits(forms.isEmpty ? nil : 0) }
        let most = counts.max() ?? 0
        let best = forms.indices.filter { counts[$0] == most }
        if best.count > 1 { return .failure(.severalFormsFit(best.map { forms[$0].name }, cell: places.cell(object.offset))) }
        return .fits(best[0])
    }
}
