// Package trigger says what happens to calls, and which rules are about which
// calls: what opens pages ([offhook/app/pop]) and runs programs
// ([offhook/app/hooks]) has in common. It holds values alone.
package trigger
