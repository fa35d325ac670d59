# `make` alone prints what there is.
.DEFAULT_GOAL := help
.PHONY: help demo build tools test soak check lint bench generate vendor screenshots clean

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null)
LDFLAGS := -s -w -X main.commit=$(VERSION)
# Nobody links with the program: without DuckDB's names it is 7 MB smaller.
ifeq ($(shell uname),Linux)
LDFLAGS += -extldflags=-Wl,--no-export-dynamic
endif
# The tags of all that is built, tested and linted, so that it is compiled once.
# duckdb_arrow is the driver's way to take Arrow. The others leave out what nothing
# here uses: traces of gRPC, whose templates would make the linker keep every method,
# and a library that Snowflake's driver would unpack and load to tell its maker about
# the machine.
TAGS    := $(shell cat .ci/tags)
export GOFLAGS := $(shell go env GOFLAGS 2>/dev/null) -tags=$(TAGS)
TEMPL   := go run github.com/a-h/templ/cmd/templ@v0.3.1100
LINT    := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
SHOTS   ?= 10000000
TOOLS   ?= 48
SOAK    ?= 25

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

demo: build ## sample data, mirror, build and dashboard in ./demo, on http://127.0.0.1:8080
	./sprue demo --dir demo

build: tools ## the binary ./sprue
	CGO_ENABLED=1 go build -trimpath -ldflags '$(LDFLAGS)' -o sprue ./cmd/sprue

tools:
	@command -v go >/dev/null || { echo 'make: Go is missing' >&2; echo 'hint: install Go 1.26 or later from your distribution or go.dev' >&2; exit 2; }
	@command -v $${CC:-cc} >/dev/null || { echo 'make: a C compiler is missing; DuckDB is linked through cgo' >&2; echo 'hint: install gcc or clang (Debian: apt-get install gcc g++)' >&2; exit 2; }
	@echo 'int main(void) { return 0; }' | $${CC:-cc} -x c - -lstdc++ -o /dev/null 2>/dev/null || { echo 'make: the C++ library is missing; DuckDB is linked with it' >&2; echo 'hint: Debian: apt-get install g++; Fedora: dnf install gcc-c++' >&2; exit 2; }

test: tools check ## formatting, vet and all tests, with the race detector and a real browser
	@.ci/test

soak: ## the property tests on SOAK times as many seeds as make test: 5,000 histories of folders and 10,000 of a warehouse, three hours; every fault; the stories of 20 plants; every page in every window and its numbers by every filter; and a day of the kiosk
	SPRUE_SOAK=$(SOAK) go test -race -count 1 -timeout 12h -run 'Reference|Random|AnyChunks|EveryGrouping|Planted' ./engine/pipeline ./sync/mirror
	SPRUE_SOAK=$$(( $(SOAK) * 4 / 3 + 1 )) go test -race -count 1 -timeout 12h -run 'Histories' ./sync/snowflake
	SPRUE_SOAK=$(SOAK) go test -race -count 1 -timeout 12h -v -run 'Reliability|StoriesAreRecommended' ./cmd/sprue
	SPRUE_SOAK=$(SOAK) go test -race -count 1 -timeout 12h -v -run 'KioskDoesNotGrowInADay|Screens$$|EveryNumber' ./web

check: ## gofmt, vet, and that generated files are fresh
	@test -z "$$(gofmt -l .)" || { echo 'gofmt these files:' >&2; gofmt -l . >&2; exit 1; }
	go vet -race ./...
	@go vet -race -tags= ./engine/store # as plain go build has it
	@before=$$(cat templates/*_templ.go | cksum); said=$$($(TEMPL) generate -path templates 2>&1) || { echo "$$said" >&2; echo 'hint: templ is fetched as a Go module: the network must be there the first time' >&2; exit 1; }; \
	test "$$before" = "$$(cat templates/*_templ.go | cksum)" || { echo 'templ files were not fresh: commit what make generate wrote' >&2; exit 1; }

lint: ## golangci-lint
	$(LINT) run

bench: build ## speed and memory on SHOTS shots of TOOLS tools, and of every question and page of them; planted faults found and errors of imputation; a day of the kiosk; then the Go benchmarks; with LARGE=1 10 GB of packets from a warehouse too
	@.ci/browser || echo 'The painting of pages is not measured.' >&2
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	./sprue bench --shots $(SHOTS) --tools $(TOOLS) --memory-limit 1500 --dir "$$dir" && \
	./sprue bench analyze --config "$$dir/sprue.yaml" && \
	./sprue bench pages --config "$$dir/sprue.yaml" && \
	.ci/paint "$$dir/sprue.yaml"
	@figures=$$(mktemp) && trap 'rm -f "$$figures"' EXIT && \
	SPRUE_SOAK=2 SPRUE_FIGURES=$$figures go test -count 1 -timeout 1h -run 'PlantedFaultsAreFound|ImputedCycles' ./engine/pipeline && \
	SPRUE_FIGURES=$$figures go test -count 1 -run 'KioskDoesNotGrowInADay' ./web && \
	cat "$$figures"
	go test -run '^$$' -bench . -skip Paint -benchtime 3x ./...
	@test -z "$(LARGE)" || SPRUE_BENCH_LARGE=1 go test -run '^$$' -bench LargeTable -benchtime 1x -timeout 1h ./sync/snowflake

generate: ## the Go files of the templ components
	$(TEMPL) generate -path templates

vendor: ## copies fonts and scripts from npm into static/vendor, at the pinned versions
	static/vendor.sh

screenshots: ## pictures of the pages of a running demo (SPRUE_URL), in SPRUE_PICTURES (docs/screenshots)
	@.ci/browser
	SPRUE_URL=$${SPRUE_URL:-http://127.0.0.1:8080} SPRUE_PICTURES=$${SPRUE_PICTURES:-docs/screenshots} \
	SPRUE_PAGES="$${SPRUE_PAGES:-/overview /run-rate /roi /benchmark quality=/quality?tool=MX-2417 quality-data=/quality?tab=data /tools tool=/tools/MX-2208 shots=/tools/MX-2208/shots baseline=/tools/MX-2417?count=true#judged+shape+weeks life=/tools/MX-2208#life todo=/roi?count=true#todo kiosk}" go test -count 1 -tags $(TAGS),screenshots ./web -run Screenshots

clean: ## removes the binary and the demo
	rm -rf sprue demo
