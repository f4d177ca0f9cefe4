#!/usr/bin/env bash
# Makes the installer of a folder with the programs and all that goes with them.
#
#   packaging/windows/installer.sh VERSION QUAD FOLDER FILE
set -euo pipefail
version=$1 quad=$2
folder=$(realpath "$3")
file=$(realpath -m "$4")
cd "$(dirname "${BASH_SOURCE[0]}")"
makensis -V2 -WX -INPUTCHARSET UTF8 -DVERSION="$version" -DQUAD="$quad" -DFOLDER="$folder" -DOUT="$file" \
	-DSIGN="$PWD/sign.sh" offhook.nsi
./sign.sh "$file"
