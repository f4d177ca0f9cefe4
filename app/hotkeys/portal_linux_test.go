package hotkeys_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"

	"offhook/app/hotkeys"
	"offhook/internal/testdesk"
)

// portal is a desktop that gives keys by org.freedesktop.portal.GlobalShortcuts.
type portal struct {
	t    *testing.T
	conn *dbus.Conn
	deny uint32            // what it answers to keys; 0: gives them
	give map[string]string // the keys that it gives, in its words

	mu      sync.Mutex
	soon    bool   // it gives keys with the session, as Plasma 5 does
	asked   string // for what it was asked
	app     string // who asks
	session dbus.ObjectPath
	opened  int
	bound   int
}

const portalPath = "/org/freedesktop/portal/desktop"

func newPortal(t *testing.T, address string, deny uint32, give map[string]string) *portal {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	p := &portal{t: t, conn: conn, deny: deny, give: give}
	for face, methods := range map[string]any{
		"org.freedesktop.portal.GlobalShortcuts": shortcutMethods{p}, "org.freedesktop.host.portal.Registry": registryMethods{p},
	} {
		if err := conn.Export(methods, portalPath, face); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := conn.RequestName("org.freedesktop.portal.Desktop", dbus.NameFlagDoNotQueue); err != nil || r != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("no portal: %v %v", r, err)
	}
	return p
}

// seen is what it was asked.
func (p *portal) seen() (app, asked string, opened int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.app, p.asked, p.opened
}

// press presses a key of the session.
func (p *portal) press(conn *dbus.Conn, id string) {
	p.mu.Lock()
	session := p.session
	p.mu.Unlock()
	if err := conn.Emit(portalPath, "org.freedesktop.portal.GlobalShortcuts.Activated", session, id, uint64(7), map[string]dbus.Variant{}); err != nil {
		p.t.Error(err)
	}
}

// respond answers a request after its method has returned.
func (p *portal) respond(sender dbus.Sender, options map[string]dbus.Variant, code uint32, results map[string]dbus.Variant) dbus.ObjectPath {
	path := dbus.ObjectPath(fmt.Sprintf("%s/request/%s/%s", portalPath, strings.NewReplacer(":", "", ".", "_").Replace(string(sender)), options["handle_token"].Value()))
	go func() { _ = p.conn.Emit(path, "org.freedesktop.portal.Request.Response", code, results) }()
	return path
}

type registryMethods struct{ p *portal }

// Register says who the caller is.
func (m registryMethods) Register(id string, _ map[string]dbus.Variant) *dbus.Error {
	m.p.mu.Lock()
	defer m.p.mu.Unlock()
	m.p.app = id
	return nil
}

type shortcutMethods struct{ p *portal }

// CreateSession opens a session.
func (m shortcutMethods) CreateSession(by dbus.Sender, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	m.p.mu.Lock()
	defer m.p.mu.Unlock()
	m.p.opened++
	m.p.session = dbus.ObjectPath(fmt.Sprintf("%s/session/%s/%d", portalPath, options["session_handle_token"].Value(), m.p.opened))
	results := map[string]dbus.Variant{"session_handle": dbus.MakeVariant(string(m.p.session))}
	if m.p.soon {
		var list []given
		if v := options["shortcuts"]; v.Store(&list) != nil {
			return "", dbus.NewError("org.freedesktop.DBus.Error.InvalidArgs", nil)
		}
		results["shortcuts"] = dbus.MakeVariant(m.p.answer(list))
	}
	return m.p.respond(by, options, 0, results), nil
}

// given is a key, both ways.
type given struct {
	ID    string
	Props map[string]dbus.Variant
}

// BindShortcuts gives keys in a session.
func (m shortcutMethods) BindShortcuts(by dbus.Sender, session dbus.ObjectPath, list []given, _ string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	m.p.mu.Lock()
	defer m.p.mu.Unlock()
	if session != m.p.session {
		return "", dbus.NewError("org.freedesktop.DBus.Error.AccessDenied", nil)
	}
	m.p.bound++
	return m.p.respond(by, options, m.p.deny, map[string]dbus.Variant{"shortcuts": dbus.MakeVariant(m.p.answer(list))}), nil
}

// answer gives keys.
func (p *portal) answer(list []given) []given {
	var asked []string
	answer := []given{}
	for _, s := range list {
		asked = append(asked, fmt.Sprint(s.ID, " ", s.Props["preferred_trigger"].Value(), " ", s.Props["description"].Value()))
		if trigger, ok := p.give[s.ID]; ok {
			answer = append(answer, given{s.ID, map[string]dbus.Variant{"trigger_description": dbus.MakeVariant(trigger)}})
		}
	}
	p.asked = strings.Join(asked, ", ")
	return answer
}

func sessionBus(t *testing.T) (*testdesk.Desk, string) {
	t.Helper()
	d := testdesk.InTest(t, testdesk.Options{NoDisplay: true, NoSound: true, Keyring: testdesk.KeyringAbsent})
	return d, os.Getenv("DBUS_SESSION_BUS_ADDRESS")
}

// TestADesktopGivesKeys: the desktop is asked, says which keys they are, and tells
// when they are pressed. Nobody else can press them.
func TestADesktopGivesKeys(t *testing.T) {
	d, address := sessionBus(t)
	p := newPortal(t, address, 0, map[string]string{"answer": "Ctrl+Alt+A", "mute": "Meta+Pause"})
	k, h := start(t, d, hotkeys.Options{Portal: true, Session: address, Display: ":4711"})
	k.Set([]hotkeys.Key{{ID: "answer", Chord: "Ctrl+Alt+A", Text: "Answer"}, {ID: "mute", Chord: "Super+Shift+Prior", Text: "Mute"}, {ID: "hold", Chord: "Ctrl+,", Text: "Hold"}})
	wait(t, "the keys", func() bool { return h.report() == "answer held Ctrl+Alt+A, mute held Meta+Pause, hold refused" })
	app, asked, _ := p.seen()
	if want := "answer CTRL+ALT+a Answer, mute LOGO+SHIFT+Page_Up Mute, hold CTRL+comma Hold"; asked != want || app != "org.offhook.Offhook" {
		t.Errorf("%s asks for %s, want %s", app, asked, want)
	}
	stranger, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stranger.Close() })
	p.press(stranger, "answer")
	p.press(p.conn, "mute")
	p.press(p.conn, "answer")
	wait(t, "the keys", func() bool { return h.keys() == "mute answer" })
	k.Set([]hotkeys.Key{{ID: "mute", Chord: "Super+Shift+Prior", Text: "Mute"}}) // in another session
	wait(t, "the other session", func() bool { return h.report() == "mute held Meta+Pause" })
	if _, _, opened := p.seen(); opened != 2 {
		t.Errorf("%d sessions", opened)
	}
	p.press(p.conn, "mute")
	wait(t, "its key", func() bool { return h.keys() == "mute answer mute" })
	k.Close()
}

// TestAKeyThatComesWithTheSessionIsNotAskedForAgain: Plasma 5 gives keys with the
// session. Asked again it opens its settings, which is right where a key is missing
// and at no other start.
func TestAKeyThatComesWithTheSessionIsNotAskedForAgain(t *testing.T) {
	d, address := sessionBus(t)
	p := newPortal(t, address, 0, map[string]string{"answer": "Ctrl+Alt+A", "mute": "Ctrl+Alt+M"})
	p.mu.Lock()
	p.soon = true
	p.mu.Unlock()
	k, h := start(t, d, hotkeys.Options{Portal: true, Session: address, Display: ":4711"})
	bound := func() int {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.bound
	}
	k.Set(two)
	wait(t, "the keys", func() bool { return h.report() == "answer held Ctrl+Alt+A, mute held Ctrl+Alt+M" })
	p.press(p.conn, "mute")
	wait(t, "a key", func() bool { return h.keys() == "mute" })
	if n := bound(); n != 0 {
		t.Errorf("the desktop was asked again %d times", n)
	}
	k.Set([]hotkeys.Key{{ID: "answer", Chord: "Ctrl+Alt+A", Text: "Answer"}, {ID: "hold", Chord: "Ctrl+Alt+H", Text: "Hold"}})
	wait(t, "what is left", func() bool { return h.report() == "answer held Ctrl+Alt+A, hold refused" })
	if n := bound(); n != 1 {
		t.Errorf("a key was missing, and the desktop was asked for it %d times", n)
	}
}

func TestADesktopMayRefuse(t *testing.T) {
	d, address := sessionBus(t)
	newPortal(t, address, 1, nil)
	k, h := start(t, d, hotkeys.Options{Portal: true, Session: address, Display: ":4711"})
	k.Set(two)
	wait(t, "the refusal", func() bool { return h.report() == "answer refused, mute refused" })
}

func TestADesktopWithoutAPortalGivesNoKeys(t *testing.T) {
	d, address := sessionBus(t)
	k, h := start(t, d, hotkeys.Options{Portal: true, Session: address, Display: ":4711"})
	k.Set(two)
	wait(t, "the refusal", func() bool { return h.report() == "answer refused, mute refused" })
	if got := k.Selected(t.Context()); len(got) != 0 {
		t.Errorf("selected: %q", got)
	}
}
