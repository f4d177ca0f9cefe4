// Package e2e holds the end-to-end tests: the built program in a real window,
// with a real keychain, real sound and a simulated AES, worked by mouse, by
// keyboard and from the command line. See package story for how.
package e2e
