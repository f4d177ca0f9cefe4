#!/usr/bin/env bash
# Signs a program for Windows, or does nothing when there is no certificate:
#
#   OFFHOOK_SIGN_CERT   PEM file with the certificate and its chain
#   OFFHOOK_SIGN_KEY    PEM file with its key
#   OFFHOOK_SIGN_TIME   URL of a time stamp server (RFC 3161), if any: with it the
#                       signature outlives the certificate
#
#   packaging/windows/sign.sh PROGRAM
set -euo pipefail
[ -n "${OFFHOOK_SIGN_CERT:-}" ] || exit 0
osslsigncode sign -certs "$OFFHOOK_SIGN_CERT" -key "${OFFHOOK_SIGN_KEY:?says no key}" -h sha256 -n Offhook \
	${OFFHOOK_SIGN_TIME:+-ts "$OFFHOOK_SIGN_TIME"} -in "$1" -out "$1.signed" >/dev/null
mv "$1.signed" "$1"
