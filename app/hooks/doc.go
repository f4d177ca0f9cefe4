// Package hooks runs programs of the administrator's when something happens to a
// call: no shell, the arguments as the settings have them, the call's data in the
// environment and as JSON on the standard input.
//
// [New] starts a [Runner], which owns one goroutine for each hook: what happens
// to calls reaches a program in order, one run at a time. Happened never blocks;
// Close gives what is under way a moment and joins the goroutines.
package hooks
