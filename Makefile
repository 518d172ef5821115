.PHONY: setup build test check bench format clean

# Installs what a fresh Debian 12 lacks, builds the program, grades the example sheet.
setup:
	scripts/setup

build:
	swift build -c release --static-swift-stdlib --product kijun

test:
	swift test

# Every test there is.
check:
	scripts/check

# What an evaluation costs: see Documentation/Performance.md.
bench: build
	swift run -c release --package-path Benchmarks

format:
	swift format --in-place --recursive Sources Tests Benchmarks/Sources Fuzzing/Sources examples/embed/Sources Package.swift

clean:
	swift package clean
