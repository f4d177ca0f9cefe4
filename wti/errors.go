package wti

import (
	"errors"
	"fmt"
	"strings"
)

// Kind classifies a failure by what a person can do about it (protocol notes
// §10). The texts for people are chosen outside this package.
type Kind int

// The kinds of failure (protocol notes §10).
const (
	KindOther Kind = iota
	// Reaching the server.
	KindUnreachable  // no TCP connection, name unknown
	KindNotTrusted   // certificate not signed by a trusted authority
	KindWrongName    // certificate is for another host name
	KindInsecure     // ws:// without the explicit insecure setting
	KindUnauthorized // 401: wrong CTI user or password, or AES older than 10.2
	KindForbidden    // 403
	KindNoWTI        // 404: this server has no WTI
	KindServerBusy   // 503, serverResourcesBusy, maxNumberSessions
	KindVersion      // protocol version not supported
	KindTimeout      // no answer in time; it may still have been carried out
	KindDisconnected // the connection was lost while waiting
	// Device and registration.
	KindWrongExtension
	KindWrongStationCode
	KindExtensionInUse
	KindNotSoftphone // "IP Softphone" is not enabled on the station
	KindLicence
	KindDeviceBusy // held by another session
	// Agent.
	KindWrongAgentID
	KindWrongAgentPassword
	KindAgentElsewhere // logged in at another station
	KindReasonRequired // reason code missing or out of range
	KindAgentState     // mode change not allowed now
	// Calls.
	KindCallGone
	KindWrongNumber
	KindNoTrunk
	KindNotNow // wrong moment for this operation
	KindNotPermitted
	KindNotSupported
)

// Sentinels for what callers branch on (protocol notes §2.5).
var (
	ErrDisconnected = errors.New("disconnected")
	ErrUnauthorized = errors.New("unauthorized")
	ErrNotSignedIn  = errors.New("not signed in")
)

// Error is a refusal by the server, or its silence (KindTimeout). Category and Code are CSTA's (ECMA-269
// §12.2.11), Text what else the server said.
type Error struct {
	Op       string
	Kind     Kind
	Category string
	Code     string
	Text     string

	result bool   // a result code in a positive answer, so the command is known
	advice Advice // where it does not follow from the rest
	status int    // HTTP-like status in the answer, 0 when there was none
}

// Error implements error.
func (e *Error) Error() string {
	if e.Kind == KindTimeout && e.Category == "" && e.Code == "" && e.Text == "" {
		return fmt.Sprintf("wti: %s: no answer in time", e.Op)
	}
	s := fmt.Sprintf("wti: %s refused", e.Op)
	if e.Category != "" || e.Code != "" {
		s += ": " + strings.Trim(e.Category+"."+e.Code, ".")
	}
	if e.Text != "" {
		s += ": " + e.Text
	}
	return s
}

// ConnectError is a failure to reach the server or to upgrade to WebSocket
// (protocol notes §1.2).
type ConnectError struct {
	Server string
	Kind   Kind
	Status int // HTTP status, 0 when there was none
	// Schemes are the ways to prove who one is that a 401 names, in lower case:
	// "basic", "bearer". None where it names none.
	Schemes []string
	Err     error
}

// Error implements error.
func (e *ConnectError) Error() string {
	if e.Status != 0 {
		return fmt.Sprintf("wti: connect %s: HTTP %d", e.Server, e.Status)
	}
	return fmt.Sprintf("wti: connect %s: %v", e.Server, e.Err)
}

// Unwrap returns the cause.
func (e *ConnectError) Unwrap() error {
	if e.Kind == KindUnauthorized {
		return errors.Join(ErrUnauthorized, e.Err)
	}
	return e.Err
}

// StepError says at which step signing in failed.
type StepError struct {
	Step Step
	Err  error
}

// Error implements error.
func (e *StepError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *StepError) Unwrap() error { return e.Err }

// KindOf classifies any error of this package (protocol notes §10).
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	if e, ok := errors.AsType[*ConnectError](err); ok {
		return e.Kind
	}
	if errors.Is(err, ErrDisconnected) {
		return KindDisconnected
	}
	return KindOther
}
