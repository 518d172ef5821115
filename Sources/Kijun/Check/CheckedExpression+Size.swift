extension CheckedExpression {
    /// The number of nodes, counted no further than `limit`.
    func size(upTo limit: Int) -> Int {
        var count = 0
        var waiting = [self]
        while let next = waiting.popLast(), count < limit {
            count += 1
            waiting.append(contentsOf: next.children)
        }
        return count
    }
}

extension Type {
    /// The number of types within, counted no further than `limit`, or `limit` where they nest too deeply.
    func size(upTo limit: Int) -> Int {
        var count = 0
        var waiting = [(type: self, depth: 0)]
        while let next = waiting.popLast(), count < limit {
            count += 1
            if next.depth > Self.maximumDepth { return limit }
            switch next.type {
            case .list(let element): waiting.append((element, next.depth + 1))
            case .record(.anonymous(let items)), .table(.anonymous(let items)):
                for item in items { waiting.append((item.type, next.depth + 1)) }
            default: break
            }
        }
        return count
    }

    /// How deep lists and records may nest in one another.
    static let maximumDepth = 64
    /// How many types one type may be made of.
    static let maximumSize = 10_000

    var isTooLarge: Bool { size(upTo: Self.maximumSize) >= Self.maximumSize }
}
