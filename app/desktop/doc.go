// Package desktop is what the rest of a desktop notices of calls, over D-Bus: a
// message for each ringing call (Desktop Notifications Specification), other
// players that pause (MPRIS), a computer that stays awake (logind, the screen
// saver), and an icon with a menu (StatusNotifierItem, com.canonical.dbusmenu). It
// hears of the end of a sleep (logind) and of another network (NetworkManager, and the
// kernel, which package uplink listens to).
//
// [New] starts a [Desktop]; Set tells it how things are, and it brings the desktop
// in line with that, so that nothing stays behind of a call that is over. Set
// never blocks. Each part has a goroutine and a connection of its own: a player
// that hangs holds no message up. Close takes everything back and joins them.
// Where a part of the desktop is missing, it is left alone.
package desktop
