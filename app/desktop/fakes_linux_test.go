package desktop_test

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"offhook/app/desktop"
	"offhook/internal/testdesk"
)

// limit is for what takes a moment, on a machine that is busy.
const limit = 30 * time.Second

// wait waits until a condition holds.
func wait(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited for %s", what)
		}
	}
}

// waitFor is wait for goroutines beside the test's.
func waitFor(t *testing.T, what string, ok func() bool) {
	for end := time.Now().Add(limit); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Errorf("waited for %s", what)
			return
		}
	}
}

// newBus starts a message bus of the test's own, and the Desktop on it.
func newBus(t *testing.T) (address string) {
	t.Helper()
	testdesk.InTest(t, testdesk.Options{NoDisplay: true, NoSound: true, Keyring: testdesk.KeyringAbsent})
	return os.Getenv("DBUS_SESSION_BUS_ADDRESS")
}

// choices are what was chosen in messages and in the menu of the icon, and whether
// that is shown.
type choices struct {
	mu    sync.Mutex
	list  []string
	trays []bool
}

func (c *choices) picked(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append(c.list, id)
}

func (c *choices) tray(shown bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.trays = append(c.trays, shown)
}

// told is what was told about the icon so far.
func (c *choices) told() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return fmt.Sprint(c.trays)
}

func (c *choices) chosen(id string, choice desktop.Choice) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append(c.list, fmt.Sprint(id, " ", map[desktop.Choice]string{desktop.Answer: "answer", desktop.Decline: "decline"}[choice]))
}

func (c *choices) all() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.list)
}

func start(t *testing.T, address string) (*desktop.Desktop, *choices) {
	t.Helper()
	var c choices
	d := desktop.New(desktop.Options{Session: address, System: address, Name: "Offhook", ID: "org.offhook.Offhook"}, desktop.Heard{Chosen: c.chosen, Picked: c.picked, Tray: c.tray, Network: c.picked})
	var once sync.Once
	t.Cleanup(func() { once.Do(d.Close) })
	return d, &c
}

// service connects to the bus.
func service(t *testing.T, address string) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func take(t *testing.T, conn *dbus.Conn, name string) {
	t.Helper()
	if r, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil || r != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("%s is not to be had: %v %v", name, r, err)
	}
}

func export(t *testing.T, conn *dbus.Conn, v any, path dbus.ObjectPath, face string) {
	t.Helper()
	if err := conn.Export(v, path, face); err != nil {
		t.Fatal(err)
	}
}
