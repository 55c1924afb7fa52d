// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "forcelint",
    products: [
        .executable(name: "forcelint", targets: ["forcelint"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // The ground: libxml2 and libyaml, each behind one module.
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        .target(name: "MetadataXML", dependencies: ["CLibXML2"], swiftSettings: [.strictMemorySafety()]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: [.strictMemorySafety()]),

        // From a folder to a typed org.
        .target(name: "OrgModel"),
        .target(name: "CacheStore"),
        .target(name: "OrgReader", dependencies: ["CacheStore", "MetadataXML", "OrgModel"]),

        // The catalogue: pages and tables, embedded into the binary.
        .target(
            name: "RuleCatalogue",
            dependencies: ["YAML"],
            path: "Rules",
            exclude: ["README.md", "rule-page.schema.json"],
            plugins: ["EmbedRules"]
        ),
        .plugin(name: "EmbedRules", capability: .buildTool(), dependencies: ["embed-rules"]),
        .executableTarget(name: "embed-rules", dependencies: ["YAML"]),
        // Writes docs/rules/; no part of the program.
        .executableTarget(name: "write-docs", dependencies: ["Reporting", "RuleCatalogue"]),

        // From a typed org to a report.
        .target(
            name: "LintEngine", dependencies: ["OrgModel", "RuleCatalogue", "YAML"]),
        .target(name: "LintRules", dependencies: ["LintEngine", "OrgModel", "RuleCatalogue"]),
        .target(name: "Reporting", dependencies: ["LintEngine", "OrgModel", "RuleCatalogue"]),
        .executableTarget(
            name: "forcelint",
            dependencies: [
                "CacheStore", "LintEngine", "LintRules", "OrgModel", "OrgReader", "Reporting", "RuleCatalogue",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // Tests.
        .target(
            name: "TestSupport", dependencies: ["LintEngine", "MetadataXML", "OrgModel", "OrgReader", "RuleCatalogue"],
            path: "Tests/TestSupport"),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "CacheStoreTests", dependencies: ["CacheStore", "TestSupport"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "CacheStore", "LintEngine", "LintRules", "OrgModel", "OrgReader", "Reporting", "RuleCatalogue",
                "TestSupport",
                "forcelint",
            ],
            exclude: ["__Snapshots__"]
        ),
        .testTarget(name: "LintEngineTests", dependencies: ["LintEngine", "OrgModel", "RuleCatalogue", "TestSupport"]),
        .testTarget(
            name: "LintRulesTests",
            dependencies: ["LintEngine", "LintRules", "OrgModel", "OrgReader", "RuleCatalogue", "TestSupport"]
        ),
        .testTarget(name: "MetadataXMLTests", dependencies: ["MetadataXML", "TestSupport"]),
        .testTarget(name: "OrgModelTests", dependencies: ["OrgModel", "TestSupport"]),
        .testTarget(
            name: "OrgReaderTests", dependencies: ["CacheStore", "MetadataXML", "OrgModel", "OrgReader", "TestSupport"]),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["LintEngine", "OrgModel", "Reporting", "RuleCatalogue", "TestSupport", "YAML"],
            exclude: ["__Snapshots__"]
        ),
        .testTarget(
            name: "RuleCatalogueTests",
            dependencies: ["RuleCatalogue", "TestSupport", "YAML", "embed-rules"]
        ),
        .testTarget(name: "YAMLTests", dependencies: ["YAML"]),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzz targets, which Fuzz/run builds: the program is a library then, and all of ours but what the build itself
// runs tells libFuzzer which way it goes.
if Context.environment["FORCELINT_FUZZ"] != nil {
    let instrumented: Set = [
        "CacheStore", "MetadataXML", "OrgModel", "OrgReader", "LintEngine", "LintRules", "Reporting", "forcelint",
    ]
    let sanitizers = "-sanitize=fuzzer,address"
    let flags = [sanitizers, "-enable-testing"]
    package.products = []
    package.targets.removeAll { $0.type == .test || ["TestSupport", "write-docs"].contains($0.name) }
    for (index, target) in package.targets.enumerated() where instrumented.contains(target.name) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(flags)]
        guard target.name == "forcelint" else { continue }
        package.targets[index] = .target(
            name: target.name,
            dependencies: target.dependencies,
            swiftSettings: [
                .unsafeFlags(
                    flags + ["-Xfrontend", "-entry-point-function-name", "-Xfrontend", "forcelint_main"])
            ]
        )
    }
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "CLibFuzzer", "LintEngine", "LintRules", "OrgModel", "OrgReader", "RuleCatalogue", "forcelint",
            ],
            path: "Fuzz/Sources",
            linkerSettings: [.unsafeFlags([sanitizers, "-use-ld=lld"])]
        ),
    ]
}

for target in package.targets where target.type != .system && target.type != .plugin {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .treatAllWarnings(as: .error),
        ]
}
