package desktop_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"offhook/app/desktop"
	"offhook/internal/testdesk"
)

const (
	notifyName = "org.freedesktop.Notifications"
	notifyPath = "/org/freedesktop/Notifications"
)

func newNotifier(t *testing.T, address string, can ...string) *testdesk.Notifier {
	t.Helper()
	n, err := testdesk.StartNotifier(address, can...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.Close() })
	return n
}

// press presses a button.
func press(t *testing.T, n *testdesk.Notifier, id uint32, key string) {
	t.Helper()
	if err := n.Press(id, key); err != nil {
		t.Fatal(err)
	}
}

func ring(id string) desktop.Ring {
	return desktop.Ring{ID: id, Title: "Incoming call", Text: "Anna Müller · +1 555 123 4567", Answer: "Answer", Decline: "Decline"}
}

func rings(ids ...string) (s desktop.State) {
	for _, id := range ids {
		s.Rings = append(s.Rings, ring(id))
	}
	return s
}

func TestARingingCallIsAMessageWithButtons(t *testing.T) {
	address := newBus(t)
	n := newNotifier(t, address, "actions", "body", "body-markup")
	d, c := start(t, address)
	d.Set(rings("871"))
	wait(t, "the message", func() bool { return len(n.IDs()) == 1 })
	m := n.Shown()[1]
	if m.Title != "Incoming call" || m.Text != "Anna Müller · +1 555 123 4567" || !slices.Equal(m.Buttons, []string{"answer", "Answer", "decline", "Decline"}) {
		t.Errorf("the message is %+v", m)
	}
	if m.Hints["urgency"] != byte(2) || m.Hints["desktop-entry"] != "org.offhook.Offhook" || m.Hints["category"] != "call.incoming" {
		t.Errorf("hints = %v", m.Hints)
	}
	press(t, n, 1, "answer")
	wait(t, "the answer", func() bool { return slices.Equal(c.all(), []string{"871 answer"}) })
	d.Set(rings("872")) // the one is answered, another one rings
	wait(t, "another message", func() bool { return slices.Equal(n.IDs(), []uint32{2}) })
	press(t, n, 2, "decline")
	wait(t, "the refusal", func() bool { return slices.Equal(c.all(), []string{"871 answer", "872 decline"}) })
}

func TestAMessageGoesWithItsCall(t *testing.T) {
	address := newBus(t)
	n := newNotifier(t, address, "actions", "body")
	d, c := start(t, address)
	d.Set(rings("1", "2"))
	wait(t, "both messages", func() bool { return len(n.IDs()) == 2 })
	d.Set(rings("2")) // answered in the window, or elsewhere
	wait(t, "the first one to go", func() bool { return slices.Equal(n.IDs(), []uint32{2}) })
	press(t, n, 1, "answer") // too late: there is no such call
	changed := rings("2")
	changed.Rings[0].Text = "Kim"
	d.Set(changed)
	wait(t, "the new text", func() bool { return n.Shown()[2].Text == "Kim" })
	if got := c.all(); len(got) != 0 {
		t.Errorf("chosen: %q", got)
	}
	d.Close()
	if got := n.IDs(); len(got) != 0 {
		t.Errorf("%v stay when Offhook has ended", got)
	}
}

// TestAButtonIsPressedWhileTheTextChanges: the service shows the new text as
// another message then.
func TestAButtonIsPressedWhileTheTextChanges(t *testing.T) {
	address := newBus(t)
	n := newNotifier(t, address, "actions", "body")
	d, c := start(t, address)
	for i := range uint32(20) {
		s := rings(fmt.Sprint(i))
		d.Set(s)
		wait(t, "the message", func() bool { return len(n.IDs()) == 1 })
		s.Rings[0].Text = "Kim"
		d.Set(s)
		press(t, n, n.IDs()[0], "answer")
		wait(t, "the answer", func() bool { return len(c.all()) == int(i)+1 })
		wait(t, "the message to go", func() bool { return len(n.IDs()) == 0 })
		d.Set(desktop.State{})
	}
}

func TestAMessageThatWasPutAwayDoesNotComeBack(t *testing.T) {
	address := newBus(t)
	n := newNotifier(t, address, "actions", "body")
	d, _ := start(t, address)
	d.Set(rings("1"))
	wait(t, "the message", func() bool { return len(n.IDs()) == 1 })
	if err := n.PutAway(1); err != nil {
		t.Fatal(err)
	}
	d.Set(rings("1", "2"))
	wait(t, "the other message", func() bool { return slices.Equal(n.IDs(), []uint32{2}) })
	if got := n.Times(); got != 2 {
		t.Errorf("%d messages were shown", got)
	}
}

func TestOnlyTheServiceAnswersCalls(t *testing.T) {
	address := newBus(t)
	n := newNotifier(t, address, "actions", "body")
	d, c := start(t, address)
	d.Set(rings("1"))
	wait(t, "the message", func() bool { return len(n.IDs()) == 1 })
	stranger := service(t, address)
	for _, name := range ownersOf(t, stranger) { // to each program by name, which no filter holds up
		msg := &dbus.Message{
			Type: dbus.TypeSignal,
			Headers: map[dbus.HeaderField]dbus.Variant{
				dbus.FieldDestination: dbus.MakeVariant(name), dbus.FieldPath: dbus.MakeVariant(dbus.ObjectPath(notifyPath)),
				dbus.FieldInterface: dbus.MakeVariant(notifyName), dbus.FieldMember: dbus.MakeVariant("ActionInvoked"),
				dbus.FieldSignature: dbus.MakeVariant(dbus.SignatureOf(uint32(0), "")),
			},
			Body: []any{uint32(1), "answer"},
		}
		stranger.Send(msg, nil)
	}
	if err := stranger.BusObject().Call("org.freedesktop.DBus.Peer.Ping", 0).Err; err != nil { // they have been passed on
		t.Fatal(err)
	}
	press(t, n, 1, "decline")
	wait(t, "the service's word", func() bool { return len(c.all()) > 0 })
	if got := c.all(); !slices.Equal(got, []string{"1 decline"}) {
		t.Errorf("chosen: %q", got)
	}
}

// ownersOf are the unique names on the bus.
func ownersOf(t *testing.T, conn *dbus.Conn) (unique []string) {
	t.Helper()
	var names []string
	if err := conn.BusObject().Call("org.freedesktop.DBus.ListNames", 0).Store(&names); err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if strings.HasPrefix(n, ":") {
			unique = append(unique, n)
		}
	}
	return unique
}

func TestHostileTextsAreShownAndNotRead(t *testing.T) {
	bad := "<img src=x onerror=alert(1)> & \"x\"\x1b[31m\n\u202eevil\xff"
	for name, c := range map[string]struct {
		can         []string
		title, text string
	}{
		"markup":    {[]string{"actions", "body", "body-markup"}, "Incoming call", "&lt;img src=x onerror=alert(1)&gt; &amp; &quot;x&quot;[31m evil\uFFFD"},
		"no markup": {[]string{"actions", "body"}, "Incoming call", "<img src=x onerror=alert(1)> & \"x\"[31m evil\uFFFD"},
		"no body":   {[]string{"actions"}, "Incoming call: <img src=x onerror=alert(1)> & \"x\"[31m evil\uFFFD", ""},
	} {
		t.Run(name, func(t *testing.T) {
			address := newBus(t)
			n := newNotifier(t, address, c.can...)
			d, _ := start(t, address)
			s := rings("1")
			s.Rings[0].Text = bad
			d.Set(s)
			wait(t, "the message", func() bool { return len(n.IDs()) == 1 })
			if m := n.Shown()[1]; m.Title != c.title || m.Text != c.text {
				t.Errorf("the message is %q %q, want %q %q", m.Title, m.Text, c.title, c.text)
			}
			s.Rings[0].Text = strings.Repeat("é", 5000)
			d.Set(s)
			wait(t, "the long text", func() bool { return strings.Contains(n.Shown()[1].Title+n.Shown()[1].Text, "éé") })
			if m := n.Shown()[1]; len(m.Text) > 1000 {
				t.Errorf("the text has %d bytes", len(m.Text))
			}
		})
	}
}

func TestADesktopWithoutButtonsGetsNone(t *testing.T) {
	address := newBus(t)
	n := newNotifier(t, address, "body")
	d, _ := start(t, address)
	d.Set(rings("1"))
	wait(t, "the message", func() bool { return len(n.IDs()) == 1 })
	if m := n.Shown()[1]; len(m.Buttons) != 0 {
		t.Errorf("buttons %q", m.Buttons)
	}
}

func TestAnotherServiceTakesOver(t *testing.T) {
	address := newBus(t)
	first := newNotifier(t, address, "actions", "body")
	d, c := start(t, address)
	d.Set(rings("1"))
	wait(t, "the message", func() bool { return len(first.IDs()) == 1 })
	_ = first.Close() // it crashes
	second := newNotifier(t, address, "body")
	wait(t, "the message again", func() bool { return len(second.IDs()) == 1 })
	if m := second.Shown()[1]; len(m.Buttons) != 0 {
		t.Errorf("the second service has no buttons, but got %q", m.Buttons)
	}
	press(t, second, 1, "answer")
	wait(t, "the answer", func() bool { return slices.Equal(c.all(), []string{"1 answer"}) })
}

func TestWithoutAServiceNothingHappens(t *testing.T) {
	d, _ := start(t, newBus(t))
	d.Set(rings("1"))
	d.Set(desktop.State{})
	d.Close()
	d, _ = start(t, "unix:path=/nonexistent/bus")
	d.Set(rings("1"))
	d.Close()
}
