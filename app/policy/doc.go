// Package policy finds what the administrator of this computer set: a policy, which
// holds whatever the user wants, and defaults, which the user may change.
//
// [Read] is the entry point. Where the two lie depends on the system and on nothing
// that a user can change: files in /etc/offhook on Linux, the registry below
// HKLM\Software\Policies\Offhook on Windows, managed preferences on macOS. Whatever
// the form, the outcome is text in the form of the settings file; what its settings
// mean, and whether they are right, the caller judges.
//
// Nothing here is kept between calls, so that any goroutine may call anything.
package policy
