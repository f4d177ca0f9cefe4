#!/bin/sh
# After installing and after removing: the desktop reads anew who opens tel: and
# callto: links, the icons, and who may use headsets. Nothing here may fail an installation.
set -e
if command -v update-desktop-database >/dev/null; then
	update-desktop-database -q /usr/share/applications || :
fi
if command -v gtk-update-icon-cache >/dev/null; then
	gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || :
fi
if command -v udevadm >/dev/null; then
	udevadm control --reload 2>/dev/null || :
	udevadm trigger --subsystem-match=hidraw 2>/dev/null || :
fi
