#!/usr/bin/env bash
# Succeeds when a window can be opened on this machine's own display.
#
# DISPLAY or WAYLAND_DISPLAY alone prove nothing: they survive in tmux, sudo
# and ssh sessions whose display is gone. So the socket behind them is tried.
set -u

wayland() {
	[ -n "${WAYLAND_DISPLAY:-}" ] || return 1
	case $WAYLAND_DISPLAY in
	/*) [ -S "$WAYLAND_DISPLAY" ] ;;
	*) [ -n "${XDG_RUNTIME_DIR:-}" ] && [ -S "$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY" ] ;;
	esac
}

x11() {
	[ -n "${DISPLAY:-}" ] || return 1
	local host=${DISPLAY%:*} number=${DISPLAY##*:}
	number=${number%%.*}
	[[ $number =~ ^[0-9]+$ ]] || return 1
	case $host in
	'' | unix) [ -S "/tmp/.X11-unix/X$number" ] ;;
	*) timeout 3 bash -c "exec 3<>/dev/tcp/${host#*/}/$((6000 + number))" 2>/dev/null ;;
	esac
}

wayland || x11
