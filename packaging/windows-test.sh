#!/usr/bin/env bash
# Tries the installer for Windows under Wine: installs silently, asks the programs
# their version and looks at what they say of themselves, has the connection doctor
# talk to a simulated AES on this machine and the other way round, opens the window
# on a display of its own, signs in and hands it a link, changes the state in the
# icon's menu, answers by the link of a message's button, ends the session with and
# without a call, refuses to replace what runs, installs a newer version over it,
# removes it, and looks for what is left.
#
# Wine is not Windows: this finds what is broken, and proves nothing about sound,
# the look of windows, messages of the desktop (windows/toast.c takes them), and
# Windows' own protections.
#
#   packaging/windows-test.sh [FOLDER]     build/packages-windows when none is said
#
# A picture of the window is left in build/windows-test, as xwud, ffmpeg and GIMP read it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/tools.sh
. packaging/windows/compile.sh
folder=$(realpath "${1:-build/packages-windows}")
made=build/package-windows pictures=$PWD/build/windows-test
setup="$(echo "$folder"/*-setup.exe)"
program=build/offhook # for this machine

work=$(mktemp -d)
export WINEPREFIX=$work/prefix WINEARCH=win64 WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
export WINEDEBUG=${WINEDEBUG:--all} LIBGL_ALWAYS_SOFTWARE=1
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME # not this machine's folders
cleanup() {
	local p
	wineserver -k 2>/dev/null || :
	for p in $(jobs -p); do kill "$p" 2>/dev/null || :; done
	wait
	rm -rf "$work"
}
trap cleanup EXIT
step() { printf '== %s\n' "$*"; }
fail() {
	printf 'windows-test.sh: %s\n' "$*" >&2
	exit 1
}
home="$WINEPREFIX/drive_c/Program Files/Offhook"
# offhook runs a command as a console does, and keeps its exit code.
offhook() { timeout 120 wine "$home/offhook.com" "$@" 2>&1 | tr -d '\r'; }
# ends CODE COMMAND... has a program end with that code.
ends() {
	local want=$1 got=0
	shift
	"$@" >"$work/said" 2>&1 || got=$?
	[ "$got" = "$want" ] || {
		cat "$work/said" >&2
		fail "$* ended with $got, not $want"
	}
}
# value KEY NAME prints a value of the registry; "" is a key's own.
value() {
	local which=(/ve)
	[ -z "$2" ] || which=(/v "$2")
	wine reg query "$1" "${which[@]}" 2>/dev/null | tr -d '\r' | sed -n 's/.*REG_[A-Z]* *//p'
}
# until_true SECONDS COMMAND... waits for a command to succeed.
until_true() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ $SECONDS -lt $end ] || return 1
		sleep 0.2
	done
}
# checks prints what the doctor found, a step and its verdict on each line.
checks() { sed 's/},{/},\n{/g' "$work/report" | sed -n 's/.*"step":"\([a-zA-Z]*\)".*"verdict":"\([a-z]*\)".*/\1 \2/p'; }
# sound_aside fails when anything failed, but for what this machine may not have.
sound_aside() {
	! checks | grep -v -e '^audio ' -e '^keychain ' | grep failed || {
		cat "$work/report" >&2
		fail "the doctor finds something wrong"
	}
}
# came_to STEP... fails when the doctor did not find these in order.
came_to() {
	local good
	for good in "$@"; do
		checks | grep -qx "$good ok" || {
			cat "$work/report" >&2
			fail "$good is not in order"
		}
	done
}
list='HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\Offhook'

step "sums"
(cd "$folder" && sha256sum --quiet -c SHA256SUMS)

step "what the programs say of themselves"
for p in "$made/offhook.exe" "$made/offhook.com"; do
	rm -rf "$work/resources"
	tool go-winres extract --dir "$work/resources" "$p"
	grep -q '"ProductName": "Offhook"' "$work/resources/winres.json" || fail "$p has no version resource"
	grep -q 'per monitor v2' "$work/resources/winres.json" || fail "$p has no manifest"
	[ -s "$(echo "$work"/resources/*.ico)" ] || fail "$p has no icon"
done
subsystem() { x86_64-w64-mingw32-objdump -p "$1" | sed -n 's/^Subsystem.*(\(.*\))/\1/p'; }
[ "$(subsystem "$made/offhook.exe")" = "Windows GUI" ] || fail "offhook.exe opens a console"
[ "$(subsystem "$made/offhook.com")" = "Windows CUI" ] || fail "offhook.com has no console"
# Nothing but what Windows brings itself.
x86_64-w64-mingw32-objdump -p "$made/offhook.exe" | sed -n 's/.*DLL Name: //p' | tr '\n' ' '
echo
! x86_64-w64-mingw32-objdump -p "$made/offhook.exe" | grep -i 'DLL Name: lib' || fail "offhook.exe needs a library that Windows does not have"

step "signing"
# The one that comes with the build needs none; a throwaway certificate tries it.
openssl req -x509 -newkey rsa:3072 -nodes -days 2 -subj '/CN=Offhook test' -addext extendedKeyUsage=codeSigning \
	-keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
cp "$made/offhook.com" "$work/signed.exe"
OFFHOOK_SIGN_CERT=$work/cert.pem OFFHOOK_SIGN_KEY=$work/key.pem packaging/windows/sign.sh "$work/signed.exe"
osslsigncode verify -CAfile "$work/cert.pem" -in "$work/signed.exe" >"$work/said" || {
	cat "$work/said" >&2
	fail "the signature is not valid"
}
if [ -n "${OFFHOOK_SIGN_CERT:-}" ]; then
	osslsigncode extract-signature -in "$setup" -out "$work/signature" >/dev/null || fail "the installer is not signed"
fi

step "a display, and a fresh Windows"
mkfifo "$work/number"
Xvfb -displayfd 5 -screen 0 1280x1024x24 -fbdir "$work" -nolisten tcp 5>"$work/number" >/dev/null 2>&1 &
read -r number <"$work/number"
export DISPLAY=:$number
wineboot --init >/dev/null 2>&1
wine winecfg -v win10 # some Wines start as an older one
wineserver -w
prng=$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll
[ -e "$prng" ] || x86_64-w64-mingw32-gcc -shared -O2 -o "$prng" packaging/windows/prng.c -ladvapi32
wine cmd /c ver | tr -d '\r' | sed '/^$/d'
x86_64-w64-mingw32-gcc -O2 -o "$WINEPREFIX/drive_c/windows/system32/WindowsPowerShell/v1.0/powershell.exe" packaging/windows/toast.c
toasts=$WINEPREFIX/drive_c/toasts.txt
trayer --edge bottom --align right --widthtype request --height 32 >/dev/null 2>&1 &
find "$WINEPREFIX/drive_c" | sort >"$work/before"

step "what only Windows has: the pipe, the start at login, group policies"
GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go test -count=1 -exec wine ./app/control ./app/autostart ./app/desktop/win32
GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go test -count=1 -run GroupPolicies -exec wine ./app/policy

step "install"
ends 0 wine "$setup" /S
wineserver -w
version=$(offhook --version)
echo "offhook.com: $version"
[[ $version == offhook\ * ]] || fail "offhook.com does not say its version"
[ "$(wine "$home/offhook.exe" --version | tr -d '\r')" = "$version" ] || fail "offhook.exe does not say its version"
listed=$(value "$list" DisplayVersion)
echo "in the list of programs: $(value "$list" DisplayName) $listed, $(value "$list" Publisher)"
[ -n "$listed" ] || fail "it is not in the list of programs"
for f in docs/agent-guide.md docs/administrator-guide.md LICENSE.txt libraries.txt CHANGELOG.md; do
	[ -s "$home/$f" ] || fail "$f is missing"
done
[ -s "$WINEPREFIX/drive_c/ProgramData/Microsoft/Windows/Start Menu/Programs/Offhook.lnk" ] || fail "there is no entry in the start menu"

step "tel: and callto:"
capabilities=$(value 'HKLM\Software\RegisteredApplications' Offhook)
[ -n "$capabilities" ] || fail "it is no registered application"
for scheme in tel callto; do
	class=$(value "HKLM\\$capabilities\\UrlAssociations" $scheme)
	command=$(value "HKLM\\Software\\Classes\\$class\\shell\\open\\command" '')
	echo "$scheme: $command"
	[ "$command" = '"C:\Program Files\Offhook\offhook.exe" run -- "%1"' ] || fail "$scheme: goes elsewhere"
done

command=$(value 'HKLM\Software\Classes\offhook\shell\open\command' '')
[ "$command" = '"C:\Program Files\Offhook\offhook.exe" run -- "%1"' ] || fail "offhook: goes elsewhere"

step "exit codes"
ends 3 wine "$home/offhook.com" status
ends 3 wine "$home/offhook.exe" status
ends 2 wine "$home/offhook.com" no-such-command
ends 2 wine "$home/offhook.exe" run -- 'tel:1" --server "ws://evil.example'

step "group policies"
policy='HKLM\Software\Policies\Offhook'
wine reg add "$policy" /v extension /t REG_SZ /d 4799 /f >/dev/null
wine reg add "$policy\Recommended" /v history.keep_days /t REG_DWORD /d 7 /f >/dev/null
ends 0 wine "$home/offhook.com" policy explain --changed
cat "$work/said"
grep -q '^extension  *"4799"  *policy (HKLM.*), locked' "$work/said" || fail "the policy is not followed"
grep -q '^history.keep_days  *7  *defaults (HKLM' "$work/said" || fail "the defaults do not hold"
ends 5 wine "$home/offhook.com" doctor --extension 4750
wine reg delete "$policy" /f >/dev/null

step "the doctor there, an AES here"
go build -tags no_metadata -o "$program" .
passwords=(OFFHOOK_CTI_PASSWORD=demo OFFHOOK_STATION_CODE=123456 OFFHOOK_AGENT_PASSWORD=1234)
mkfifo "$work/url"
"$program" simulate --tls --ca-out "$work/ca.pem" --listen 127.0.0.1:0 --control 127.0.0.1:0 --quiet --no-callers >"$work/url" &
{ read -r url && read -r control; } <"$work/url"
cat >"$work/desk.toml" <<DESK
servers = ["$url"]
ca_file = 'Z:$work/ca.pem'
switch_name = "CM1"
cti_user = "demo"
extension = "4752"
agent = "2001"
telephone_mode = "desk"
remember_secrets = true
DESK
env "${passwords[@]}" wine "$home/offhook.com" --config "Z:$work/desk.toml" doctor --json >"$work/report" 2>"$work/noise" || :
checks | tr '\n' ',' && echo
sound_aside
came_to tls session monitor registration keychain

step "voice"
voice=(--server "$url" --ca-file "Z:$work/ca.pem" --cti-user demo --switch-name CM1 --extension 4750 --json)
env "${passwords[@]}" wine "$home/offhook.com" doctor "${voice[@]}" >"$work/report" 2>"$work/noise" || :
if grep -q 'winapi error #10045' "$work/report"; then
	# Go asks more of a UDP socket (SIO_UDP_NETRESET) than this Wine knows, and then
	# has none. So the same program is tried with a Go that does without.
	echo "this Wine has no UDP for Go programs: the voice is tried with another build, which asks less of it"
	root=$(go env GOROOT)
	sed 's/^\(\t*\)err = \(syscall.WSAIoctl(.*SIO_UDP_NETRESET.*\)$/\1_ = \2/' "$root/src/net/fd_windows.go" >"$work/fd_windows.go"
	echo "{\"Replace\": {\"$root/src/net/fd_windows.go\": \"$work/fd_windows.go\"}}" >"$work/overlay.json"
	compile -overlay "$work/overlay.json" -o "$work/offhook.com" .
	env "${passwords[@]}" wine "$work/offhook.com" doctor "${voice[@]}" >"$work/report" 2>"$work/noise" || :
fi
checks | tr '\n' ',' && echo
sound_aside
came_to registration rtpIn rtpOut

step "an AES there, the doctor here"
mkfifo "$work/url2"
wine "$home/offhook.com" simulate --listen 127.0.0.1:0 --quiet --no-callers >"$work/url2" &
read -r there <"$work/url2"
sed -e "s,^servers.*,servers = [\"${there%$'\r'}\"]," -e 's/^ca_file.*/insecure_ws = true/' "$work/desk.toml" >"$work/there.toml"
env HOME="$work" "${passwords[@]}" "$program" --config "$work/there.toml" doctor --json >"$work/report" 2>"$work/noise" || :
checks | tr '\n' ',' && echo
sound_aside
came_to session monitor registration
wine taskkill /f /im offhook.com >/dev/null 2>&1 || :

step "the window, a link, and the way out"
signed_in() { offhook status --json 2>/dev/null | grep -q '"signedIn":true'; }
# start opens the window and asks it to sign in at once.
start() {
	OFFHOOK_INSPECT=1 wine "$home/offhook.exe" --config "Z:$work/desk.toml" --sign-in >"$work/app.log" 2>&1 &
	app=$!
}
# signs_in waits for that.
signs_in() {
	local begun=$SECONDS
	until_true 120 signed_in || {
		cat "$work/app.log" "$WINEPREFIX"/drive_c/users/*/AppData/Local/offhook/*.log >&2
		offhook inspect >&2
		fail "the app does not sign in"
	}
	echo "signed in after $((SECONDS - begun)) s"
}
said() { offhook status --json 2>/dev/null | grep -q "$1"; }
shown() { offhook inspect >"$work/shown" && grep -q "$1" "$work/shown"; }
# types NAME TEXT goes to a field by the Tab key and types.
types() {
	local i
	for i in $(seq 20); do
		if shown "\"name\":\"$1\"[^}]*\"focused\":true"; then break; fi
		xdotool key Tab
	done
	[ "$i" -lt 20 ] || fail "the Tab key does not lead to $1"
	xdotool type --delay 40 "$2"
}
# agent looks at what the switch knows of the agent.
agent() { curl -sS "${control}agents/2001" | grep -q "$1"; }
# quit closes the window as its cross does.
quit() {
	local code=0
	wine taskkill /im offhook.exe >/dev/null
	wait $app || code=$?
	[ $code = 0 ] || fail "the app ended with $code"
}
start
until_true 120 shown '"name":"login.ctiPassword"[^}]*"focused":true' || {
	cat "$work/app.log" >&2
	fail "the window does not ask for the password"
}
window=$(xdotool search --onlyvisible --name '^Offhook')
xdotool windowfocus --sync "$window"
types login.ctiPassword demo
types login.stationCode 123456
types login.agentPassword 1234
xdotool key Return
signs_in
offhook status
offhook state ready
offhook status --json | grep -q '"state":"autoIn"' || fail "the agent is not ready"
wine "$home/offhook.exe" run -- tel:+49-30-5550100
shown 5550100 || {
	cat "$work/shown" >&2
	fail "the link's number is not shown"
}

step "the icon and its menu"
# click BUTTON X Y WINDOW clicks there in a window; X and Y in percent of its size.
click() {
	local X Y WIDTH HEIGHT
	eval "$(xdotool getwindowgeometry --shell "$4")"
	xdotool mousemove $((X + WIDTH * $2 / 100)) $((Y + HEIGHT * $3 / 100)) click "$1"
}
# opened finds the menu: the window without a name.
opened() {
	for menu in $(xdotool search --onlyvisible --class offhook); do
		[ -n "$(xdotool getwindowname "$menu")" ] || return 0
	done
	return 1
}
click 3 50 50 "$(xdotool search --onlyvisible --name '^panel$')"
until_true 20 opened || fail "the icon has no menu"
click 1 50 27 "$menu" # Manual-in, after who it is and Auto-in
until_true 20 said '"state":"manualIn"' || fail "the icon's menu does not change the state"

step "a message's button answers, and a link without its key does not"
curl -sS -X POST -d '{"number":"15551234567","vdn":"7000","patience":"5m"}' "${control}calls" >/dev/null
until_true 20 said '"state":"alerting"' || fail "it does not ring"
until_true 20 grep -q offhook:answer "$toasts" || fail "there is no message"
answer=$(grep -o 'offhook:answer[^"]*' "$toasts" | sed 's/&amp;/\&/g')
wine start "${answer/key=/key=0}"
wine start offhook:answer
sleep 2
said '"state":"alerting"' || fail "a link without its key does something"
wine start "$answer"
until_true 20 said '"state":"connected"' || fail "the message does not answer"
taken() { grep -q '^[0-9a-f]*'$'\t''$' "$toasts"; }
until_true 20 taken || fail "the message stays"
! grep -rqi 'key=' "$WINEPREFIX"/drive_c/users/*/AppData/Local/offhook || fail "a key is written down"
mkdir -p "$pictures"
cp "$work/Xvfb_screen0" "$pictures/window.xwd"

step "the session does not end in a call"
if wineboot -e; then fail "the session ends in a call"; fi
said '"state":"connected"' || fail "the call is gone"
offhook hangup

step "what runs is not replaced"
ends 2 wine "$setup" /S
# With _?= it is waited for; NSIS wants that without quotes, which Wine would add.
printf '@"%s\\uninstall.exe" /S _?=%s\r\n@exit %%errorlevel%%\r\n' 'C:\Program Files\Offhook' 'C:\Program Files\Offhook' >"$work/remove.bat"
ends 2 wine cmd /c "Z:$work/remove.bat"
kill -0 $app || fail "the app is gone"
if [ ! -s "$home/uninstall.exe" ] || ! offhook --version >/dev/null; then fail "it was removed while it ran"; fi
quit

step "the passwords, out of the Credential Manager, and the end of the session"
start
signs_in
wineboot -e || fail "the session does not end"
wait $app || fail "the app ended with $?"
until_true 20 agent '"mode":"loggedOut"' || fail "the agent is still signed in"

step "install a newer version over it"
# The same programs in a later installer, which lacks a file that the first had.
cp -r "$made" "$work/newer"
rm "$work/newer/docs/first-hour.md"
packaging/windows/installer.sh 99.0 99.0.0.0 "$work/newer" "$work/newer-setup.exe"
ends 0 wine "$work/newer-setup.exe" /S
wineserver -w
[ "$(value "$list" DisplayVersion)" = 99.0 ] || fail "the list of programs says $(value "$list" DisplayVersion)"
[ ! -e "$home/docs/first-hour.md" ] || fail "a file of the older version stays"
[ "$(offhook --version)" = "$version" ] || fail "the program does not run any more"
settings=$(find "$WINEPREFIX/drive_c/users" -ipath '*offhook*' -type f | wc -l)
[ "$settings" -gt 0 ] || fail "the user's own files are gone"

step "remove"
ends 0 wine "$home/uninstall.exe" /S
wineserver -w
find "$WINEPREFIX/drive_c" | sort >"$work/after"
if comm -13 "$work/before" "$work/after" | grep -i offhook | grep -v '^[^ ]*/drive_c/users/'; then fail "the above is left behind"; fi
for key in "$list" 'HKLM\Software\Offhook' 'HKLM\Software\Classes\Offhook.Link' 'HKLM\Software\Classes\offhook' 'HKLM\Software\Classes\AppUserModelId\org.offhook.Offhook' 'HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\offhook.exe'; do
	if wine reg query "$key" >/dev/null 2>&1; then fail "$key is left behind"; fi
done
[ -z "$(value 'HKLM\Software\RegisteredApplications' Offhook)" ] || fail "it is still a registered application"
[ "$(find "$WINEPREFIX/drive_c/users" -ipath '*offhook*' -type f | wc -l)" = "$settings" ] || fail "the user's own files are not left alone"
echo "nothing is left but the user's own files"
