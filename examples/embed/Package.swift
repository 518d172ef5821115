// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "embed",
    dependencies: [.package(name: "kijun", path: "../..")],
    targets: [
        .executableTarget(
            name: "embed", dependencies: [.product(name: "Kijun", package: "kijun")],
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
    ]
)
