// Package cli is Offhook's command line: it reads flags, puts the program
// together, and talks to a running one.
package cli
