//go:build linux || freebsd || openbsd || netbsd

package hotkeys

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

// The names of org.freedesktop.portal.GlobalShortcuts.
const (
	portalName    = "org.freedesktop.portal.Desktop"
	portalPath    = "/org/freedesktop/portal/desktop"
	shortcutsFace = "org.freedesktop.portal.GlobalShortcuts"
	requestFace   = "org.freedesktop.portal.Request"
	sessionFace   = "org.freedesktop.portal.Session"
	// registryFace tells the portal who we are, which it cannot see of a program
	// outside a sandbox; older portals have none.
	registryFace = "org.freedesktop.host.portal.Registry"
)

// portalLimit is how long the portal has to answer a call. What its user is asked
// comes later, as a signal.
const portalLimit = 5 * time.Second

// portal asks the desktop for the keys. There is a connection, and on it a session,
// for each set of keys, since a session takes keys once; both end together.
type portal struct {
	address string
	id      string
	log     *slog.Logger
	pressed func(string)
	told    func([]Report)

	conn    *dbus.Conn // nil while there are no keys
	owner   string     // the portal's unique name: nobody else's signals count
	events  chan func()
	reader  sync.WaitGroup
	keys    []Key
	session dbus.ObjectPath
	request dbus.ObjectPath // whose answer is waited for
	answer  func(map[string]dbus.Variant)
}

// shortcut is one as it goes over the bus, both ways.
type shortcut struct {
	ID    string
	Props map[string]dbus.Variant
}

func newPortal(o Options, pressed func(string), told func([]Report)) *portal {
	return &portal{address: o.Session, id: o.ID, log: o.Logger, pressed: pressed, told: told}
}

func (p *portal) news() <-chan func() { return p.events }

// selected is nothing: what is selected is not shown to programs in the background.
func (p *portal) selected() []string { return nil }

func (p *portal) set(keys []Key) {
	p.close()
	if p.keys = keys; len(keys) == 0 {
		p.told(nil)
		return
	}
	err := p.connect()
	if err == nil {
		err = p.createSession()
	}
	if err != nil {
		p.log.Info("no keys of the desktop", "err", err)
		p.close()
		p.told(all(keys, Refused))
		return
	}
	p.told(all(keys, Asked))
}

func (p *portal) connect() error {
	ordered := dbus.WithSignalHandler(dbus.NewSequentialSignalHandler())
	connect := func() (*dbus.Conn, error) { return dbus.Connect(p.address, ordered) }
	if p.address == "" {
		connect = func() (*dbus.Conn, error) { return dbus.ConnectSessionBus(ordered) }
	}
	conn, err := connect()
	if err != nil {
		return err
	}
	p.conn = conn
	signals := make(chan *dbus.Signal, 64)
	conn.Signal(signals)
	events := make(chan func(), 64)
	p.events = events
	p.reader.Go(func() {
		defer close(events)
		for sig := range signals { // closed with the connection
			events <- func() { p.heard(sig) }
		}
	})
	for _, face := range []string{shortcutsFace, requestFace, sessionFace} {
		if err := conn.AddMatchSignal(dbus.WithMatchSender(portalName), dbus.WithMatchInterface(face)); err != nil {
			return err
		}
	}
	if err := p.call(nil, registryFace+".Register", p.id, map[string]dbus.Variant{}); err != nil {
		p.log.Debug("the portal does not know who we are", "err", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), portalLimit)
	defer cancel()
	return conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.GetNameOwner", 0, portalName).Store(&p.owner)
}

// call calls a method of the portal and takes its answer, where to is not nil.
func (p *portal) call(to any, method string, args ...any) error {
	ctx, cancel := context.WithTimeout(context.Background(), portalLimit)
	defer cancel()
	c := p.conn.Object(portalName, portalPath).CallWithContext(ctx, method, 0, args...)
	if c.Err != nil || to == nil {
		return c.Err
	}
	return c.Store(to)
}

// createSession opens a session. That the keys come along is for KDE Plasma 5, which
// gives them here, and at BindShortcuts opens the page of its settings where they can
// be changed; the portal's specification has them at BindShortcuts alone.
func (p *portal) createSession() error {
	options := map[string]dbus.Variant{"handle_token": dbus.MakeVariant("session"), "session_handle_token": dbus.MakeVariant("offhook"),
		"shortcuts": dbus.MakeVariant(p.wanted())}
	return p.ask(p.bind, shortcutsFace+".CreateSession", options)
}

// ask calls a method that answers by a signal later, to then.
func (p *portal) ask(then func(map[string]dbus.Variant), method string, args ...any) error {
	p.answer = then
	return p.call(&p.request, method, args...) // signals are looked at after this
}

// bind asks for the keys in the new session.
func (p *portal) bind(results map[string]dbus.Variant) {
	p.session = dbus.ObjectPath(fmt.Sprint(results["session_handle"].Value())) // a text or a path
	err := fmt.Errorf("session %q", p.session)
	if p.session.IsValid() {
		if list, complete := p.givenAlready(results); complete {
			p.report(list)
			return
		}
		const noWindow = ""
		err = p.ask(p.bound, shortcutsFace+".BindShortcuts", p.session, p.wanted(), noWindow, map[string]dbus.Variant{"handle_token": dbus.MakeVariant("bind")})
	}
	if err != nil {
		p.log.Info("no keys of the desktop", "err", err)
		p.told(all(p.keys, Refused))
	}
}

// givenAlready is what came with the new session, and whether it is all keys.
func (p *portal) givenAlready(results map[string]dbus.Variant) (list []shortcut, complete bool) {
	_ = store(results, "shortcuts", &list) // none, as a rule
	given := triggers(list)
	return list, !slices.ContainsFunc(p.keys, func(k Key) bool { return given[k.ID] == "" })
}

// triggers are keys in the desktop's words, empty where it does not say.
func triggers(list []shortcut) map[string]string {
	given := map[string]string{}
	for _, s := range list {
		var trigger string
		_ = store(s.Props, "trigger_description", &trigger)
		given[s.ID] = trigger
	}
	return given
}

// wanted are the keys as they are asked for.
func (p *portal) wanted() []shortcut {
	list := make([]shortcut, len(p.keys))
	for i, k := range p.keys {
		props := map[string]dbus.Variant{"description": dbus.MakeVariant(k.Text)}
		if c, ok := parseChord(k.Chord); ok {
			props["preferred_trigger"] = dbus.MakeVariant(c.trigger())
		}
		list[i] = shortcut{k.ID, props}
	}
	return list
}

// bound reports which keys the desktop gives.
func (p *portal) bound(results map[string]dbus.Variant) {
	var list []shortcut
	if err := store(results, "shortcuts", &list); err != nil {
		p.log.Info("no keys of the desktop", "err", err)
	}
	p.report(list)
}

func (p *portal) report(list []shortcut) {
	given := triggers(list)
	reports := make([]Report, len(p.keys))
	for i, k := range p.keys {
		trigger, ok := given[k.ID]
		if reports[i] = (Report{ID: k.ID, State: Held, Instead: trigger}); !ok {
			reports[i].State = Refused
		}
	}
	p.told(reports)
}

// heard takes a signal of the portal's.
func (p *portal) heard(sig *dbus.Signal) {
	if sig.Sender != p.owner {
		return
	}
	switch sig.Name {
	case requestFace + ".Response":
		p.responded(sig)
	case shortcutsFace + ".Activated":
		var session dbus.ObjectPath
		var id string
		var at uint64
		var options map[string]dbus.Variant
		if dbus.Store(sig.Body, &session, &id, &at, &options) == nil && session == p.session {
			p.pressed(id)
		}
	case shortcutsFace + ".ShortcutsChanged":
		var session dbus.ObjectPath
		var list []shortcut
		if dbus.Store(sig.Body, &session, &list) == nil && session == p.session {
			p.report(list)
		}
	case sessionFace + ".Closed":
		if sig.Path == p.session {
			p.told(all(p.keys, Refused))
		}
	}
}

func (p *portal) responded(sig *dbus.Signal) {
	var code uint32
	var results map[string]dbus.Variant
	if sig.Path != p.request || p.answer == nil || dbus.Store(sig.Body, &code, &results) != nil {
		return
	}
	then := p.answer
	p.answer = nil
	if code != 0 { // 1: its user said no; 2: something else
		p.log.Info("no keys of the desktop", "response", code)
		p.told(all(p.keys, Refused))
		return
	}
	then(results)
}

// store takes one of the results.
func store(results map[string]dbus.Variant, name string, to any) error {
	v, ok := results[name]
	if !ok {
		return fmt.Errorf("the portal told no %s", name)
	}
	return v.Store(to)
}

// close ends the connection, and with it the session and its keys.
func (p *portal) close() {
	if p.conn == nil {
		return
	}
	_ = p.conn.Close()
	for range p.events { // until the reader has ended
	}
	p.reader.Wait()
	p.conn, p.events, p.answer, p.session, p.request = nil, nil, nil, "", ""
}
