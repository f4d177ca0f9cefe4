#!/usr/bin/env bash
# Cross-builds Offhook for 64-bit Windows on Linux, with mingw-w64 and NSIS: the
# installer, what the program is made of (CycloneDX), and their SHA-256 sums, in
# build/packages-windows.
#
#   packaging/windows.sh VERSION TAGS      VERSION: 1.2.3, or what git describe says
#
# packaging/windows/sign.sh says how it is signed. Unsigned, the same commit gives
# the same bytes, which packaging/same.sh proves; a signature holds its own time.
set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC
cd "$(dirname "${BASH_SOURCE[0]}")/.."
described=${1:?say the version} tags=${2:?say the build tags}
commit=$(git log -1 --format=%ct)
. packaging/version.sh
. packaging/tools.sh
. packaging/windows/compile.sh
export SOURCE_DATE_EPOCH=$commit

work=build/package-windows out=build/packages-windows
rm -rf "$work" "$out"
mkdir -p "$work" "$out"

# ADR 8: one program twice, with a window and for the command line.
compile -windowed -o "$work/offhook.exe" .
compile -o "$work/offhook.com" .
for program in "$work/offhook.exe" "$work/offhook.com"; do
	tool go-winres patch --in packaging/windows/winres.json --no-backup \
		--file-version "$quad" --product-version "$version" "$program"
	packaging/windows/sign.sh "$program"
done

tool go-winres extract --dir "$work/resources" "$work/offhook.exe"
cp "$work"/resources/*.ico "$work/offhook.ico"
sed 's/$/\r/' resources/licences/licences.txt >"$work/libraries.txt"
copyright | sed 's/$/\r/' >"$work/LICENSE.txt"
cp -r docs CHANGELOG.md "$work/"
# NSIS puts the files' times into the installer.
find "$work" -exec touch -h -d "@$commit" {} +

name=offhook-$version-windows-amd64
packaging/windows/installer.sh "$version" "$quad" "$work" "$out/$name-setup.exe"
tool cyclonedx-gomod bin -json -licenses -std -noserial -notimestamp -version "$version" \
	-output "$out/$name.cdx.json" "$work/offhook.exe"
(cd "$out" && sha256sum -- *.exe *.cdx.json >SHA256SUMS && cat SHA256SUMS)
