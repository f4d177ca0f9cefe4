// Command load signs many agents in at a simulated AES, each with the real WTI
// client, lets callers arrive at a rate, answers and ends their calls, and prints
// what both sides carried. The voice is on other telephones: what is measured is
// the signalling.
//
//	load -program build/offhook -agents 1000 -rate 100 -time 1m
//
// runs the simulator in a process of its own, so that its share of the processor
// is known.
package main
