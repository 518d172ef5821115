import Foundation

/// Ends the program where something does not hold that must hold for every input, as a trap of the product would.
func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}

/// What is printed has no character in it that a terminal acts on.
func expectVisible(_ text: String) {
    let hidden = text.unicodeScalars.first { scalar in
        (scalar.value < 0x20 && scalar != "\n") || (0x7F..<0xA0).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
    }
    expect(hidden == nil, "U+\(String(hidden?.value ?? 0, radix: 16)) is printed as it stands")
}

/// What is written as JSON is JSON.
func expectJSON(_ bytes: [UInt8]) {
    do {
        _ = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
    } catch {
        fatalError("not JSON: \(error)\n\(String(decoding: bytes, as: UTF8.self))")
    }
}
