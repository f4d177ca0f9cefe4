#!/usr/bin/env bash
# Installs an older .deb in a fresh Debian and asks who opens tel: links, starts the
# program there on a display as an ordinary user and opens a link; installs the
# present .deb over it while the program runs; opens links in an X session as an agent
# who clicks them, with the program running and not (linux/links.sh; pictures in
# build/links); removes the package and looks for what is left. Then the .rpm,
# likewise, into the same system.
#
#   packaging/linux-test.sh FOLDER [SUITE]      as root; needs debootstrap
#
# The older packages are the present ones with another version and one file more,
# made of what linux.sh has left in build/package.
set -euo pipefail
folder=$(realpath "${1:?say the folder of the packages}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/tools.sh
suite=${2:-bookworm}
[ "$(id -u)" = 0 ] || {
	echo "linux-test.sh: a fresh system needs root" >&2
	exit 1
}
deb="$(echo "$folder"/*.deb)" rpm="$(echo "$folder"/*.rpm)"
[ -f "$deb" ] && [ -f "$rpm" ] || {
	echo "linux-test.sh: $folder needs one .deb and one .rpm" >&2
	exit 1
}

work=$(mktemp -d)
root=$work/root
cleanup() {
	if [ -n "${shift:-}" ]; then # what runs in there ends before its system does
		{ echo aborted >&4; } 2>/dev/null || :
		wait "$shift" || :
	fi
	umount "$root/proc" 2>/dev/null || :
	rm -rf --one-file-system "$work"
}
trap cleanup EXIT
step() { printf '== %s\n' "$*"; }
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
quietly() {
	in_root "$@" >"$work/log" 2>&1 || {
		tail -20 "$work/log" >&2
		return 1
	}
}
# Everything that a package may put somewhere; users' own files are theirs.
files() {
	(cd "$root" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./run -o -path ./home -o -path ./root -o -path ./dev -o -path ./var/log \
		-o -path ./var/cache -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./var/lib/rpm \) -prune -o -print | sort)
}
nothing_left() {
	files >"$work/after"
	diff "$work/before" "$work/after" || {
		echo "linux-test.sh: removing the package does not undo its installation" >&2
		exit 1
	}
	# Nobody opens tel: links any more.
	[ -z "$(in_root xdg-mime query default x-scheme-handler/tel)" ]
	echo "nothing is left"
}
opens_links() {
	local scheme answer
	for scheme in tel callto; do
		answer=$(in_root xdg-mime query default "x-scheme-handler/$scheme")
		echo "$scheme: $answer"
		[ "$answer" = org.offhook.Offhook.desktop ]
	done
}

step "older packages"
older=/usr/share/doc/offhook/only-in-the-older.txt
sed "/^contents:/a\\
  - src: LICENSE\\
    dst: $older\\
    file_info: {mode: 0644}" packaging/nfpm.yaml >"$work/older.yaml"
mkdir "$work/older"
for kind in deb rpm; do
	VERSION=0.0.1 ARCH=$(go env GOARCH) SOURCE_DATE_EPOCH=1 tool nfpm package --config "$work/older.yaml" --packager "$kind" --target "$work/older/"
done

step "a fresh $suite"
# This machine's own archive, whichever of the two forms its list has.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
	sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p; s/^URIs: \([^ ]*\).*/\1/p' | head -1 || :)
debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >"$work/log" 2>&1 || {
	tail -5 "$work/log" >&2
	exit 1
}
cp /etc/resolv.conf "$root/etc/resolv.conf"
# How this machine reaches its package archive.
if [ -d /etc/apt/apt.conf.d ]; then cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"; fi
mount -t proc proc "$root/proc"
quietly useradd --create-home agent
quietly apt-get update -q
# What the package asks for comes first, so that what it brings itself can be told.
quietly apt-get satisfy -y -q --no-install-recommends "$(dpkg-deb -f "$deb" Depends)"

step "what the packages ask for is what the program needs"
dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root/tmp" ./usr/bin/offhook 2>/dev/null ||
	dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root/tmp" usr/bin/offhook
in_root ldd /tmp/usr/bin/offhook >"$work/linked"
if grep 'not found' "$work/linked"; then exit 1; fi
in_root ldconfig -p >"$work/libraries"
rpm -qpR "$rpm" | sed -n 's/^\(lib.*\.so[.0-9]*\)(.*/\1/p' | while read -r library; do
	grep -qF "$library " "$work/libraries" || {
		echo "the .rpm asks for $library, which the packages that the .deb asks for do not have" >&2
		exit 1
	}
done
rm -r "$root/tmp/usr"

# The display and the tools belong to the test, not to the package.
quietly apt-get install -y -q --no-install-recommends libgl1-mesa-dri xvfb xdotool x11-utils openbox dbus bash-completion rpm
files >"$work/before"

step "install the older .deb"
cp "$work"/older/*.deb "$root/tmp/older.deb"
cp "$deb" "$root/tmp/offhook.deb"
quietly apt-get install -y -q --no-install-recommends /tmp/older.deb
[ -f "$root$older" ]
opens_links

step "version, manual, completion"
in_root offhook --version
[ -s "$root/usr/share/man/man1/offhook.1.gz" ]
# As at a prompt: bash-completion finds our file when the word is first completed.
in_root bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader offhook; complete -p offhook'

step "a window, a link, a newer .deb meanwhile, and the way out"
mkfifo -m 666 "$root/tmp/ready" "$root/tmp/replaced"
cat >"$root/tmp/shift.sh" <<'SHIFT'
set -eu
Xvfb :9 -screen 0 1280x1024x24 -nolisten tcp >/dev/null 2>&1 &
x=$!
export DISPLAY=:9
o=
trap 'kill $o $x 2>/dev/null || :' EXIT
for i in $(seq 100); do xwininfo -root >/dev/null 2>&1 && break; sleep 0.1; done
offhook demo --sign-in >"$HOME/demo.log" 2>&1 &
o=$!
for i in $(seq 600); do
	id=$(xdotool search --onlyvisible --name Offhook 2>/dev/null | head -1)
	[ -n "$id" ] && offhook status --json 2>/dev/null | grep -q '"extension"' && break
	sleep 0.1
done
[ -n "$id" ] || { cat "$HOME/demo.log"; exit 1; }
xprop -id "$id" WM_CLASS WM_NAME
offhook status
xdg-open tel:+49-30-5550100
offhook status
echo >/tmp/ready
read -r replaced </tmp/replaced
echo "$replaced"
offhook status >/dev/null # the app that runs and the newer command understand each other
kill $o
wait $o
echo "app: exit $?"
o=
SHIFT
in_root runuser -u agent -- env HOME=/home/agent sh /tmp/shift.sh &
shift=$!
# Opened for both ways a pipe waits for nobody, in case there is no reader any more.
exec 3<>"$root/tmp/ready" 4<>"$root/tmp/replaced"
until read -r -t 5 -u 3; do kill -0 $shift 2>/dev/null || wait $shift; done
quietly apt-get install -y -q --no-install-recommends /tmp/offhook.deb
echo "replaced by $(in_root dpkg-query -W -f '${Version}' offhook)" >&4
wait $shift
shift=
exec 3>&- 4>&-
[ "$(in_root dpkg-query -W -f '${Version}' offhook)" = "$(dpkg-deb -f "$deb" Version)" ]
[ ! -e "$root$older" ] || {
	echo "linux-test.sh: a file of the older version stays" >&2
	exit 1
}
[ -n "$(find "$root/home/agent" -path '*offhook*' -type f)" ] # the user's own files
opens_links

step "tel: links in an X session, with the program running and not"
rm -rf build/links
mkdir -p build/links
install -d -m 777 "$root/tmp/links"
cp packaging/linux/links.sh "$root/tmp/links.sh"
code=0
in_root runuser -u agent -- env HOME=/home/agent dbus-run-session -- bash /tmp/links.sh /tmp/links || code=$?
cp "$root"/tmp/links/*.xwd build/links/ || :
[ "$code" = 0 ]

step "remove the .deb"
quietly apt-get purge -y -q offhook
nothing_left

step "install, replace and remove the .rpm"
mkdir -p "$root/usr/share/licenses" "$root/usr/share/metainfo" # every rpm system has them
files >"$work/before"
cp "$work"/older/*.rpm "$root/tmp/older.rpm"
cp "$rpm" "$root/tmp/offhook.rpm"
in_root rpm -i --nodeps /tmp/older.rpm # its dependencies have other names there
[ -f "$root$older" ]
in_root rpm -U --nodeps /tmp/offhook.rpm
[ ! -e "$root$older" ] || {
	echo "linux-test.sh: a file of the older version stays" >&2
	exit 1
}
opens_links
in_root offhook --version
in_root rpm -V --nodeps offhook
in_root rpm -e offhook
nothing_left
