import Kijun
import KijunSheets

/// The values that a session tries in place of what its sheets have. They belong to sheets by name, so that they stand when the
/// sheets are read again.
struct SheetTrials {
    struct Trial {
        let sheet: SheetKey
        let assignment: TrialAssignment
    }

    private(set) var trials: [Trial] = []
    /// With all of them in place; nil where nothing is tried.
    private(set) var set: SheetSet?

    /// Tries values on a sheet. One that is what the sheet has ends a trial.
    mutating func put(_ assignments: [TrialAssignment], on sheet: Int, of loaded: LoadedSheets) {
        let key = loaded.key(of: sheet)
        for new in assignments {
            trials.removeAll { $0.sheet == key && new.path.contains($0.assignment.path) }
            let isPart = trials.contains { $0.sheet == key && $0.assignment.path.contains(new.path) }
            let own = loaded.set.value(at: new.path, sheet: sheet)?.value(as: new.field)
            if !isPart, own == new.value.value(as: new.field) { continue }
            trials.append(Trial(sheet: key, assignment: new))
        }
        _ = place(on: loaded)
    }

    /// Ends the trials of some fields, with what lies in them.
    /// - Returns: those that were ended, and others that stood on them: a value in a row that a trial had made.
    mutating func remove(on sheet: Int, of loaded: LoadedSheets, at paths: [SheetPath]) -> [Trial] {
        let key = loaded.key(of: sheet)
        return remove(on: loaded) { trial in trial.sheet == key && paths.contains { $0.contains(trial.assignment.path) } }
    }

    mutating func removeAll(on sheet: Int, of loaded: LoadedSheets) -> [Trial] {
        let key = loaded.key(of: sheet)
        return remove(on: loaded) { $0.sheet == key }
    }

    mutating func removeAll() -> [Trial] {
        defer { self = SheetTrials() }
        return trials
    }

    private mutating func remove(on loaded: LoadedSheets, _ isMeant: (Trial) -> Bool) -> [Trial] {
        let ended = trials.filter(isMeant)
        trials.removeAll(where: isMeant)
        return ended + place(on: loaded)
    }

    /// Puts every value in place, on sheets that may have been read again.
    /// - Returns: those that are given up: their sheet, row or field is no more there, or takes another kind of value.
    mutating func place(on loaded: LoadedSheets) -> [Trial] {
        guard !trials.isEmpty else {
            set = nil
            return []
        }
        let places = SheetPlaces(loaded)
        var new = loaded.set
        var lost: [Trial] = []
        var kept: [Trial] = []
        for trial in trials {
            let assignment = trial.assignment
            guard let sheet = places.place(of: trial.sheet), new.schema.field(at: assignment.path)?.type == assignment.type,
                new.replace(TrialValue(sheet: sheet, path: assignment.path, value: assignment.value))
            else {
                lost.append(trial)
                continue
            }
            kept.append(Trial(sheet: places.keys[sheet], assignment: assignment))
        }
        trials = kept
        set = kept.isEmpty ? nil : new
        return lost
    }

    // MARK: Reading

    func trials(on sheet: Int, of loaded: LoadedSheets) -> [Trial] {
        guard !trials.isEmpty else { return [] }
        let key = loaded.key(of: sheet)
        return trials.filter { $0.sheet == key }
    }

    /// All trials, those of one sheet together, in the order of the sheets.
    func bySheet(of loaded: LoadedSheets) -> [(sheet: Int, trials: [Trial])] {
        guard !trials.isEmpty else { return [] }
        let places = SheetPlaces(loaded)
        let groups = Dictionary(grouping: trials) { places.place(of: $0.sheet) ?? -1 }
        return groups.filter { $0.key >= 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
