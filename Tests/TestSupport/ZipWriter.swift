import CMinizip
import Foundation

/// Makes zip archives, for workbooks of tests.
public enum ZipWriter {
    struct Failure: Error {}

    /// An archive of named contents, in the order given.
    public static func archive(_ parts: [(name: String, content: [UInt8])]) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(path: "kijun-zip-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard let file = zipOpen(path, APPEND_STATUS_CREATE) else { throw Failure() }
        for part in parts {
            let deflated: Int32 = 8
            guard zipOpenNewFileInZip(file, part.name, nil, nil, 0, nil, 0, nil, deflated, 6) == ZIP_OK,
                zipWriteInFileInZip(file, part.content, UInt32(part.content.count)) == ZIP_OK, zipCloseFileInZip(file) == ZIP_OK
            else { throw Failure() }
        }
        guard zipClose(file, nil) == ZIP_OK else { throw Failure() }
        return Array(try Data(contentsOf: URL(filePath: path)))
    }
}
