#!/usr/bin/env bash
# Looks the packages over without installing them: lintian, the desktop file, the
# AppStream data, the manual, the completions, what the .rpm and the tarball hold,
# and whether the SBOM names what is linked into the program.
#
#   packaging/linux-lint.sh [FOLDER]      build/packages when none is said
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$(realpath "${1:-build/packages}")
work=$(mktemp -d)
cleanup() { rm -rf "$work"; }
trap cleanup EXIT
step() { printf '== %s\n' "$*"; }
fail() {
	printf 'linux-lint.sh: %s\n' "$*" >&2
	exit 1
}
# Some tools say what is wrong and succeed all the same.
silent() {
	local said
	said=$("$@" 2>&1) || fail "$* failed: $said"
	[ -z "$said" ] || fail "$*: $said"
}

step "sums"
(cd "$folder" && sha256sum --quiet -c SHA256SUMS)
[ "$(find "$folder" -type f ! -name SHA256SUMS | wc -l)" = "$(wc -l <"$folder/SHA256SUMS")" ] || fail "a file has no sum"

step "lintian"
# Suppressed is a bug number that only packages of Debian itself have.
lintian --allow-root --fail-on error,warning --tag-display-limit 0 --suppress-tags initial-upload-closes-no-bugs "$folder"/*.deb

dpkg-deb -x "$folder"/*.deb "$work/deb"
share=$work/deb/usr/share

step "desktop file and AppStream"
silent desktop-file-validate "$share/applications/org.offhook.Offhook.desktop"
appstreamcli validate --no-net --no-color "$share/metainfo/org.offhook.Offhook.metainfo.xml"
# Each action of the desktop file is a command that the program knows.
sed -n 's/^Exec=offhook *//p' "$share/applications/org.offhook.Offhook.desktop" | while read -r action; do
	read -ra words <<<"${action//%u/}"
	"$work/deb/usr/bin/offhook" "${words[@]}" --help >/dev/null || fail "no such command: offhook $action"
done

step "manual and completions"
silent env LC_ALL=C.UTF-8 MANROFFSEQ= MANWIDTH=80 sh -c 'man --warnings -E UTF-8 -l -Tutf8 -Z "$1" >/dev/null' sh "$share/man/man1/offhook.1.gz"
lexgrog "$share/man/man1/offhook.1.gz" >/dev/null
silent bash -n "$share/bash-completion/completions/offhook"
silent zsh -n "$share/zsh/vendor-completions/_offhook"
silent fish -n "$share/fish/vendor_completions.d/offhook.fish"
[ "$(fish -c "source '$share/fish/vendor_completions.d/offhook.fish'; complete -C 'offhook direc'" | cut -f1)" = directory ] ||
	fail "fish does not complete"

step ".rpm"
rpm="$(echo "$folder"/*.rpm)"
rpm -K --nosignature "$rpm"
# The same files as the .deb, but for what each kind of system has elsewhere.
rpm -qp --qf '[%{FILEMODES:perms} %{FILEUSERNAME} %{FILEGROUPNAME} %{FILENAMES}\n]' "$rpm" | sed -n 's/^-//p' |
	sed 's,/zsh/site-functions/,/zsh/vendor-completions/,; s,/licenses/offhook/LICENSE,/doc/offhook/copyright,' | sort >"$work/rpm.list"
dpkg-deb -c "$folder"/*.deb | awk '/^-/ { print substr($1, 2), "root", "root", substr($6, 2) }' |
	grep -v '/changelog.Debian.gz$' | sort >"$work/deb.list"
diff "$work/deb.list" "$work/rpm.list" || fail "the .rpm holds other files than the .deb"
rpm -qlp "$rpm" | grep -qx /usr/bin/offhook

step "libraries"
program=$work/deb/usr/bin/offhook
rpm -qpR "$rpm" | sed -n 's/^\(lib.*\.so[.0-9]*\)(.*/\1/p' >"$work/asked"
readelf -d "$program" | sed -n 's/.*(NEEDED).*\[\(lib.*\)\]/\1/p' | grep -v '^libm\.so' | while read -r library; do
	grep -qx "$library" "$work/asked" || fail "the .rpm does not ask for $library"
done
glibc=$(objdump -T "$program" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -1)
[ "$(printf '%s\n' "$glibc" GLIBC_2.34 | sort -V | tail -1)" = GLIBC_2.34 ] || fail "the program needs $glibc; the packages ask for 2.34"

step "tarball"
tar -xzf "$folder"/*.tar.gz -C "$work"
tree=$(echo "$work"/offhook-*/)
cmp "$tree/offhook" "$work/deb/usr/bin/offhook"
"$tree/offhook" --version

step "SBOM"
sbom="$(echo "$folder"/*.cdx.json)"
grep -q '"bomFormat": "CycloneDX"' "$sbom"
go version -m "$tree/offhook" | awk '$1 == "dep" { print $2 "@" $3 }' | while read -r module; do
	grep -qF "\"pkg:golang/$module?" "$sbom" || fail "the SBOM lacks $module"
	zgrep -q "^=== ${module%@*}	" "$share/doc/offhook/libraries.txt.gz" || fail "libraries.txt.gz lacks the licence of $module"
done
echo "the packages are in order"
