# Offhook. `make help` lists the commands.

# no_metadata keeps a FyneApp.toml beside the program from being read at run
# time. migrated_fynedo leaves out Fyne's check that widgets are touched on the
# UI goroutine alone; it takes a quarter of the time in which a change reaches
# the screen. The tests run a program with that check, build/offhook-checked,
# and fail when it complains.
CHECKED := no_metadata
TAGS    := $(CHECKED),migrated_fynedo
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
PROGRAM := build/offhook

.DEFAULT_GOAL := help
.PHONY: help run tour test bench bench-window bench-voice prove load build packages test-packages packages-windows test-packages-windows packages-macos fmt gallery

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-21s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

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

bench: ## the Go benchmarks, the latencies an agent feels, and what the window costs (10 minutes)
	@packaging/install-deps.sh test
	go test -run '^$$' -bench . -benchmem ./wti/... ./media/...
	go test -tags $(CHECKED) -count=1 -run '^TestLatency' -v ./e2e
	@$(MAKE) --no-print-directory bench-window

bench-window: ## start, idle, call and events beside a window with one button, and a history of 100,000 calls
	@packaging/install-deps.sh test
	@$(MAKE) --no-print-directory $(PROGRAM)
	@go build -tags $(TAGS) -o build/onebutton ./internal/windowbench/onebutton
	@go build -o build/windowbench ./internal/windowbench
	@build/windowbench -program $(PROGRAM) $(BENCH)

bench-voice: ## the voice path beside other softphones, as root on an idle machine (40 minutes)
	@packaging/install-deps.sh voice
	@$(MAKE) --no-print-directory $(PROGRAM)
	@go build -o build/voicebench ./internal/voicebench
	@! command -v baresip >/dev/null || go test -count=1 -tags peers -run Baresip -v ./media
	@build/voicebench table -program $(PROGRAM) $(BENCH)

prove: ## 10,000 random shifts against the switch, 1,000 blows to the connection (20 minutes at most)
	@packaging/install-deps.sh test
	OFFHOOK_SEQUENCES=10000 OFFHOOK_CUTS=1000 go test -count=1 -timeout 20m -v ./internal/modelcheck

load: ## 1,000 agents and 100 calls a second on the simulator, for a minute
	@packaging/install-deps.sh build
	@$(MAKE) --no-print-directory $(PROGRAM)
	@go build -o build/load ./internal/load
	@ulimit -n 8192 && build/load -program $(PROGRAM)
	OFFHOOK_EVENTS=60s go test -count=1 -run Thousand -v ./internal/load

build: ## compile build/offhook
	@packaging/install-deps.sh build
	@$(MAKE) --no-print-directory $(PROGRAM)

packages: ## .deb, .rpm and a tarball for Linux, with their SBOM and sums, in build/packages
	@packaging/install-deps.sh build
	@packaging/linux.sh "$(VERSION)" "$(TAGS)"

test-packages: packages ## lint them, build them again, use, replace and remove them in a fresh Debian (as root, 20 minutes)
	@packaging/install-deps.sh packages
	@packaging/linux-lint.sh
	@packaging/same.sh linux "$(VERSION)" "$(TAGS)"
	@packaging/linux-test.sh build/packages

packages-windows: ## the installer for Windows, built here, with its SBOM and sums, in build/packages-windows
	@packaging/install-deps.sh windows
	@packaging/windows.sh "$(VERSION)" "$(TAGS)"

test-packages-windows: packages-windows ## use and remove it under Wine, and build it again (20 minutes)
	@packaging/install-deps.sh windows-test
	@packaging/windows-test.sh
	@packaging/same.sh windows "$(VERSION)" "$(TAGS)"

packages-macos: ## the bundle and installer package for macOS, on a Mac, in build/packages-macos
	@packaging/macos.sh "$(VERSION)" "$(TAGS)"

.PHONY: $(PROGRAM) # go build knows best what is out of date
$(PROGRAM):
	go build -tags $(TAGS) -ldflags "-X main.version=$(VERSION)" -o $@ .

.PHONY: $(PROGRAM)-checked
$(PROGRAM)-checked:
	go build -tags $(CHECKED) -ldflags "-X main.version=$(VERSION)" -o $@ .

gallery: ## every screen as a picture, light and dark, small and large, in build/gallery
	@packaging/install-deps.sh build
	OFFHOOK_GALLERY=$(CURDIR)/build/gallery go test -count=1 -tags $(CHECKED),gallery -run '^TestGallery$$' ./screens

fmt: ## format the source
	gofmt -w $$(git ls-files '*.go')
