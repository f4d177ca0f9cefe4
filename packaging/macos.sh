#!/usr/bin/env bash
# Builds Offhook for macOS, on a Mac with Xcode's command line tools: Offhook.app for
# Intel and Apple processors in one, an installer package for a silent installation,
# what the program is made of (CycloneDX), and their SHA-256 sums, in
# build/packages-macos.
#
#   packaging/macos.sh VERSION TAGS      VERSION: 1.2.3, or what git describe says
#
#   OFFHOOK_MAC_IDENTITY    “Developer ID Application: …”, to sign the app; without
#                           it, it is signed for this Mac alone
#   OFFHOOK_MAC_INSTALLER   “Developer ID Installer: …”, to sign the package
#   OFFHOOK_MAC_NOTARY      the keychain profile that “xcrun notarytool
#                           store-credentials” has made: then Apple is asked to
#                           notarise the package, and its answer is stapled to it
#
# There was no Mac to try this on. What can be looked at elsewhere, the bundle,
# packaging/macos/bundle_test.go looks at.
set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC
cd "$(dirname "${BASH_SOURCE[0]}")/.."
described=${1:?say the version} tags=${2:?say the build tags}
[ "$(uname -s)" = Darwin ] || {
	echo "macos.sh: the program's window and sound need Apple's own headers: run this on a Mac" >&2
	exit 1
}
commit=$(git log -1 --format=%ct)
# The numbers of a version such as v1.2.3 or v1.2.3-4-gabcdef; a bare commit is no
# release and has those of FyneApp.toml.
numbers=$(sed -nE 's/^v?([0-9]+\.[0-9]+\.[0-9]+).*/\1/p' <<<"$described")
numbers=${numbers:-$(sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)}
. packaging/tools.sh
export SOURCE_DATE_EPOCH=$commit MACOSX_DEPLOYMENT_TARGET=12.0

work=build/package-macos out=build/packages-macos
rm -rf "$work" "$out"
mkdir -p "$work" "$out"
for arch in amd64 arm64; do
	GOOS=darwin GOARCH=$arch CGO_ENABLED=1 go build -trimpath -buildvcs=false -tags "$tags" \
		-ldflags "-s -w -X main.version=$described" -o "$work/offhook-$arch" .
done
lipo -create -output "$work/offhook" "$work/offhook-amd64" "$work/offhook-arm64"
packaging/macos/bundle.sh "$numbers" "$commit" "$work/offhook" "$work"
plutil -lint "$work/Offhook.app/Contents/Info.plist" packaging/macos/entitlements.plist "$work"/Offhook.app/Contents/Resources/*.lproj/InfoPlist.strings

stamp=(--timestamp)
[ -n "${OFFHOOK_MAC_IDENTITY:-}" ] || stamp=(--timestamp=none)
codesign --force --options runtime "${stamp[@]}" --entitlements packaging/macos/entitlements.plist \
	--sign "${OFFHOOK_MAC_IDENTITY:--}" "$work/Offhook.app"
codesign --verify --strict --verbose=2 "$work/Offhook.app"

name=offhook-$numbers-macos package=$out/offhook-$numbers-macos.pkg
pkgbuild --component "$work/Offhook.app" --install-location /Applications --identifier org.offhook.Offhook \
	--version "$numbers.$commit" ${OFFHOOK_MAC_INSTALLER:+--sign "$OFFHOOK_MAC_INSTALLER"} "$package"
if [ -n "${OFFHOOK_MAC_NOTARY:-}" ]; then
	xcrun notarytool submit "$package" --keychain-profile "$OFFHOOK_MAC_NOTARY" --wait
	xcrun stapler staple "$package"
	spctl --assess --type install --verbose "$package"
fi
for arch in amd64 arm64; do
	tool cyclonedx-gomod bin -json -licenses -std -noserial -notimestamp -version "$numbers" \
		-output "$out/$name-$arch.cdx.json" "$work/offhook-$arch"
done
(cd "$out" && shasum -a 256 -- *.pkg *.cdx.json >SHA256SUMS && cat SHA256SUMS)
