# Everything a fresh machine needs: Swift 6.2 or newer and git. the development files of libxml2 and libyaml
# are installed where apt is.

SWIFT ?= swift
RELEASE = .build/release/forcelint

.PHONY: demo test build lint format docs check-html dependencies benchmark

## Lints an org of Fixtures/ and shows the report.
demo: build
	@$(RELEASE) check Fixtures/acme-org --as-of 2026-11-21 --fail-on never

## Builds everything and runs all tests.
test: dependencies
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

## Builds the program for use: one file that needs libxml2 and libyaml, and nothing of Swift.
build: dependencies
	$(SWIFT) build -c release --static-swift-stdlib --product forcelint

## Checks the layout of the sources.
lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Rules Plugins Fuzz

format:
	$(SWIFT) format format --in-place --recursive Package.swift Sources Tests Rules Plugins Fuzz

## Writes docs/rules/ from the pages of Rules/; a test fails while it is not current.
docs: dependencies
	$(SWIFT) run --quiet write-docs docs/rules

## Opens the HTML report of several orgs in headless Chromium and fails on what no reader should meet.
check-html: build
	@command -v chromium >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; }
	Tests/Browser/check_html.py --program $(RELEASE)

benchmark: build
	Benchmarks/run

dependencies:
	@if ! pkg-config --exists libxml-2.0 yaml-0.1 2>/dev/null; then \
		if command -v apt-get >/dev/null; then \
			echo "Installing libxml2-dev, libyaml-dev and pkg-config"; \
			if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
			$$sudo apt-get update -qq && \
			$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
				libxml2-dev libyaml-dev pkg-config; \
		else \
			echo "Please install the development files of libxml2 and libyaml, and pkg-config."; exit 1; \
		fi; \
	fi
