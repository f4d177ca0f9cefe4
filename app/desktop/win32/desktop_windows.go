package win32

import (
	"context"
	"log/slog"
	"sync"

	"offhook/app/desktop"
)

// Options configure a Desktop.
type Options struct {
	// Name names the program to people, and ID to Windows: its AppUserModelID.
	Name, ID string
	// Profile is where the links of messages are to go.
	Profile string
	// SessionEnds is called when Windows ends the user's session, which nobody can
	// hold back any more. The program has some seconds for its end.
	SessionEnds func()
	Logger      *slog.Logger // nil discards
}

// Desktop brings Windows in line with calls. Make one with [New].
type Desktop struct {
	thread   *thread
	messages *messages
	last     desktop.State
	first    bool
	stop     context.CancelFunc
	wg       sync.WaitGroup
}

// New starts a Desktop that knows of no call, and has h told what it hears.
func New(o Options, h desktop.Heard) *Desktop {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Logger = o.Logger.With("pkg", "desktop")
	ctx, stop := context.WithCancel(context.Background())
	d := &Desktop{
		thread: newThread(o, h), messages: newMessages(powershell{o.ID}, o.Logger, o.Profile, h.Chosen),
		first: true, stop: stop,
	}
	d.wg.Go(func() { d.messages.run(ctx) })
	d.wg.Go(func() { d.thread.tellAll(ctx) })
	d.wg.Go(func() { watchNetwork(ctx, o.Logger, h.Network) })
	go d.thread.run() // joined by its end
	<-d.thread.ready
	return d
}

// Set tells how things are now. It does not block. One goroutine calls it, and not
// after Close.
func (d *Desktop) Set(s desktop.State) {
	if !d.first && s.Equal(d.last) {
		return
	}
	d.first, d.last = false, s
	d.messages.set(s.Rings)
	d.thread.put(s)
}

// Press does what a link says that a button of a message has opened, and reports
// whether it was one: its key is that message's, and the call still rings. Any
// goroutine may call it.
func (d *Desktop) Press(l desktop.Link) bool { return d.messages.press(l) }

// Close takes everything back and returns when nothing runs any more: mostly at
// once, or within closeLimit where a message has to be taken away. Where the session
// ends, one thread holds that up until the program has ended.
func (d *Desktop) Close() {
	d.thread.end()
	d.stop()
	d.wg.Wait()
}
