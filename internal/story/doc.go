// Package story lets a test or the guided tour work the built program as an
// agent does: in its real window, by mouse or by keyboard, with real sound.
//
// A [Program] is the running softphone in a desk (package testdesk): it is
// clicked where its elements are, and asked what it shows and what state it is
// in. [Tell] performs the agent's story, step by step, against a simulated AES
// whose side of every step is checked too.
//
// Nothing here waits for a fixed time to pass: every wait is for something that
// can be seen, heard or asked, with a limit after which the step has failed.
package story
