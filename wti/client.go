package wti

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Client is a softphone's connection to AES. Create it with New, end it with
// Close. Its methods may be called from any goroutine.
type Client struct {
	opt     Options
	servers *servers
	log     *slog.Logger
	queue   *queue
	redact  redactor
	trace   *Trace
	station station
	pace    *pacer // of requests to our phone
	learned learned
	watches watches
	hurry   chan struct{} // capacity 1: the network may be back

	entry entry // of SignIn, SignOut, Leave and Close, one at a time

	mu     sync.Mutex // guards the fields below
	closed bool
	online *session                // nil while signed out or reconnecting
	device string                  // own device id, kept while reconnecting
	cancel context.CancelCauseFunc // stops SignIn or the supervisor
	joined chan struct{}           // closed when the supervisor has ended; nil when there is none
	ended  bool                    // the supervisor has given up
}

var errClosed = errors.New("client is closed")

// New returns a client for o. It checks o and does nothing else: no connection
// is made before SignIn. A ws:// server without AllowInsecure is refused there,
// as a *ConnectError.
func New(o Options) (*Client, error) {
	o, urls, err := o.complete()
	if err != nil {
		return nil, fmt.Errorf("wti: options: %w", err)
	}
	c := &Client{opt: o, servers: newServers(urls), log: o.Logger.With("pkg", "wti"), queue: newQueue(), pace: newPacer(), entry: make(entry, 1), hurry: make(chan struct{}, 1)}
	c.redact.secret(o.CTIPassword, o.StationCode, o.AgentPassword)
	if o.CTIPassword != "" {
		c.redact.secret(Secret(o.CTIUser + ":" + o.CTIPassword.Reveal()))
	}
	c.trace = newTrace(o, &c.redact)
	c.station.calls = newCallTracker()
	c.station.agent.id = o.AgentID
	return c, nil
}

// complete fills in defaults and checks the rest.
func (o Options) complete() (Options, []string, error) {
	var errs []error
	var servers []string
	for _, s := range o.Servers {
		u, err := ServerURL(s)
		errs = append(errs, err)
		servers = append(servers, u)
	}
	if len(servers) == 0 {
		errs = append(errs, errors.New("no server"))
	}
	if o.Mode == "" {
		o.Mode = ThisComputer
	}
	if o.InitialMode == AgentUnknown {
		o.InitialMode = AgentAux
	}
	if o.ApplicationID == "" {
		o.ApplicationID = "Offhook"
	}
	if o.SessionDuration <= 0 {
		o.SessionDuration = 180 * time.Second
	}
	if o.Jitter == nil {
		o.Jitter = anyTime
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	errs = append(errs, o.check())
	return o, servers, errors.Join(errs...)
}

func (o Options) check() error {
	switch {
	case o.Extension == "":
		return errors.New("no extension")
	case o.Mode != ThisComputer && o.Mode != OtherPhone && o.Mode != DeskPhone:
		return fmt.Errorf("unknown telephone mode %q", string(o.Mode))
	case o.Mode == OtherPhone && o.OtherNumber == "":
		return errors.New("no number of the other phone")
	case o.Mode == ThisComputer && o.LocalMedia == nil:
		return errors.New("no local media")
	case o.InitialMode == AgentLoggedOut:
		return errors.New("initial mode is logged out")
	}
	return nil
}

// Events is where everything that happens is reported, in order. It is never
// closed.
func (c *Client) Events() <-chan Event { return c.queue.ch }

// Trace is the client's trace: the last frames, both ways, masked.
func (c *Client) Trace() *Trace { return c.trace }

// Device is our own device id, empty before the first sign-in.
func (c *Client) Device() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.device
}

// entry is a lock that one can stop waiting for. Its capacity is 1.
type entry chan struct{}

func (e entry) take() { e <- struct{}{} }
func (e entry) give() { <-e }

// takeWithin fails with ctx's cause.
func (e entry) takeWithin(ctx context.Context) error {
	select {
	case e <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Close ends everything at once without telling the server, joins all
// goroutines and forgets undelivered events. A SignIn under way returns.
func (c *Client) Close() error {
	c.mu.Lock()
	c.closed = true
	if c.cancel != nil {
		c.cancel(errClosed)
	}
	if c.online != nil {
		c.online.conn.fail(ErrDisconnected)
	}
	c.mu.Unlock()
	c.entry.take()
	defer c.entry.give()
	if s := c.stop(); s != nil {
		s.conn.close()
	}
	c.queue.close()
	return nil
}

// stop ends the supervisor and returns the session that was online, if any.
// c.entry must be held.
func (c *Client) stop() *session {
	c.mu.Lock()
	cancel, joined := c.cancel, c.joined
	c.mu.Unlock()
	if cancel != nil {
		cancel(errClosed)
	}
	if joined != nil {
		<-joined
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.online
	c.online, c.cancel, c.joined, c.ended = nil, nil, nil, false
	return s
}

// begin starts a time of work that Close can cut short.
func (c *Client) begin(ctx context.Context) (context.Context, context.CancelCauseFunc, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, nil, fmt.Errorf("wti: %w", errClosed)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	c.cancel = cancel
	return ctx, cancel, nil
}

// session returns the session in use.
func (c *Client) session() (*session, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.online != nil:
		return c.online, nil
	case c.joined != nil && !c.ended:
		return nil, ErrDisconnected // the supervisor is reconnecting
	}
	return nil, ErrNotSignedIn
}
