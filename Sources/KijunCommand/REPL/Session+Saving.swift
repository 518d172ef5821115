import Kijun
import KijunSheets
import KijunSyntax

extension SessionCommand {
    static let saving = [
        SessionCommand(
            "save", "保存", .rulePath, usage: Wording(ja: "[ファイル]", en: "[FILE]"),
            ja: "今の規則をファイルに書く。名前がなければ、読み込んだファイルに", en: "write the rules in force; without a name into the file that was loaded"
        ) { session, argument in session.save(argument) },
        SessionCommand(
            "edit", "編集", .rule, usage: Wording(ja: "[名前]", en: "[NAME]"),
            ja: "規則の全部か一つをエディターで直す", en: "change the rules, or one of them, in your editor"
        ) { session, argument in session.edit(argument) },
        SessionCommand("reload", "再読込", ja: "規則と調書のファイルを読み直す", en: "read the files of rules and sheets again") { session, _ in
            session.reload()
        },
    ]
}

extension Session {
    func save(_ argument: String) {
        let words = Self.words(of: argument)
        guard words.count <= 1 else { return tell([.badSave()]) }
        let schema = state.set.schema
        let folder = console.world.folder
        guard !state.written.statements.isEmpty else { return tell([.nothingToSave]) }
        guard words.first != Demo.rules else { return tell([.noFileToSave]) }
        let files = state.written.files
        let normal = words.first.map { ProgramLoader.path($0, usedBy: "") }
        if let name = words.first, let normal, files.count != 1 || ProgramLoader.path(files[0], usedBy: "") != normal {
            guard files.contains(where: { ProgramLoader.path($0, usedBy: "") == normal }) || !state.written.fileNames.contains(normal)
            else {
                return tell([.savedOverUsed(name)])
            }
            return save([(name, state.written.text(for: name, in: folder, schema: schema))], as: [name], isNew: true)
        }
        guard !files.isEmpty, files != [Demo.rules] else { return tell([.noFileToSave]) }
        let changed = state.written.pages(in: folder, schema: schema).filter { $0.isChanged || isEditedOnly($0.path) }
        guard !changed.isEmpty else {
            return say(
                ja: "保存することはありません。規則は \(files.joined(separator: "、")) のままです。",
                en: "nothing to save: the rules are those of \(files.joined(separator: ", "))")
        }
        save(changed.map { ($0.path, $0.text) }, as: files, isNew: false)
    }

    /// What is in force of a file came from the editor and is not what was read.
    private func isEditedOnly(_ path: String) -> Bool {
        func bytes(_ rules: SessionRules) -> [UInt8]? { rules.trees.first { $0.source.name == path }?.source.bytes }
        return bytes(saved) != bytes(state.written)
    }

    /// - Parameters:
    ///   - files: what the rules are read from afterwards.
    ///   - isNew: one file takes all that is in force.
    private func save(_ pages: [(path: String, text: String)], as files: [String], isNew: Bool) {
        let contents = Dictionary(pages.map { (ProgramLoader.path($0.path, usedBy: ""), Array($0.text.utf8)) }) { first, _ in first }
        var world = console.world
        let read = world.read
        world.read = { path throws(FileProblem) in
            if let bytes = contents[ProgramLoader.path(path, usedBy: "")] { return bytes }
            return try read(path)
        }
        let old = state.written
        var written = old
        let new: State
        do {
            let absorbed = isNew ? Set(old.fileNames) : Set(pages.map(\.path))
            _ = try written.reread(files, absorbing: absorbed, where: { _ in true }, in: world, schema: state.set.schema)
            // What is written must be what is in force: it is read and checked before any file is touched.
            new = try state(written)
        } catch let problems as SessionRules.Problems {
            return tell(problems.diagnostics, in: problems.sources)
        } catch {
            return status = max(status, .wrong)
        }
        guard new.program.comprises(state.program) else {
            return tell([.wouldLoseRules])
        }
        let present = pages.map(\.path).filter { console.world.stamp($0) != nil || (try? read($0)) != nil }
        if !present.isEmpty, !confirms(.overwrite(present)) {
            return say(ja: "保存しませんでした。", en: "not saved")
        }
        isCommitted = true
        for (path, text) in pages {
            do { try console.world.write(path, Array(text.utf8)) } catch { return tell([.unwritable(path, error)]) }
        }
        settle(new)
        saved = written.asRead
        stamps = [:]
        let rules = program.rules.count
        for (path, _) in pages {
            let count = pages.count == 1 && isNew ? rules : rulesCount(of: path)
            say(
                ja: "\(path) に保存しました（規則 \(count) 件）。",
                en: "saved to \(path) (\(count) \(count == 1 ? "rule" : "rules"))")
        }
        tellWhatIsNotSaved()
    }

    private func rulesCount(of path: String) -> Int {
        let source = state.written.trees.first { $0.source.name == path }?.source
        return program.rules.count { rule in
            guard let source, rule.span != .none else { return false }
            return rule.span.start >= source.base && Int(rule.span.start - source.base) <= source.bytes.count
        }
    }

    /// Trial values stay in the session.
    private func tellWhatIsNotSaved() {
        guard !state.trials.trials.isEmpty else { return }
        say(ja: "仮の値（:仮定）は保存しません。この対話の間だけ有効です。", en: "trial values (:set) are not saved; they last as long as this session")
    }

    // MARK: Leaving

    /// The rules in force are not those of the files.
    var hasUnsavedChanges: Bool {
        func texts(_ rules: SessionRules) -> [String] {
            rules.statements.map { Printer.text(of: $0) }.sorted()
        }
        return texts(state.written) != texts(saved)
    }

    /// Asks someone who leaves what was typed. What is piped in ends without a question.
    func mayLeave() -> Bool {
        guard isInteractive, console.isReachable, hasUnsavedChanges else { return true }
        return confirms(
            Wording(
                ja: "保存していない規則があります（:保存 で保存できます）。保存せずに終わりますか?",
                en: "there are rules that are not saved (:save saves them). Leave without saving?"), isEndYes: true)
    }
}

extension CheckedProgram {
    /// Has everything that another program has, by its names and with as many cases.
    fileprivate func comprises(_ other: CheckedProgram) -> Bool {
        func inventory(_ program: CheckedProgram) -> [String] {
            let rules = program.rules.map { rule in
                let cases: Int
                switch rule.body {
                case .decision(let decision):
                    cases = decision.cases.count + decision.exceptions.count + (decision.otherwise == nil ? 0 : 1)
                case .definition, .check: cases = 0
                }
                return "\(rule.path) \(rule.aliases.sorted()) \(cases)"
            }
            return
                (rules + program.parameters.map { "\($0.name) \($0.entries.count)" } + program.scales.map { "\($0.symbols)" }
                + program.forms.map(\.name) + program.tests.map(\.title)).sorted()
        }
        return inventory(self) == inventory(other)
    }
}

extension Wording {
    fileprivate static func overwrite(_ paths: [String]) -> Wording {
        Wording(
            ja: "\(paths.joined(separator: "、")) に上書きしますか?",
            en: "overwrite \(paths.joined(separator: ", "))?")
    }
}

extension Diagnostic {
    fileprivate static func badSave() -> Diagnostic {
        Diagnostic(
            .badSessionArgument, at: .none,
            Wording(ja: ":保存 の後にはファイルの名前を一つ書きます", en: ":save takes the name of one file"),
            hint: Wording(ja: "空白のある名前は \" \" で囲みます", en: "a name with spaces stands in quotes"))
    }

    fileprivate static var wouldLoseRules: Diagnostic {
        Diagnostic(
            .noPlaceToSave, at: .none,
            Wording(
                ja: "書いた規則が今の規則と同じにならないので、どのファイルにも書きませんでした",
                en: "what would be written is not what is in force, so no file was touched"),
            hint: Wording(ja: "別の名前で保存してください（:保存 新しい名前.kijun）", en: "save under another name (:save NEW.kijun)"))
    }

    fileprivate static var nothingToSave: Diagnostic {
        Diagnostic(
            .noPlaceToSave, at: .none, Wording(ja: "保存する規則がありません", en: "there are no rules to save"))
    }

    fileprivate static var noFileToSave: Diagnostic {
        Diagnostic(
            .noPlaceToSave, at: .none,
            Wording(ja: "規則を読み込んだファイルがありません", en: "the rules were loaded from no file"),
            hint: Wording(ja: ":保存 規則.kijun のように、ファイルの名前を書いてください", en: "name a file: :save rules.kijun"))
    }

    fileprivate static func savedOverUsed(_ path: String) -> Diagnostic {
        Diagnostic(
            .noPlaceToSave, at: .none,
            Wording(
                ja: "「\(shown(path))」は今の規則が使っているファイルです。全部をそこに保存すると、同じ規則が二つになります",
                en: "“\(shown(path))” is used by the rules in force: with all of them in it, each rule would be there twice"),
            hint: Wording(ja: "別の名前を書くか、名前なしの :保存 で元のファイルに保存してください", en: "take another name, or :save without a name"))
    }
}
