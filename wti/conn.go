package wti

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	pingEvery  = 25 * time.Second // protocol notes §1.7
	writeLimit = 10 * time.Second
	frameLimit = 1 << 20 // protocol notes §12.1.8
	hardLimit  = 64 << 20

	requestLimit = 15 * time.Second // protocol notes §1.5
	slowLimit    = 30 * time.Second
)

// frames is what a connection hands its incoming frames to. Its methods run on
// the reader goroutine.
type frames interface {
	wait(closed <-chan struct{}) // back-pressure: returns when there is room
	event(f frame)               // not an answer
	bad(err error)               // a frame that cannot be read
	sent(text []byte)            // for the trace, on the writer goroutine
	received(text string)        // for the trace
}

// conn is one WebSocket with its reader and its writer goroutine.
type conn struct {
	ws      *websocket.Conn
	to      frames
	out     chan []byte
	pending pending
	wg      sync.WaitGroup
	once    sync.Once
	closed  chan struct{} // closed after err is set
	err     error
	pong    chan string // capacity 1: what the newest answered ping said
	bearer  wired       // goes into each header when set; changes only before use is shared
	dialect Dialect
	names   spelling
}

func (c *conn) setBearer(token Secret) { c.bearer = wired("Bearer " + token) }

// startConn takes ws over.
func startConn(ws *websocket.Conn, to frames, d Dialect) *conn {
	c := &conn{ws: ws, to: to, dialect: d, names: d.spelling(), out: make(chan []byte), closed: make(chan struct{}), pong: make(chan string, 1)}
	ws.SetReadLimit(hardLimit)
	ws.SetPongHandler(c.answered)
	pong := ws.PingHandler()
	ws.SetPingHandler(func(data string) error {
		return errors.Join(c.alive(), pong(data))
	})
	c.wg.Go(c.readLoop)
	c.wg.Go(c.writeLoop)
	return c
}

// alive notes a sign of life: the socket has as long again, which is 60 s with
// the default of 25 s between pings.
func (c *conn) alive() error {
	return c.ws.SetReadDeadline(time.Now().Add(c.dialect.pingEvery() * 12 / 5))
}

// fail ends the connection; the first reason stays.
func (c *conn) fail(err error) {
	c.once.Do(func() {
		c.err = err
		close(c.closed)
		_ = c.ws.Close()
	})
}

// isClosed says that the connection has ended.
func (c *conn) isClosed() bool {
	select {
	case <-c.closed:
		return true
	default:
		return false
	}
}

// over is why nothing can be asked any more; nil while it can. A select draws among
// what is ready, so what has ended is asked for before it.
func (c *conn) over(ctx context.Context) error {
	if c.isClosed() {
		return c.err
	}
	return context.Cause(ctx)
}

// close ends the connection at once and joins its goroutines.
func (c *conn) close() {
	c.fail(ErrDisconnected)
	c.wg.Wait()
}

// leave says goodbye with code 1000 and gives the server as long to answer.
func (c *conn) leave(limit time.Duration) {
	end := time.Now().Add(limit)
	msg := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	if c.ws.WriteControl(websocket.CloseMessage, msg, end) == nil {
		select {
		case <-c.closed:
		case <-time.After(time.Until(end)):
		}
	}
	c.close()
}

// local is our own address on this connection.
func (c *conn) local() netip.Addr {
	if a, ok := c.ws.NetConn().LocalAddr().(*net.TCPAddr); ok {
		return a.AddrPort().Addr().Unmap()
	}
	return netip.AddrFrom4([4]byte{127, 0, 0, 1})
}

func (c *conn) readLoop() {
	var buf bytes.Buffer
	for {
		_ = c.alive()
		_, r, err := c.ws.NextReader()
		if err != nil {
			c.fail(fmt.Errorf("%w: %w", ErrDisconnected, err))
			return
		}
		buf.Reset()
		n, err := io.Copy(&buf, io.LimitReader(r, frameLimit+1))
		if err != nil {
			c.fail(fmt.Errorf("%w: %w", ErrDisconnected, err))
			return
		}
		c.to.wait(c.closed)
		if n > frameLimit {
			c.to.bad(errors.New("frame longer than 1 MiB"))
			continue
		}
		c.receive(buf.String())
	}
}

// receive gives one frame to whom it belongs.
func (c *conn) receive(text string) {
	t := newTree()
	defer t.release()
	f, err := decodeFrame(t, text)
	c.to.received(text)
	if err != nil {
		c.to.bad(err)
		return
	}
	c.names.rename(&f)
	if f.kind == frameEvent {
		c.to.event(f)
		return
	}
	if w := c.pending.take(f); w != nil {
		w.done <- c.read(w, f)
		return
	}
	if knownEvent(f.name) {
		c.to.event(f)
	}
}

func (c *conn) read(w *waiter, f frame) error {
	if e := refusal(f, w.op, c.dialect.RefusalMembers); e != nil {
		return e
	}
	if w.read == nil {
		return nil
	}
	return w.read(f.payload)
}

func (c *conn) writeLoop() {
	ping := time.NewTicker(c.dialect.pingEvery())
	defer ping.Stop()
	for !c.isClosed() {
		var err error
		select {
		case text := <-c.out:
			_ = c.ws.SetWriteDeadline(time.Now().Add(writeLimit))
			c.to.sent(text)
			err = c.ws.WriteMessage(websocket.TextMessage, text)
		case <-ping.C:
			err = c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeLimit))
		case <-c.closed:
			return
		}
		if err != nil {
			c.fail(fmt.Errorf("%w: %w", ErrDisconnected, err))
			return
		}
	}
}

// request sends op and waits for its answer, which read gets. name is op as
// spelt on the wire.
func (c *conn) request(ctx context.Context, op, name string, in any, read answer) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limitOf(op), &Error{Op: op, Kind: KindTimeout})
	defer cancel()
	w := c.pending.add(op, read)
	var text []byte
	payload, err := c.dialect.payload(in)
	if err == nil {
		text, err = json.Marshal(envelope{
			header{c.dialect.invokeID(w.id), "request", name, "v2", c.bearer}, c.dialect.enveloped(payload),
		})
	}
	if err == nil {
		err = c.over(ctx)
	}
	if err == nil {
		select {
		case c.out <- text:
			return c.await(ctx, w)
		case <-c.closed:
			err = c.err
		case <-ctx.Done():
			err = context.Cause(ctx)
		}
	}
	c.pending.drop(w)
	return wrapRequest(op, err)
}

func (c *conn) await(ctx context.Context, w *waiter) error {
	var err error
	select {
	case err := <-w.done:
		return wrapRequest(w.op, err)
	case <-c.closed: // the connection is gone: every waiter fails at once
		err = c.err
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	if !c.pending.drop(w) {
		err = <-w.done // being read just now
	}
	return wrapRequest(w.op, err)
}

// wrapRequest names the request in errors that do not name it themselves.
func wrapRequest(op string, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*Error](err); ok {
		return err
	}
	return fmt.Errorf("wti: %s: %w", op, err)
}

func limitOf(op string) time.Duration {
	if op == opRegisterTerminal || op == opStartSession {
		return slowLimit
	}
	return requestLimit
}
