# Offhook. `make help` lists the commands.

# no_metadata keeps a FyneApp.toml beside the program from being read at run
# time: its [Migrations] fyneDo = true, meant for release builds, would switch
# Fyne's check off that widgets are touched on the UI goroutine alone. That
# check stays on in every build made here; a release is built with
# migrated_fynedo instead.
TAGS    := no_metadata
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
PROGRAM := build/offhook

.DEFAULT_GOAL := help
.PHONY: help run tour test bench build fmt gallery

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-7s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: ## install what is missing, build, and start the app on the built-in simulator
	@packaging/install-deps.sh run
	@if packaging/display.sh; then \
		$(MAKE) --no-print-directory $(PROGRAM) && echo "starting $(PROGRAM) demo" && exec $(PROGRAM) demo; \
	else \
		echo "no display here: the guided tour runs on a display of its own"; \
		$(MAKE) --no-print-directory tour; \
	fi

tour: ## the agent's story in a real window: screenshots and sound in build/tour
	@packaging/install-deps.sh tour
	@$(MAKE) --no-print-directory $(PROGRAM)
	@go build -o build/tourguide ./internal/tour
	@build/tourguide -program $(PROGRAM) -out build/tour

test: ## everything: format, vet, staticcheck, unit, race, fuzz, end to end
	@packaging/install-deps.sh test
	@go build -o build/checks ./internal/checks
	@build/checks

bench: ## the Go benchmarks and the two latencies an agent feels
	@packaging/install-deps.sh test
	go test -run '^$$' -bench . -benchmem ./wti/... ./media/...
	go test -tags $(TAGS) -count=1 -run '^TestLatency' -v ./e2e

build: ## compile build/offhook
	@packaging/install-deps.sh build
	@$(MAKE) --no-print-directory $(PROGRAM)

.PHONY: $(PROGRAM) # go build knows best what is out of date
$(PROGRAM):
	go build -tags $(TAGS) -ldflags "-X main.version=$(VERSION)" -o $@ .

gallery: ## every screen as a picture, light and dark, small and large, in build/gallery
	@packaging/install-deps.sh build
	OFFHOOK_GALLERY=$(CURDIR)/build/gallery go test -count=1 -tags $(TAGS),gallery -run '^TestGallery$$' ./screens

fmt: ## format the source
	gofmt -w $$(git ls-files '*.go')
