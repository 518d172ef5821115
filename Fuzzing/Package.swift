// swift-tools-version: 6.2
import PackageDescription

// Built by `scripts/fuzz` with `-sanitize=fuzzer,address`, so that the product's code is instrumented too: without that,
// there is no driver to link.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// One program for each reader, `fuzz-text` in Sources/FuzzText.
func fuzzer(_ name: String) -> Target {
    .executableTarget(name: name, dependencies: ["FuzzSupport", .product(name: "Kijun", package: "kijun")], swiftSettings: settings)
}

let package = Package(
    name: "Fuzzing",
    dependencies: [.package(name: "kijun", path: "..")],
    targets: [
        .systemLibrary(name: "CLibFuzzer"),
        .target(
            name: "FuzzSupport", dependencies: ["CLibFuzzer", .product(name: "Kijun", package: "kijun")], swiftSettings: settings),
        fuzzer("FuzzText"),
        fuzzer("FuzzRules"),
        fuzzer("FuzzWorkbook"),
        fuzzer("FuzzParts"),
        fuzzer("FuzzCSV"),
        fuzzer("FuzzJSON"),
        fuzzer("FuzzSeeds"),
    ]
)
