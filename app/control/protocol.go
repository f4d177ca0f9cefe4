package control

import (
	"context"
	"encoding/json"
)

// Request is one command to the running app.
type Request struct {
	Command string `json:"command"` // e.g. "status", "dial"; the app's handler defines them
	// Text is the command's main argument: a number, digits, a call id.
	Text string `json:"text,omitempty"`
	// Reason is a reason code, nil when none was given.
	Reason *int `json:"reason,omitempty"`
	// Data holds arguments beyond that, in the command's own form.
	Data json.RawMessage `json:"data,omitempty"`
	// Follow asks for a response at every change.
	Follow bool `json:"follow,omitempty"`
}

// Code says how a request ended. The command line maps it to its exit code.
type Code string

// The outcomes of a request.
const (
	OK          Code = "ok"
	Failed      Code = "failed"
	BadRequest  Code = "badRequest"
	NotSignedIn Code = "notSignedIn"
	Refused     Code = "refusedByPolicy"
)

// Response answers a request.
type Response struct {
	Code   Code            `json:"code"`
	Error  string          `json:"error,omitempty"` // for a person
	Status *Status         `json:"status,omitempty"`
	Data   json.RawMessage `json:"data,omitempty"`
}

// Handler carries out requests. Handle is called on a goroutine of its own for
// each connection and may block until ctx ends. emit sends one response; it
// returns false when the peer is gone.
type Handler interface {
	Handle(ctx context.Context, req Request, emit func(Response) bool)
}
