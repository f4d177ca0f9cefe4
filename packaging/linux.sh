#!/usr/bin/env bash
# Makes the Linux packages in build/packages: .deb, .rpm, a tarball that needs no
# installation, and their SHA-256 sums.
#
#   packaging/linux.sh VERSION TAGS      VERSION: 1.2.3, or what git describe says
#
# The same commit gives the same bytes: times are the commit's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
described=${1:?say the version} tags=${2:?say the build tags}
commit=$(git log -1 --format=%ct)
day=$(date -u -d "@$commit" +%F)

# Packages want a version that starts with a digit; a bare commit is no release.
version=${described#v}
[[ $version =~ ^[0-9]+\.[0-9] ]] || version=$(sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)+git.$described
version=${version//-/.}
export VERSION=$version SOURCE_DATE_EPOCH=$commit ARCH
ARCH=$(go env GOARCH)

work=build/package out=build/packages
rm -rf "$work" "$out"
mkdir -p "$work" "$out"
go build -trimpath -tags "$tags" -ldflags "-s -w -X main.version=$described" -o "$work/offhook" .
"$work/offhook" manual | gzip -9n >"$work/offhook.1.gz"
"$work/offhook" completion bash >"$work/offhook.bash"
"$work/offhook" completion zsh >"$work/_offhook"
"$work/offhook" completion fish >"$work/offhook.fish"
gzip -9nc CHANGELOG.md >"$work/changelog.gz"
sed "s/@VERSION@/$version/; s/@DATE@/$day/" packaging/linux/org.offhook.Offhook.metainfo.xml >"$work/org.offhook.Offhook.metainfo.xml"
{
	cat LICENSE
	printf '\nWhat the program is made of, on every system, and its licences:\n\n'
	cat resources/licences/licences.txt
} >"$work/copyright"

for kind in deb rpm; do
	go tool -modfile=packaging/tools.mod nfpm package --config packaging/nfpm.yaml --packager "$kind" --target "$out/"
done

tree=offhook-$version
mkdir -p "$work/$tree/share/applications" "$work/$tree/share/man/man1" "$work/$tree/share/icons"
cp "$work/offhook" README.md CHANGELOG.md "$work/$tree/"
cp "$work/copyright" "$work/$tree/LICENSE"
cp -r docs "$work/$tree/docs"
cp packaging/linux/org.offhook.Offhook.desktop "$work/$tree/share/applications/"
cp "$work/offhook.1.gz" "$work/$tree/share/man/man1/"
cp resources/icon.svg "$work/$tree/share/icons/org.offhook.Offhook.svg"
tar --sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX,u=rwX --mtime="@$commit" \
	-C "$work" -c "$tree" | gzip -9n >"$out/$tree-linux-$ARCH.tar.gz"

(cd "$out" && sha256sum -- *.deb *.rpm *.tar.gz >SHA256SUMS && cat SHA256SUMS)
