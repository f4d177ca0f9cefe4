#!/usr/bin/env bash
# Installs a .deb in a fresh Debian, starts the program there on a display, asks
# who opens tel: links, removes it and looks for what is left.
#
#   packaging/linux-test.sh FILE.deb [SUITE]      as root; needs debootstrap
set -euo pipefail
package=$(realpath "${1:?say the .deb}")
suite=${2:-bookworm}
[ "$(id -u)" = 0 ] || {
	echo "linux-test.sh: a fresh system needs root" >&2
	exit 1
}
command -v debootstrap >/dev/null || apt-get install -y --no-install-recommends debootstrap >/dev/null

root=$(mktemp -d)
cleanup() {
	umount "$root/proc" 2>/dev/null || :
	rm -rf "$root"
}
trap cleanup EXIT
mirror=$(sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p; s/^URIs: \([^ ]*\).*/\1/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1)
debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 || {
	tail -5 "$root.log" >&2
	exit 1
}
rm -f "$root.log"
cp /etc/resolv.conf "$root/etc/resolv.conf"
if [ -d /etc/apt/apt.conf.d ]; then cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"; fi
mount -t proc proc "$root/proc"
cp "$package" "$root/offhook.deb"
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
step() { printf '== %s\n' "$*"; }
files() { (cd "$root" && find usr etc var/lib/offhook opt -xdev 2>/dev/null | grep -i offhook || :); }

step "install"
in_root apt-get update -qq
# The display and its tools belong to the test, not to the package.
in_root apt-get install -y -qq --no-install-recommends xvfb xdotool x11-utils libgl1-mesa-dri dbus >/dev/null
in_root apt-get install -y -qq --no-install-recommends /offhook.deb >/dev/null
rm "$root/offhook.deb"

step "who opens tel: and callto:"
for scheme in tel callto; do
	answer=$(in_root xdg-mime query default "x-scheme-handler/$scheme")
	echo "$scheme: $answer"
	[ "$answer" = org.offhook.Offhook.desktop ]
done

step "version, manual, completion"
in_root offhook --version
[ -s "$root/usr/share/man/man1/offhook.1.gz" ]
in_root bash -c '. /usr/share/bash-completion/completions/offhook && complete -p offhook'

step "a window, and the way in"
in_root sh -c '
	Xvfb :9 -screen 0 1280x1024x24 -nolisten tcp >/dev/null 2>&1 &
	x=$!
	export DISPLAY=:9
	for i in $(seq 100); do xwininfo -root >/dev/null 2>&1 && break; sleep 0.1; done
	offhook demo >/tmp/demo.log 2>&1 &
	o=$!
	for i in $(seq 300); do
		id=$(xdotool search --onlyvisible --name Offhook 2>/dev/null | head -1)
		[ -n "$id" ] && break
		sleep 0.1
	done
	[ -n "$id" ] || { cat /tmp/demo.log; exit 1; }
	xprop -id "$id" WM_CLASS WM_NAME
	offhook status; echo "status: exit $?"
	kill $o; wait $o; echo "app: exit $?"
	kill $x'

step "remove"
in_root apt-get purge -y -qq offhook >/dev/null
left=$(files)
[ -z "$left" ] || {
	echo "left behind:" "$left" >&2
	exit 1
}
answer=$(in_root xdg-mime query default x-scheme-handler/tel)
[ -z "$answer" ] || {
	echo "tel: links still go to $answer" >&2
	exit 1
}
echo "nothing is left"
