internal import CZip
internal import Kijun

/// The zip archive that a workbook is: its entries by name, and the content of one at a time.
///
/// What is unpacked is counted over the whole archive, whatever its directory declares, so that no small file grows without
/// bound (a zip bomb, or one part that is named many times).
final class ZipArchive {
    /// How much may be unpacked: a hundred times the size of the file, sixteen megabytes in any case, a gigabyte at most.
    static let maximumRatio = 100
    static let smallestLimit = 16 << 20
    static let largestLimit = 1 << 30
    /// A workbook has a few dozen entries.
    static let maximumEntries = 10_000

    /// Stored, and deflate: what programs pack workbooks by.
    private static let usualMethods: Set<UInt32> = [0, 8]

    private let handle: OpaquePointer
    /// By name in lower case, for Excel does not distinguish; the first of several.
    private var entries: [String: czip_entry] = [:]
    /// The bytes that may be unpacked in all.
    let limit: Int
    private var unpacked = 0
    private var current = ""

    /// - Parameter bytes: stay where they are as long as the archive is used.
    /// - Throws: where it is no zip archive, broken, encrypted or too large.
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(Finding) {
        guard let handle = czip_open(bytes.baseAddress, bytes.count) else { throw .damagedArchive }
        self.handle = handle
        limit = min(Self.largestLimit, max(Self.smallestLimit, min(Self.largestLimit, bytes.count) * Self.maximumRatio))
        var entry = czip_entry()
        var declared = 0
        var count = 0
        while true {
            let status = czip_next(handle, &entry)
            if status == Int32(CZIP_END) { break }
            guard status == Int32(CZIP_FOUND) else { throw .damagedArchive }
            count += 1
            guard count <= Self.maximumEntries else { throw .tooManyParts(limit: Self.maximumEntries) }
            if entry.is_encrypted != 0 { throw .encryptedWorkbook }
            declared = declared.addingReportingOverflow(Int(clamping: entry.size)).partialValue
            guard declared >= 0, declared <= Self.largestLimit else { throw .unpacksTooLarge(limit: Self.largestLimit) }
            let name = Self.name(of: entry)
            if entries[name] == nil { entries[name] = entry }
        }
    }

    deinit { czip_close(handle) }

    private static func name(of entry: czip_entry) -> String {
        withUnsafeBytes(of: entry.name) { name in
            String(decoding: name.prefix(entry.name_length), as: UTF8.self).lowercased()
        }
    }

    func contains(_ name: String) -> Bool { entries[name.lowercased()] != nil }

    /// Begins to read an entry.
    func begin(_ name: String) throws(Finding) {
        guard var entry = entries[name.lowercased()] else { throw .missingPart(name) }
        current = name
        guard czip_begin(handle, &entry) == Int32(CZIP_FOUND) else {
            throw Self.usualMethods.contains(entry.method) ? .damagedPart(name) : .unknownPacking(name, method: Int(entry.method))
        }
    }

    /// The next bytes of the entry; 0 at its end.
    func read(into buffer: UnsafeMutableRawPointer, count: Int) throws(Finding) -> Int {
        let read = Int(czip_read(handle, buffer, UInt32(clamping: count)))
        guard read >= 0 else { throw .damagedPart(current) }
        if read == 0, czip_end(handle) == Int32(CZIP_DAMAGED) { throw .damagedPart(current) }
        unpacked += read
        guard unpacked <= limit else { throw .unpacksTooLarge(limit: limit) }
        return read
    }

    /// The beginning of a small entry.
    func beginning(of name: String, count: Int) throws(Finding) -> [UInt8] {
        try begin(name)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        guard let base = buffer.baseAddress else { return [] }
        return Array(buffer.prefix(try read(into: base, count: count)))
    }
}
