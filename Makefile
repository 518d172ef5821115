.PHONY: setup build test check format clean

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

format:
	swift format --in-place --recursive Sources Tests Package.swift

clean:
	swift package clean
