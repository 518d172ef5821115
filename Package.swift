// swift-tools-version: 6.2
import PackageDescription

/// One array for every Swift target of the product; tests leave out `InternalImportsByDefault`.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
let product = strict + [.enableUpcomingFeature("InternalImportsByDefault")]

let package = Package(
    name: "kijun",
    products: [
        .library(name: "Kijun", targets: ["KijunSyntax", "Kijun", "KijunSheets"]),
        .executable(name: "kijun", targets: ["KijunCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    ],
    targets: [
        .systemLibrary(name: "CUtf8proc", providers: [.apt(["libutf8proc-dev"])]),
        .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "CZip", linkerSettings: [.linkedLibrary("minizip"), .linkedLibrary("z")]),
        .target(name: "KijunSyntax", dependencies: ["CUtf8proc"], exclude: ["Parser/grammar.txt"], swiftSettings: product),
        .target(
            name: "Kijun", dependencies: ["KijunSyntax", .product(name: "BigInt", package: "BigInt")],
            swiftSettings: product),
        .target(name: "CEditline", linkerSettings: [.linkedLibrary("edit")]),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(
            name: "KijunSheets", dependencies: ["CExpat", "CSQLite", "CSimdjson", "CZip", "Kijun", "KijunSyntax"], swiftSettings: product),
        .executableTarget(
            name: "KijunCommand",
            dependencies: [
                "CEditline", "Kijun", "KijunSheets", "KijunSyntax",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // Compiled in: the sample of `:demo` needs no file of the machine.
            resources: [.embedInCode("Demo/rules.kijun"), .embedInCode("Demo/sheets.csv")], swiftSettings: product),
        .systemLibrary(name: "CMinizip", path: "Tests/CMinizip", providers: [.apt(["libminizip-dev"])]),
        .target(
            name: "TestSupport", dependencies: ["CMinizip", "Kijun", "KijunSheets", "KijunSyntax"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(name: "KijunSyntaxTests", dependencies: ["KijunSyntax", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "KijunTests", dependencies: ["Kijun", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "KijunSheetsTests", dependencies: ["KijunSheets", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "GoldenTests", dependencies: ["TestSupport", "KijunCommand"], swiftSettings: strict),
        .target(name: "CTerminal", path: "Tests/CTerminal"),
        .testTarget(name: "CommandTests", dependencies: ["CTerminal", "TestSupport", "KijunCommand"], swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
