#!/usr/bin/env bash
# Installs what Offhook needs from the distribution, and only what is missing.
#
#   packaging/install-deps.sh build   to compile it
#   packaging/install-deps.sh run     to run it on this machine (with a display:
#                                     its libraries; without: those of the tour)
#   packaging/install-deps.sh tour    to run the guided tour on a display of its own
#   packaging/install-deps.sh test    to run the tests
#   packaging/install-deps.sh voice   to measure the voice path, beside other
#                                     softphones as far as there are packages
#   packaging/install-deps.sh packages
#                                     to make the Linux packages and look them over
#   packaging/install-deps.sh windows to make the installer for Windows
#   packaging/install-deps.sh windows-test
#                                     to try it under Wine
#   packaging/install-deps.sh list GROUP   prints the packages, installs nothing
#
# Debian 12 and 13, Ubuntu 22.04 and 24.04. Run by root, or by a user with sudo.
# When nothing is missing it takes no time, needs no network and no rights.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Fyne's window toolkit compiles for X11 and Wayland at once; the rest is the
# C compiler, the ALSA headers that sound output is built on, and udev's for headsets.
build=(gcc libc6-dev pkg-config libgl1-mesa-dev libx11-dev libxext-dev libxcursor-dev
	libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev
	libxkbcommon-dev libasound2-dev libudev-dev)
# Loaded when the program runs: OpenGL, PulseAudio's client library, and the
# ALSA plugin that leads to it.
desktop=(libgl1 libgl1-mesa-dri libpulse0 libasound2-plugins)
# A desktop of its own: display, window manager, input, sound, keychain.
desk=(xvfb openbox xdotool x11-utils fonts-dejavu-core pulseaudio pulseaudio-utils
	dbus gnome-keyring)

# What the tests compare with: tshark reads the captured RTP headers, ffmpeg is
# a second opinion on codecs, RTP and SRTP; GLib reads the files that desktops
# start programs by; tmux draws the text mode.
witnesses=(tshark ffmpeg desktop-file-utils libglib2.0-bin tmux)
# What the measurement of the voice path is made of.
rig=(sox espeak-ng iproute2)
# The softphones it is measured beside. Not every distribution has both; the
# table leaves out the one that is not there.
peers=(baresip-core linphone-cli)

# What looks the packages over. debootstrap makes the system they are tried in.
inspection=(lintian desktop-file-utils appstream man-db rpm zsh fish debootstrap)

# The compiler and the maker of installers for Windows, and what signs.
windows=(gcc-mingw-w64-x86-64 nsis osslsigncode)
# What it is tried with: Wine, on a display of its own with a place for icons.
wine=(wine wine64 xvfb xdotool trayer curl openssl)

say() { printf '%s\n' "$*" >&2; }
die() {
	say "offhook: $*"
	exit 1
}

packages() {
	case $1 in
	build) echo "${build[@]}" ;;
	run) if "$here/display.sh"; then echo "${build[@]}" "${desktop[@]}"; else packages tour; fi ;;
	tour) echo "${build[@]}" "${desktop[@]}" "${desk[@]}" ;;
	test) echo "${build[@]}" "${desktop[@]}" "${desk[@]}" "${witnesses[@]}" ;;
	voice) echo "$(packages test)" "${rig[@]}" ;;
	packages) echo "${build[@]}" "${inspection[@]}" ;;
	windows) echo "${windows[@]}" ;;
	windows-test) echo "${build[@]}" "${desktop[@]}" "${windows[@]}" "${wine[@]}" ;;
	peers) echo "${peers[@]}" ;;
	*) die "unknown group \"$1\": say build, run, tour, test, voice, packages, windows or windows-test" ;;
	esac
}

by_hand() {
	say "offhook: this machine has no apt-get; install these by hand and try again."
	say "  Fedora: sudo dnf install gcc pkgconf-pkg-config mesa-libGL-devel libX11-devel libXext-devel" \
		"libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel wayland-devel" \
		"libxkbcommon-devel alsa-lib-devel systemd-devel"
	say "  Arch:   sudo pacman -S --needed base-devel mesa libx11 libxext libxcursor libxrandr" \
		"libxinerama libxi libxxf86vm wayland libxkbcommon alsa-lib systemd-libs"
	if [ "$1" != build ]; then
		say "  and, for the tour and the tests: Xvfb, openbox, xdotool, xwininfo, xev, PulseAudio with pactl and" \
			"parec, the ALSA plugin for PulseAudio, dbus-daemon, gnome-keyring, a DejaVu font; for the tests also ffmpeg, tshark and tmux"
	fi
	exit 1
}

# Without apt, only the commands that a build cannot do without are looked for.
present_without_apt() {
	local tool
	for tool in gcc pkg-config; do command -v "$tool" >/dev/null || return 1; done
	pkg-config --exists gl x11 xcursor xrandr xinerama xi xxf86vm wayland-client xkbcommon alsa libudev || return 1
	case $1 in
	build) return 0 ;;
	run) "$here/display.sh" && return 0 ;;
	esac
	for tool in Xvfb openbox xdotool pulseaudio pactl parec dbus-daemon gnome-keyring-daemon; do
		command -v "$tool" >/dev/null || return 1
	done
	[ "$1" != test ] || { command -v ffmpeg && command -v tshark && command -v tmux; } >/dev/null
}

# Sets the command prefix that gives the right to install.
need_rights() {
	if [ "$(id -u)" = 0 ]; then
		root=()
	elif command -v sudo >/dev/null; then
		root=(sudo)
	else
		die "these packages are missing and only root can install them (there is no sudo here):
  apt-get install $*"
	fi
}

apt() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" >&2; }

group=${1:-build}
if [ "$group" = list ]; then
	packages "${2:-build}" | tr ' ' '\n'
	exit
fi
wanted=$(packages "$group")

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	present_without_apt "$group" || by_hand "$group"
	exit 0
fi

# Prints those of some packages that are not installed.
lacking() {
	local p
	for p in "$@"; do
		# One package may be listed for several architectures; one installed is enough.
		dpkg-query -W -f '${db:Status-Status}\n' "$p" 2>/dev/null | grep -qx installed || echo "$p"
	done
}

# --no-remove: never take a desktop's own sound or display packages away.
install() { apt install --no-install-recommends --no-remove "$@"; }

read -ra needed <<<"$wanted"
mapfile -t missing < <(lacking "${needed[@]}")
welcome=()
[ "$group" != voice ] || mapfile -t welcome < <(lacking "${peers[@]}")
[ ${#missing[@]} -gt 0 ] || [ ${#welcome[@]} -gt 0 ] || exit 0

say "offhook: installing missing packages: ${missing[*]} ${welcome[*]}"
need_rights "${missing[@]}" "${welcome[@]}"
apt update || say "offhook: the package lists could not be renewed; trying with those at hand"
if [ ${#missing[@]} -gt 0 ]; then
	install "${missing[@]}" || die "the installation failed; see above. By hand: apt-get install ${missing[*]}"
fi
for p in "${welcome[@]}"; do
	install "$p" || say "offhook: $p cannot be installed here; the measurement goes on without it"
done
