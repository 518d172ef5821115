import Kijun
import KijunSheets
import KijunSyntax

/// Files that change while a session lasts, and rules that are changed in an editor.
extension Session {
    // MARK: Reading again

    func reload() {
        if !unloaded.isEmpty, state.written.statements.isEmpty, state.sheetPaths.isEmpty {
            if loadNamed(unloaded) { sayWhatIsLoaded() }
            return
        }
        var written = state.written
        let before = state
        var moved: [StatementKey] = []
        let new: State
        do {
            moved = try written.reread(written.files, in: console.world, schema: state.set.schema)
            new = try state(written, readingSheets: state.sheetPaths)
        } catch let problems as SessionRules.Problems {
            tell(problems.diagnostics, in: problems.sources)
            return tellOldStays()
        } catch {
            status = max(status, error as? ExitStatus ?? .wrong)
            return tellOldStays()
        }
        guard new.sheets.unreadable <= state.sheets.unreadable else {
            status = max(status, .unreadable)
            return tellOldStays()
        }
        change(to: new, what: Wording(ja: "再読込", en: "reload")[language])
        saved = written.asRead
        stamps = [:]
        for key in moved {
            say(
                ja: "\(key.path): ファイルでも変わりましたが、入力したものがそのまま有効です（:削除 で除くとファイルのものに戻せます）",
                en: "\(key.path): the file has another one now; what was typed stays in force")
        }
        sayWhatIsLoaded()
        showEffect(of: written.changes(from: before.written, schema: state.set.schema), from: before)
    }

    private func tellOldStays() {
        say(ja: "読み直せないので、前に読んだもののままです。", en: "not read again: what was read before stays")
    }

    /// Says once that a file is not what was read of it.
    func noticeChangedFiles() {
        var rules: [String] = []
        var sheets: [String] = []
        func look(_ path: String, _ changed: inout [String]) {
            guard path != "-", let now = console.world.stamp(path) else { return }
            if let then = stamps[path], then != now { changed.append(path) }
            stamps[path] = now
        }
        for path in state.written.fileNames { look(path, &rules) }
        for name in sheetFiles { look(name, &sheets) }
        if !rules.isEmpty {
            say(ja: "規則のファイルが変わりました。:再読込 で読み直せます", en: "a file of rules has changed; :reload reads it again")
        } else if !sheets.isEmpty {
            say(ja: "調書のファイルが変わりました。:再読込 で読み直せます", en: "a file of sheets has changed; :reload reads it again")
        }
    }

    private var sheetFiles: [String] {
        var names: [String] = []
        for sheet in sheets where names.last != sheet.input.document.name { names.append(sheet.input.document.name) }
        return names
    }

    // MARK: Editing

    func edit(_ argument: String) {
        guard isInteractive else { return tell([.noEditor(isPiped: true)]) }
        let words = Self.words(of: argument)
        guard words.count <= 1 else { return tell([.missingSessionArgument(of: "edit")]) }
        let schema = state.set.schema
        let text: String
        if let name = words.first {
            let own = state.written.text(ofRule: name, schema: schema)
            guard !own.isEmpty else {
                return tell([.unknownExplained(name, candidate: nearest(name, among: ExplainedName.all(in: program)))])
            }
            text = own
        } else {
            guard state.written.files.count <= 1 else { return tell([.editsOne(state.written.files)]) }
            let page = state.written.pages(in: console.world.folder, schema: schema).last
            text = page?.text ?? ""
        }
        guard let path = freePath() else { return tell([.noEditor(isPiped: false)]) }
        do { try console.world.write(path, Array(text.utf8)) } catch { return tell([.unwritable(path, error)]) }
        while true {
            guard launchEditor(path) else { return tell([.noEditor(isPiped: false)]) }
            let bytes: [UInt8]
            do { bytes = try console.world.read(path) } catch { return tell([.unreadable(path, error)]) }
            guard bytes != Array(text.utf8) else { return say(ja: "変更はありません。", en: "nothing was changed") }
            if take(edited: bytes, for: words.first) { return }
            guard confirms(Wording(ja: "もう一度編集しますか?", en: "edit it again?")) else {
                return say(ja: "規則は元のままです。編集した文は \(path) にあります。", en: "the rules stay as they were; what you wrote is in \(path)")
            }
        }
    }

    /// A file that is not there yet, in a folder of the user's own.
    private func freePath() -> String? {
        let environment = console.world.environment
        func folder(_ name: String) -> String? { environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let home = folder("XDG_STATE_HOME") ?? folder("HOME").map { $0 + "/.local/state" }
        let base = home.map { $0 + "/kijun" } ?? folder("TMPDIR") ?? "/tmp"
        for number in 1...999 {
            let path = "\(base)/edit-\(number).kijun"
            if console.world.stamp(path) == nil, (try? console.world.read(path)) == nil { return path }
        }
        return nil
    }

    private func launchEditor(_ path: String) -> Bool {
        let chosen = ["VISUAL", "EDITOR"].lazy.compactMap { self.console.world.environment($0) }.map(Self.words).first { !$0.isEmpty }
        console.flush()
        for editor in (chosen.map { [$0] } ?? []) + [["editor"], ["nano"], ["vi"]] {
            if console.world.launch(editor + [path]) != nil { return true }
        }
        return false
    }

    /// Puts edited text in force.
    /// - Returns: false where something is wrong with it, which is told; nothing is changed then.
    private func take(edited bytes: [UInt8], for name: String?) -> Bool {
        let schema = state.set.schema
        var written = state.written
        let before = state
        do {
            if name == nil, let file = written.files.first {
                var world = console.world
                let read = world.read
                world.read = { path throws(FileProblem) in
                    ProgramLoader.path(path, usedBy: "") == ProgramLoader.path(file, usedBy: "") ? bytes : try read(path)
                }
                let home = written.homes(schema: schema)
                _ = try written.reread([file], absorbing: [file], where: { home($0) == file }, in: world, schema: schema)
            } else {
                let parsed = Parser.parse(written.source(of: String(decoding: bytes, as: UTF8.self), in: language))
                guard !parsed.diagnostics.contains(where: { $0.severity == .error }) else {
                    tell(parsed.diagnostics, in: written.sources)
                    return false
                }
                written.replace(name, by: parsed.tree, schema: schema)
            }
            change(to: try state(written), what: Wording(ja: "編集", en: "edit")[language])
        } catch let problems as SessionRules.Problems {
            tell(problems.diagnostics, in: problems.sources)
            return false
        } catch {
            status = max(status, .wrong)
            return false
        }
        showEffect(of: written.changes(from: before.written, schema: schema), from: before)
        return true
    }
}

extension SessionRules {
    /// What differs from other rules, name by name.
    func changes(from old: SessionRules, schema: RecordSchema) -> [Change] {
        let names = StatementNames(old.statements + statements, schema: schema)
        func texts(_ statements: [Statement]) -> [StatementKey: [String]] {
            var texts: [StatementKey: [String]] = [:]
            for statement in statements {
                guard let key = names.key(of: statement) else { continue }
                texts[key, default: []].append(Printer.text(of: Statement(statement.kind, doc: [], at: statement.span)))
            }
            return texts.mapValues { $0.sorted() }
        }
        let (before, now) = (texts(old.statements), texts(statements))
        var seen: Set<StatementKey> = []
        return (statements + old.statements).compactMap { statement in
            guard let key = names.key(of: statement), seen.insert(key).inserted, before[key] != now[key] else { return nil }
            return Change(key: key)
        }
    }

    /// Puts typed statements in place of all of a name, or of everything that was typed.
    mutating func replace(_ name: String?, by tree: SyntaxTree, schema: RecordSchema) {
        if let name { _ = drop(name, schema: schema) } else { dropTyped() }
        let rules = tree.statements.filter { !$0.isUse && !$0.isExpression }
        _ = add(SyntaxTree(source: tree.source, statements: rules, comments: tree.comments), schema: schema)
    }
}

extension Diagnostic {
    fileprivate static func noEditor(isPiped: Bool) -> Diagnostic {
        Diagnostic(
            .noEditor, at: .none,
            isPiped
                ? Wording(ja: ":編集 は、端末での対話でだけ使えます", en: ":edit works at a terminal only")
                : Wording(ja: "エディターを開けません", en: "no editor can be opened"),
            hint: isPiped
                ? Wording(ja: "規則はそのまま入力して置き換えられます", en: "type a rule: it takes the place of the one of its name")
                : Wording(ja: "環境変数 EDITOR にエディターの名前を書いてください（例: EDITOR=nano）", en: "name one in the variable EDITOR, as EDITOR=nano"))
    }

    fileprivate static func editsOne(_ files: [String]) -> Diagnostic {
        let list = files.map { shown($0) }
        return Diagnostic(
            .badSessionArgument, at: .none,
            Wording(
                ja: "規則のファイルが \(files.count) 個あります（\(list.joined(separator: "、"))）。直す規則の名前を書いてください",
                en: "there are \(files.count) files of rules (\(list.joined(separator: ", "))): name the rule to change"),
            hint: Wording(ja: ":編集 名前", en: ":edit NAME"))
    }
}
