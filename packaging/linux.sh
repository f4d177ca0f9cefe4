#!/usr/bin/env bash
# Makes the Linux packages in build/packages: .deb, .rpm, a tarball that needs no
# installation, what the program is made of (CycloneDX), and their SHA-256 sums.
#
#   packaging/linux.sh VERSION TAGS      VERSION: 1.2.3, or what git describe says
#
# The same commit gives the same bytes, in any folder, by any user: times are the
# commit's, and packaging/same.sh proves it.
set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC
cd "$(dirname "${BASH_SOURCE[0]}")/.."
described=${1:?say the version} tags=${2:?say the build tags}
commit=$(git log -1 --format=%ct)
day=$(date -u -d "@$commit" +%F)

. packaging/version.sh
. packaging/tools.sh
export VERSION=$version SOURCE_DATE_EPOCH=$commit ARCH
ARCH=$(go env GOARCH)

work=build/package out=build/packages
rm -rf "$work" "$out"
mkdir -p "$work" "$out"
# Hardened as distributions want it: a place in memory of its own at each start,
# nothing relocatable left writable, checked buffers in the C parts.
CGO_CFLAGS='-O2 -fstack-protector-strong -D_FORTIFY_SOURCE=2' CGO_LDFLAGS='-O2 -Wl,-z,relro,-z,now' \
	go build -trimpath -buildmode=pie -buildvcs=false -tags "$tags" -ldflags "-s -w -X main.version=$described" -o "$work/offhook" .
"$work/offhook" manual | gzip -9n >"$work/offhook.1.gz"
"$work/offhook" completion bash >"$work/offhook.bash"
"$work/offhook" completion zsh >"$work/_offhook"
"$work/offhook" completion fish >"$work/offhook.fish"
gzip -9nc CHANGELOG.md >"$work/changelog.gz"
sed "s/@VERSION@/$version/; s/@DATE@/$day/" packaging/linux/org.offhook.Offhook.metainfo.xml >"$work/org.offhook.Offhook.metainfo.xml"
copyright >"$work/copyright"
gzip -9nc resources/licences/licences.txt >"$work/libraries.txt.gz"
# Debian's own changelog has one entry: the package as such.
{
	printf 'offhook (%s-1) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- %s  %s\n' "$version" \
		"$(sed -n 's/^maintainer: //p' packaging/nfpm.yaml)" "$(date -R -d "@$commit")"
} | gzip -9n >"$work/changelog.Debian.gz"

for kind in deb rpm; do
	tool nfpm package --config packaging/nfpm.yaml --packager "$kind" --target "$out/"
done

tree=offhook-$version
mkdir -p "$work/$tree/share/applications" "$work/$tree/share/man/man1" "$work/$tree/share/icons" "$work/$tree/share/udev"
cp "$work/offhook" README.md CHANGELOG.md "$work/$tree/"
cp "$work/copyright" "$work/$tree/LICENSE"
cp "$work/libraries.txt.gz" "$work/$tree/"
cp -r docs "$work/$tree/docs"
cp packaging/linux/org.offhook.Offhook.desktop "$work/$tree/share/applications/"
cp "$work/offhook.1.gz" "$work/$tree/share/man/man1/"
cp packaging/linux/70-offhook-headset.rules "$work/$tree/share/udev/"
cp resources/icon.svg "$work/$tree/share/icons/org.offhook.Offhook.svg"
tar --sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX,u=rwX --mtime="@$commit" \
	-C "$work" -c "$tree" | gzip -9n >"$out/$tree-linux-$ARCH.tar.gz"

tool cyclonedx-gomod bin -json -licenses -std -noserial -notimestamp -version "$version" \
	-output "$out/$tree-linux-$ARCH.cdx.json" "$work/offhook"

(cd "$out" && sha256sum -- *.deb *.rpm *.tar.gz *.cdx.json >SHA256SUMS && cat SHA256SUMS)
