.PHONY: setup build test check bench bench-parts allocations benchmarks format clean

# Installs what a fresh Debian 12 lacks, builds the program, grades the example sheet.
setup:
	scripts/setup

build:
	scripts/build-release

test:
	swift test

# Every test there is.
check:
	scripts/check

# kijun beside other tools that do the same job, in one table: see Documentation/Performance.md. SECTIONS="end loaded" measures only these.
bench: build benchmarks
	python3 Benchmarks/compare.py $(SECTIONS)

# What the parts cost by themselves: evaluations, readers, a session.
bench-parts: build benchmarks
	swift run -c release --package-path Benchmarks Benchmarks

# How many allocations a sheet costs; fails where Benchmarks/allocations.txt allows fewer.
allocations: build benchmarks
	python3 Benchmarks/allocations.py --all

benchmarks:
	swift build -c release --package-path Benchmarks --product Benchmarks

format:
	swift format --in-place --recursive Sources Tests Benchmarks/Sources Fuzzing/Sources examples/embed/Sources Package.swift

clean:
	swift package clean
