#!/bin/sh
# After installing and after removing: the desktop reads anew who opens tel: and
# callto: links, and the icons. Nothing here may fail an installation.
set -e
if command -v update-desktop-database >/dev/null; then
	update-desktop-database -q /usr/share/applications || :
fi
if command -v gtk-update-icon-cache >/dev/null; then
	gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || :
fi
