// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "kijun", path: "..")],
    targets: [
        .systemLibrary(name: "CMinizip", providers: [.apt(["libminizip-dev"])]),
        .executableTarget(
            name: "Benchmarks", dependencies: ["CMinizip", .product(name: "Kijun", package: "kijun")],
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
        .executableTarget(
            name: "EvaluationBenchmark", dependencies: [.product(name: "Kijun", package: "kijun")],
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
    ]
)
