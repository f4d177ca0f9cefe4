#!/usr/bin/env bash
# Puts Offhook.app together around a program. Runs on any system; what only macOS
# has (building the program, signing) is in packaging/macos.sh.
#
#   packaging/macos/bundle.sh VERSION BUILD PROGRAM FOLDER
#
# VERSION is three numbers, 1.2.3; BUILD one number that grows with each build.
set -euo pipefail
umask 022
version=${1:?say the version} build=${2:?say the build} program=$(realpath "${3:?say the program}") folder=$(realpath "${4:?say the folder}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/tools.sh
app=$folder/Offhook.app
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ && $build =~ ^[0-9]+$ ]] || {
	echo "bundle.sh: version $version, build $build: only numbers, 1.2.3 and 4" >&2
	exit 2
}
rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
sed "s/@VERSION@/$version/; s/@BUILD@/$build/" packaging/macos/Info.plist >"$app/Contents/Info.plist"
printf 'APPL????' >"$app/Contents/PkgInfo"
install -m 755 "$program" "$app/Contents/MacOS/offhook"
cp -R packaging/macos/*.lproj "$app/Contents/Resources/"
go run ./packaging/macos resources/icon.svg "$app/Contents/Resources/Offhook.icns"
copyright >"$app/Contents/Resources/LICENSE.txt"
cp resources/licences/licences.txt "$app/Contents/Resources/libraries.txt"
mkdir "$app/Contents/Resources/docs"
cp docs/*.md "$app/Contents/Resources/docs/"
