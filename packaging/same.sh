#!/usr/bin/env bash
# Builds the present commit again, in another folder, for another time zone and
# umask and with an empty build cache, and compares the packages byte for byte
# with those that are there.
#
#   packaging/same.sh linux VERSION TAGS      as linux.sh was called
#   packaging/same.sh windows VERSION TAGS    as windows.sh was called
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
system=${1:?say linux or windows} version=${2:?say the version} tags=${3:?say the build tags}
case $system in
linux) packages=build/packages ;;
*) packages=build/packages-$system ;;
esac
[ -z "$(git status --porcelain)" ] || {
	echo "same.sh: packages are made from commits; there are changes that are not committed" >&2
	exit 1
}

there=$(mktemp -d)
cleanup() { rm -rf "$there"; }
trap cleanup EXIT
(
	umask 077
	git clone -q --no-hardlinks . "$there/another folder"
	cd "$there/another folder"
	export TZ=Asia/Kathmandu LC_ALL=C GOCACHE=$there/cache
	if locale -a | grep -qix 'c.utf-\?8'; then LC_ALL=C.UTF-8; fi
	"packaging/$system.sh" "$version" "$tags" >/dev/null
)
if ! diff "$packages/SHA256SUMS" "$there/another folder/$packages/SHA256SUMS"; then
	for f in "$packages"/*; do cmp "$f" "$there/another folder/$f" || :; done >&2
	echo "same.sh: two builds of one commit differ" >&2
	exit 1
fi
echo "the same bytes: $(wc -l <"$packages/SHA256SUMS") files"
