import Kijun
import KijunSheets
import KijunSyntax

/// The stores (of `kijun import`) among the files of a command line, whatever they are called.
struct OpenedStores {
    private var stores: [SheetStore] = []

    enum Outcome {
        /// Not an SQLite file.
        case none
        /// Its documents.
        case store([ReadDocument])
        case failure(Diagnostic)
    }

    struct Problem: Error {
        let diagnostic: Diagnostic
    }

    mutating func open(_ path: String, in world: World) -> Outcome {
        guard path != "-" else { return .none }
        switch SheetStore.recognize(world.beginning(path, SheetStore.beginning)) {
        case .none: return .none
        case .foreign: return .failure(.store(path, .foreign))
        case .store: break
        }
        do {
            let store = try SheetStore(path)
            stores.append(store)
            guard !store.documents.isEmpty else { return .failure(.noSheets(in: path)) }
            return .store(store.documents.map { .stored($0, in: store) })
        } catch {
            return .failure(.store(path, error))
        }
    }

    /// The fields that a store says, where no form does; nil where there is no store.
    ///
    /// - Parameters:
    ///   - documents: all that are read together.
    ///   - lines: the name of a jsonl file that goes with them.
    func fields(of documents: [ReadDocument], lines: String? = nil) -> Result<InferredSchema?, Problem> {
        guard let first = stores.first else { return .success(nil) }
        if let lines { return .failure(Problem(diagnostic: .mixedStores(first.path, lines))) }
        let other = documents.first { document in
            guard case .stored(_, let store) = document else { return true }
            return store !== first && !(store.schema.isAlike(first.schema) && store.forms.map(\.identify) == first.forms.map(\.identify))
        }
        guard let other else { return .success(first.inferred) }
        if case .stored(_, let store) = other { return .failure(Problem(diagnostic: .mixedStores(first.path, store.path))) }
        return .failure(Problem(diagnostic: .mixedStores(first.path, other.info.name)))
    }

    /// Whether rules with a form can read a store, and what there is to say of it: why not, or that they would read its documents
    /// otherwise by now.
    ///
    /// - Parameter documents: of one file.
    func accepts(_ rules: Rules, _ documents: [ReadDocument]) -> (Bool, [Diagnostic]) {
        guard case .stored(_, let store)? = documents.first else { return (true, []) }
        if let difference = store.difference(from: rules.program.schema) { return (false, [.storeFields(store.path, difference)]) }
        let then = Set(store.forms.map(\.text)).subtracting([""])
        let changed = rules.forms.filter { !then.contains($0.text) }
        return (true, then.isEmpty || changed.isEmpty ? [] : [.changedForm(changed.map(\.name), store.path)])
    }
}

extension Rules {
    /// The forms by their names, as they would be laid out.
    var forms: [(name: String, text: String)] {
        trees.flatMap(\.statements).compactMap { statement in
            guard case .form(let form) = statement.kind else { return nil }
            return (form.name.text, RuleFiles.texts(of: [statement]).joined())
        }
    }
}
