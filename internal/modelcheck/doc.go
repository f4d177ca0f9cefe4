// Package modelcheck holds no code of the product. Its tests let the app, the
// client and the simulated AES play random shifts, with faults, in every dialect
// that the simulator speaks, and compare what the agent sees with what the switch
// knows, at quiet points on the way and at the end. Others hit the connection
// during calls, cut it at each frame of each step, and talk over real RTP
// meanwhile.
//
// OFFHOOK_SEQUENCES and OFFHOOK_CUTS say how many; `make prove` sets both high.
// OFFHOOK_SEED plays a seed again, OFFHOOK_KEEP_GOING goes on after a difference,
// and OFFHOOK_DEBUG writes down every frame.
package modelcheck
