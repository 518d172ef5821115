/// What conditions are in chosen regions of their variables; open where the regions left do not agree.
struct TruthEvaluator {
    let graph: ConditionGraph
    /// For each variable the regions that are left.
    var regions: [RegionSet]
    /// How many nodes were looked at.
    private(set) var work = 0
    private var truths: [Truth]
    private var rounds: [UInt32]
    private var round: UInt32 = 1

    init(_ graph: ConditionGraph) {
        self.graph = graph
        regions = graph.variables.indices.map { graph.regions($0) }
        truths = Array(repeating: .open, count: graph.nodes.count)
        rounds = Array(repeating: 0, count: graph.nodes.count)
    }

    /// Regions were changed.
    mutating func invalidate() { round += 1 }

    /// Nodes nest as expressions do: the reader bounds how deep.
    mutating func truth(of node: Int) -> Truth {
        if rounds[node] == round { return truths[node] }
        work += 1
        let truth = compute(node)
        rounds[node] = round
        truths[node] = truth
        return truth
    }

    private mutating func compute(_ node: Int) -> Truth {
        switch graph.nodes[node] {
        case .constant(let truth): return truth
        case .test(let test):
            guard let question = graph.questions[test] else { return .open }
            return question.truth(in: regions[question.variable])
        case .not(let operand): return truth(of: operand).negated
        case .all(let operands): return connected(operands, decidedBy: .no)
        case .any(let operands): return connected(operands, decidedBy: .yes)
        case .choose(let condition, let a, let b):
            switch truth(of: condition) {
            case .yes: return truth(of: a)
            case .no: return truth(of: b)
            case .unknown: return .unknown
            case .open: return truth(of: a) == .unknown && truth(of: b) == .unknown ? .unknown : .open
            }
        case .isUnknown(let operand):
            let truth = truth(of: operand)
            return truth == .open ? .open : Truth(truth == .unknown)
        }
    }

    private mutating func connected(_ operands: [Int], decidedBy decisive: Truth) -> Truth {
        var result = decisive.negated
        for operand in operands {
            let truth = truth(of: operand)
            if truth == decisive { return decisive }
            if truth == .open { result = .open } else if truth == .unknown, result != .open { result = .unknown }
        }
        return result
    }

    /// A question that is open and on which a node depends.
    mutating func openQuestion(below node: Int) -> ConditionGraph.Question? {
        var node = node
        while true {
            switch graph.nodes[node] {
            case .constant: return nil
            case .test(let test): return graph.questions[test]
            case .not(let operand), .isUnknown(let operand): node = operand
            case .all(let operands), .any(let operands):
                guard let open = operands.first(where: { truth(of: $0) == .open }) else { return nil }
                node = open
            case .choose(let condition, let a, let b):
                guard let open = [condition, a, b].first(where: { truth(of: $0) == .open }) else { return nil }
                node = open
            }
        }
    }
}
