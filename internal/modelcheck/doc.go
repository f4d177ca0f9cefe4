// Package modelcheck holds no code of the product. Its tests let the app, the
// client and the simulated AES play random shifts, with faults, and compare what
// the agent sees with what the switch knows.
//
// OFFHOOK_SEQUENCES and OFFHOOK_CUTS say how many; `make prove` sets both high.
package modelcheck
