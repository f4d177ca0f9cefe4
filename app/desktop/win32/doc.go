// Package win32 is what Windows notices of calls: the same [desktop.State] in and
// [desktop.Heard] out as [desktop.Desktop], which does so over D-Bus. An icon with a
// menu (Shell_NotifyIcon), a computer that neither sleeps nor ends the session in a
// call (SetThreadExecutionState, ShutdownBlockReasonCreate), news of the end of a
// sleep and of another network (WM_POWERBROADCAST, NotifyAddrChange), and a message
// with buttons for each ringing call (toasts).
//
// New starts a Desktop; Set tells it how things are and never blocks. A window that
// nobody sees belongs to one thread, which takes its messages; the thread never
// waits for the app, nor the app for the thread but in Close. Messages have a
// goroutine of their own, since a program of Windows (PowerShell) shows them.
//
// What needs no Windows is built and tested everywhere: rows of the menu, pictures,
// toasts and their keys.
package win32
