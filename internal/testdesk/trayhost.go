package testdesk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	watcherName = "org.kde.StatusNotifierWatcher"
	watcherPath = "/StatusNotifierWatcher"
	trayItem    = "org.kde.StatusNotifierItem"
	trayMenu    = "com.canonical.dbusmenu"
)

// TrayHost is a desktop's place for icons (StatusNotifierItem specification), which
// reads menus and chooses from them as a panel does. Safe for concurrent use.
type TrayHost struct {
	conn *dbus.Conn

	mu    sync.Mutex // guards the rest
	hosts bool       // something shows the icons
	items []string   // the connections of the icons
	news  []string   // the signals of icons, in order
}

// StartTrayHost offers the service on the bus at address. Without a host there is
// a list of icons that nothing shows.
func StartTrayHost(address string, host bool) (*TrayHost, error) {
	conn, err := dbus.Connect(address, dbus.WithSignalHandler(dbus.NewSequentialSignalHandler()))
	if err != nil {
		return nil, fmt.Errorf("testdesk: tray: %w", err)
	}
	h := &TrayHost{conn: conn, hosts: host}
	if err := h.offer(); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("testdesk: tray: %w", err)
	}
	return h, nil
}

func (h *TrayHost) offer() error {
	if err := h.conn.Export(watcherMethods{h}, watcherPath, watcherName); err != nil {
		return err
	}
	if err := h.conn.Export(watcherProps{h}, watcherPath, "org.freedesktop.DBus.Properties"); err != nil {
		return err
	}
	for _, face := range []string{trayItem, trayMenu} {
		if err := h.conn.AddMatchSignal(dbus.WithMatchInterface(face)); err != nil {
			return err
		}
	}
	signals := make(chan *dbus.Signal, 256)
	h.conn.Signal(signals)
	go func() { // ends with the connection
		for sig := range signals {
			h.mu.Lock()
			if strings.HasPrefix(sig.Name, trayItem) || strings.HasPrefix(sig.Name, trayMenu) {
				h.news = append(h.news, sig.Name[strings.LastIndexByte(sig.Name, '.')+1:])
			}
			h.mu.Unlock()
		}
	}()
	r, err := h.conn.RequestName(watcherName, dbus.NameFlagDoNotQueue)
	if err == nil && r != dbus.RequestNameReplyPrimaryOwner {
		err = fmt.Errorf("%s has an owner", watcherName)
	}
	return err
}

// Close ends the service, as a crash would.
func (h *TrayHost) Close() error { return h.conn.Close() }

// SetHost has something show the icons, or nothing.
func (h *TrayHost) SetHost(on bool) error {
	h.mu.Lock()
	h.hosts = on
	h.mu.Unlock()
	name := ".StatusNotifierHostUnregistered"
	if on {
		name = ".StatusNotifierHostRegistered"
	}
	return h.conn.Emit(watcherPath, watcherName+name)
}

// TrayIcon is an icon as a panel shows it.
type TrayIcon struct {
	Title, Status, Tip string
	// Pixels of the largest picture: alpha, red, green, blue of each, by rows.
	Width, Height int
	Pixels        []byte
	Menu          []TrayLine

	name string
	menu dbus.ObjectPath
}

// TrayLine is a line of a menu.
type TrayLine struct {
	Number    int32
	Label     string // as it is read; empty between others
	Enabled   bool
	Checked   bool
	Lines     []TrayLine
	Separator bool
}

// Find is the line with a label, also in the menus behind; nil when there is none.
func (i TrayIcon) Find(label string) *TrayLine {
	all := i.All()
	if n := slices.IndexFunc(all, func(l TrayLine) bool { return l.Label == label }); n >= 0 {
		return &all[n]
	}
	return nil
}

// All are the lines, those of the menus behind as well.
func (i TrayIcon) All() []TrayLine { return allLines(i.Menu) }

func allLines(lines []TrayLine) (all []TrayLine) {
	for _, l := range lines {
		all = append(append(all, l), allLines(l.Lines)...)
	}
	return all
}

// Labels are those of the lines, the menus behind in brackets.
func (i TrayIcon) Labels() string { return labels(i.Menu) }

func labels(lines []TrayLine) string {
	words := make([]string, len(lines))
	for n, l := range lines {
		if words[n] = l.Label; l.Separator {
			words[n] = "--"
		}
		if l.Checked {
			words[n] = "*" + words[n]
		}
		if len(l.Lines) > 0 {
			words[n] += " [" + labels(l.Lines) + "]"
		}
	}
	return strings.Join(words, " | ")
}

// Icons is how many icons there are, of programs that are still there.
func (h *TrayHost) Icons() (n int) {
	h.mu.Lock()
	items := slices.Clone(h.items)
	h.mu.Unlock()
	for _, name := range items {
		var there bool
		if h.conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, name).Store(&there) == nil && there {
			n++
		}
	}
	return n
}

// News are the names of the signals that icons have sent.
func (h *TrayHost) News() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.news)
}

// trayLimit is how long a program has to answer.
const trayLimit = 5 * time.Second

// Icon reads the newest icon, its menu as well.
func (h *TrayHost) Icon(ctx context.Context) (TrayIcon, error) {
	ctx, cancel := context.WithTimeout(ctx, trayLimit)
	defer cancel()
	i := TrayIcon{}
	h.mu.Lock()
	if len(h.items) > 0 {
		i.name = h.items[len(h.items)-1]
	}
	h.mu.Unlock()
	if i.name == "" {
		return i, fmt.Errorf("testdesk: tray: no icon")
	}
	var props map[string]dbus.Variant
	item := h.conn.Object(i.name, "/StatusNotifierItem")
	if err := item.CallWithContext(ctx, "org.freedesktop.DBus.Properties.GetAll", 0, trayItem).Store(&props); err != nil {
		return i, fmt.Errorf("testdesk: tray: %w", err)
	}
	if err := i.read(props); err != nil {
		return i, fmt.Errorf("testdesk: tray: %w", err)
	}
	var revision uint32
	var root trayNode
	err := h.conn.Object(i.name, i.menu).CallWithContext(ctx, trayMenu+".GetLayout", 0, int32(0), int32(-1), []string{}).Store(&revision, &root)
	if err != nil {
		return i, fmt.Errorf("testdesk: tray: %w", err)
	}
	i.Menu, err = linesOf(root.Children)
	return i, err
}

func (i *TrayIcon) read(props map[string]dbus.Variant) error {
	var pictures []struct {
		Width, Height int32
		Pixels        []byte
	}
	var tip struct {
		IconName string
		Icon     []struct {
			Width, Height int32
			Pixels        []byte
		}
		Title, Text string
	}
	for name, to := range map[string]any{"Title": &i.Title, "Status": &i.Status, "Menu": &i.menu, "IconPixmap": &pictures, "ToolTip": &tip} {
		if err := dbus.Store([]any{props[name].Value()}, to); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	i.Tip = tip.Title + "\n" + tip.Text
	for _, p := range pictures {
		if int(p.Width) > i.Width {
			i.Width, i.Height, i.Pixels = int(p.Width), int(p.Height), p.Pixels
		}
	}
	return nil
}

// trayNode is an item as it is sent.
type trayNode struct {
	Number   int32
	Props    map[string]dbus.Variant
	Children []dbus.Variant
}

func linesOf(children []dbus.Variant) ([]TrayLine, error) {
	var lines []TrayLine
	for _, c := range children {
		var n trayNode
		if err := dbus.Store([]any{c.Value()}, &n); err != nil {
			return nil, fmt.Errorf("testdesk: tray: %w", err)
		}
		l := TrayLine{Number: n.Number, Enabled: true}
		for name, to := range map[string]any{"label": &l.Label, "enabled": &l.Enabled} {
			if v, ok := n.Props[name]; ok {
				if err := v.Store(to); err != nil {
					return nil, fmt.Errorf("testdesk: tray: %s: %w", name, err)
				}
			}
		}
		// A panel takes one underline for a key and two for one.
		l.Label = strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(l.Label, "__", "\x00"), "_", ""), "\x00", "_")
		l.Separator = n.Props["type"].Value() == "separator"
		l.Checked = n.Props["toggle-state"].Value() == int32(1)
		var err error
		if l.Lines, err = linesOf(n.Children); err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// Choose clicks a line of the newest icon's menu.
func (h *TrayHost) Choose(ctx context.Context, label string) error {
	i, err := h.Icon(ctx)
	if err != nil {
		return err
	}
	l := i.Find(label)
	if l == nil || !l.Enabled {
		return fmt.Errorf("testdesk: tray: cannot choose %q among %s", label, i.Labels())
	}
	return h.ChooseNumber(ctx, i, l.Number)
}

// ChooseNumber clicks a line by its number, which may be gone by now.
func (h *TrayHost) ChooseNumber(ctx context.Context, i TrayIcon, number int32) error {
	ctx, cancel := context.WithTimeout(ctx, trayLimit)
	defer cancel()
	err := h.conn.Object(i.name, i.menu).CallWithContext(ctx, trayMenu+".Event", 0, number, "clicked", dbus.MakeVariant(int32(0)), uint32(0)).Err
	if err != nil {
		return fmt.Errorf("testdesk: tray: %w", err)
	}
	return nil
}

// Click clicks the newest icon itself.
func (h *TrayHost) Click(ctx context.Context) error {
	i, err := h.Icon(ctx)
	if err != nil {
		return err
	}
	if err := h.conn.Object(i.name, "/StatusNotifierItem").CallWithContext(ctx, trayItem+".Activate", 0, int32(0), int32(0)).Err; err != nil {
		return fmt.Errorf("testdesk: tray: %w", err)
	}
	return nil
}

// watcherMethods are what programs call by the bus.
type watcherMethods struct{ h *TrayHost }

// RegisterStatusNotifierItem takes an icon.
func (m watcherMethods) RegisterStatusNotifierItem(name string) *dbus.Error {
	m.h.mu.Lock()
	defer m.h.mu.Unlock()
	if !slices.Contains(m.h.items, name) {
		m.h.items = append(m.h.items, name)
	}
	return nil
}

// watcherProps let the service's properties be read.
type watcherProps struct{ h *TrayHost }

// Get reads one.
func (m watcherProps) Get(_, name string) (dbus.Variant, *dbus.Error) {
	m.h.mu.Lock()
	defer m.h.mu.Unlock()
	if name != "IsStatusNotifierHostRegistered" {
		return dbus.Variant{}, dbus.NewError("org.freedesktop.DBus.Error.UnknownProperty", nil)
	}
	return dbus.MakeVariant(m.h.hosts), nil
}
