/// One rule file (or one line typed in): its bytes, its name and where its lines start.
public struct Source: Sendable {
    /// The name shown in messages: a path as the user gave it, or `<eval>` and the like.
    public let name: String
    /// UTF-8, BOM included where there is one.
    public let bytes: [UInt8]
    /// The position of the first byte in the ``SourceMap``.
    public let base: UInt32
    /// Offsets (from 0, within this source) of the first byte of every line.
    public let lineStarts: [Int]

    init(name: String, bytes: [UInt8], base: UInt32) {
        self.name = name
        self.bytes = bytes
        self.base = base
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        lineStarts = starts
    }

    /// The line (from 0) that holds the byte at `offset` of this source.
    public func lineIndex(ofOffset offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The text of a line (from 0) without its line end. Bytes that are not UTF-8 show as U+FFFD.
    public func line(_ index: Int) -> String {
        let start = lineStarts[index]
        var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    }
}

/// All sources of one program, in the order in which they were read.
public struct SourceMap: Sendable {
    public private(set) var sources: [Source] = []
    private var next: UInt32 = 1

    public init() {}

    /// Adds a source and gives it its place. The sum of all sources must stay under 4 GB; the lexer's limit of 10 MB a
    /// source keeps it there for any real program.
    public mutating func add(name: String, bytes: [UInt8]) -> Source {
        let source = Source(name: name, bytes: bytes, base: next)
        next += UInt32(bytes.count) + 1
        sources.append(source)
        return source
    }

    /// The source that holds a span, or nil for ``Span/none``.
    public func source(of span: Span) -> Source? {
        guard span != .none else { return nil }
        return sources.last { $0.base <= span.start }
    }

    /// A place as users read it: file, line and column, both from 1; the column counts characters.
    public struct Place: Hashable, Sendable {
        public let file: String
        public let line: Int
        public let column: Int

        /// `rules.kijun:12`
        public var short: String { "\(file):\(line)" }
    }

    public func place(of span: Span) -> Place? {
        guard let source = source(of: span) else { return nil }
        let offset = min(Int(span.start - source.base), source.bytes.count)
        let line = source.lineIndex(ofOffset: offset)
        var start = source.lineStarts[line]
        if start == 0, offset >= 3, source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        let before = source.bytes[start..<offset]
        // In a line of megabytes nobody counts, but twenty messages about it have to be fast: code points will do there.
        let column =
            before.count > 10_000
            ? before.count { $0 & 0xC0 != 0x80 } : String(decoding: before, as: UTF8.self).count
        return Place(file: source.name, line: line + 1, column: column + 1)
    }

    /// The text of a span. Bytes that are not UTF-8 show as U+FFFD.
    public func text(of span: Span) -> String {
        guard let source = source(of: span) else { return "" }
        let start = Int(span.start - source.base)
        let end = min(Int(span.end - source.base), source.bytes.count)
        return String(decoding: source.bytes[min(start, end)..<end], as: UTF8.self)
    }
}
