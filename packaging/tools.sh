# To be sourced, in the top folder: what the packages of every system need.
# shellcheck shell=bash

# tool runs one of packaging/tools.mod. They are built alike everywhere, since an
# SBOM has the sum of the tool that made it.
tool() { CGO_ENABLED=0 GOFLAGS='-trimpath -buildvcs=false' go tool -modfile=packaging/tools.mod "$@"; }

# copyright prints our licence and those of what is embedded.
copyright() {
	cat LICENSE
	printf '\nWhat else the program is made of has its licences in a file that comes along, libraries.txt.\n'
	printf '\nThe Inter typeface, embedded in the program:\n\n'
	cat resources/fonts/OFL.txt
}
