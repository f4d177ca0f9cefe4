#!/usr/bin/env bash
# Opens tel: links in an X session, as an agent does who clicks one in a browser, with
# the Offhook that is installed here: while it does not run, and while it runs behind
# another window. The number is shown and nothing is dialled; one key dials, and the
# switch has the call.
#
#   dbus-run-session -- packaging/linux/links.sh FOLDER
#
# As an ordinary user; needs Xvfb, openbox, xdotool, xev, xdg-utils. The switch is the
# simulated one, on loopback. FOLDER gets pictures of the screen (X window dumps).
set -euo pipefail
pictures=$(realpath "${1:?say the folder for pictures}")
link=tel:+1-555-0100 number=15550100

work=$(mktemp -d)
children=()
cleanup() {
	local child
	for child in "${children[@]}"; do kill "$child" 2>/dev/null || :; done
	wait
	rm -rf "$work"
}
trap cleanup EXIT
fail() {
	printf 'links.sh: %s\n' "$*" >&2
	cp "$work/Xvfb_screen0" "$pictures/failed.xwd" 2>/dev/null || :
	tail -20 "$work"/*.log "$XDG_STATE_HOME"/offhook/*.log >&2 2>/dev/null || :
	exit 1
}
# until_true SECONDS COMMAND…
until_true() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.1
	done
}
picture() { cp "$work/Xvfb_screen0" "$pictures/$1.xwd"; }

# Nothing of this user's own is touched.
export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache
export XDG_RUNTIME_DIR=$work/runtime
mkdir -p "$HOME" "$XDG_CONFIG_HOME/offhook" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"

[ "$(xdg-mime query default x-scheme-handler/tel)" = org.offhook.Offhook.desktop ] || fail "another program opens tel: links"

Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp -fbdir "$work" 3>"$work/display" >"$work/xvfb.log" 2>&1 &
children+=($!)
until_true 20 test -s "$work/display" || fail "there is no display"
DISPLAY=:$(cat "$work/display")
export DISPLAY
until_true 20 xwininfo -root >/dev/null 2>&1 || fail "there is no display"
openbox --sm-disable --startup "touch $work/managed" >"$work/openbox.log" 2>&1 &
children+=($!)
until_true 20 test -e "$work/managed" || fail "nothing manages windows"

offhook simulate --listen 127.0.0.1:0 --control 127.0.0.1:0 --no-callers >"$work/simulator" 2>"$work/simulator.log" &
children+=($!)
until_true 20 grep -qs '^http:' "$work/simulator" || fail "the simulator does not start"
{
	read -r server
	read -r control
} <"$work/simulator"
cat >"$XDG_CONFIG_HOME/offhook/default.toml" <<SETTINGS
version = 2
servers = ["$server"]
insecure_ws = true
cti_user = "demo"
switch_name = "CM1"
extension = "4750"
agent = "2001"
remember_secrets = false
SETTINGS
# In place of a keychain. Whatever xdg-open starts gets them, and may be looked into.
export OFFHOOK_CTI_PASSWORD=demo OFFHOOK_STATION_CODE=123456 OFFHOOK_AGENT_PASSWORD=1234 OFFHOOK_INSPECT=1

# switch_calls is what the switch knows of calls that are up.
switch_calls() {
	local host=${control#http://}
	host=${host%/}
	exec 3<>"/dev/tcp/${host%:*}/${host##*:}"
	printf 'GET /calls HTTP/1.0\r\nHost: %s\r\n\r\n' "$host" >&3
	cat <&3
	exec 3<&-
}
switch_has() { switch_calls | grep -q "$number.*\"connected\""; }
status() { offhook status --json 2>/dev/null >"$work/status" && grep -q "$1" "$work/status"; }
# shown NAME TEXT: that element of the window is to be seen and says so.
shown() { offhook inspect 2>/dev/null | sed 's/},{/}\n{/g' | grep "\"name\":\"$1\"" | grep "$2" | grep -q '"visible":true'; }
in_front() { [ "$(xdotool getactivewindow getwindowname 2>/dev/null)" = "$1" ]; }
in_front_is_offhook() { [[ $(xdotool getactivewindow getwindowname 2>/dev/null) == Offhook* ]]; }

# Another program has the keyboard, and notes what it gets.
xev -name browser -geometry 300x200+900+700 -event keyboard >"$work/browser.keys" &
children+=($!)
until_true 20 xdotool search --name '^browser$' >/dev/null || fail "there is no other window"
browser=$(xdotool search --name '^browser$')
to_browser() {
	xdotool windowactivate --sync "$browser"
	until_true 20 in_front browser || fail "the other window is not in front"
}
to_browser

# dials shows that the number is there and not dialled, presses Enter once, and waits
# for the call at both ends.
dials() {
	until_true 30 shown offer '' || fail "the window does not show the number"
	until_true 10 shown dialpad.entry "$number" || fail "the number is not in the dialpad"
	until_true 10 in_front_is_offhook || fail "the window is not in front"
	picture "$1-shown"
	sleep 1 # a key within half a second was meant for the window before
	status '"calls":\[\]' || fail "a link dialled by itself"
	if switch_has; then fail "the switch has a call already"; fi
	xdotool key Return
	until_true 20 status '"state":"connected"' || fail "one key does not dial"
	grep -q "\"remote\":\"+\\?$number\"" "$work/status" || fail "another number was dialled: $(cat "$work/status")"
	switch_has || fail "the switch knows of no call: $(switch_calls)"
	picture "$1-dialled"
	echo "$1: Enter has dialled $number, and the switch has the call"
	offhook hangup
	until_true 20 status '"calls":\[\]' || fail "the call does not end"
}

# Not running: the link starts it, the number waits for the agent to sign in.
if offhook status >/dev/null 2>&1; then fail "Offhook runs already"; fi
xdg-open "$link" >"$work/app.log" 2>&1 &
opener=$!
until_true 60 shown login.offer 555 || fail "the link does not start Offhook with its number"
until_true 20 in_front_is_offhook || fail "its window is not in front"
picture waiting
window=$(xdotool search --onlyvisible --name '^Offhook' | head -1)
app=$(xdotool getwindowpid "$window")
children+=("$app")
xdotool key Return # signs in
until_true 30 status '"signedIn":true' || fail "Enter does not sign in"
dials started

# Running, and another window in front.
to_browser
timeout 20 xdg-open "$link" || fail "the link is not handed over"
dials running

if grep -q KeyPress "$work/browser.keys"; then fail "the other window got a key that was meant for Offhook"; fi
kill "$app"
code=0
wait "$opener" || code=$?
[ "$code" = 0 ] || fail "Offhook, started by a link, ended with $code"
# The log has the story of each call under its id.
[ "$(grep -c 'msg="the call is over" .*call=.*result=answered' "$(offhook log)")" = 2 ] || fail "the log does not tell of two calls"
echo "both links are dialled by one key"
