# To be sourced, in the top folder: how the program is compiled for Windows.
# shellcheck shell=bash

# compile is go build for 64-bit Windows; $tags and $described say the rest. Checked
# buffers in the C parts, nothing linked that Windows does not have, and no time of
# the build in the program.
compile() {
	local more=
	if [ "$1" = -windowed ]; then
		more='-H windowsgui'
		shift
	fi
	GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc \
		CGO_CFLAGS='-O2 -fstack-protector-strong' CGO_LDFLAGS='-O2 -static -Wl,--no-insert-timestamp' \
		go build -trimpath -buildvcs=false -tags "${tags:-no_metadata,migrated_fynedo}" \
		-ldflags "-s -w -X main.version=${described:-test} -extldflags -fstack-protector-strong $more" "$@"
}
