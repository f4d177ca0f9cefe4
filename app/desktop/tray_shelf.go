package desktop

import (
	"slices"
	"sync"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/introspect"
)

// shelf holds what the desktop reads of our icon. Safe for concurrent use.
type shelf struct {
	id     string
	picked func(string)

	mu       sync.Mutex // guards the rest
	tray     Tray
	pixmaps  []pixmap
	menu     trayMenu
	revision uint32 // of the menu
	conn     *dbus.Conn
	// opened are the menus behind items that each panel knows to be there, by its
	// unique name.
	opened map[dbus.Sender]map[int32]bool
}

// tooltip is a ToolTip of the specification.
type tooltip struct {
	IconName string
	Icon     []pixmap
	Title    string
	Text     string // may hold some markup
}

// signal is one to be sent.
type signal struct {
	path dbus.ObjectPath
	name string
	body []any
}

func newShelf(id string, picked func(string)) *shelf {
	return &shelf{id: id, picked: picked, pixmaps: []pixmap{}}
}

// put takes a new icon and returns what the desktop is to be told of it. With an
// error the picture is the old one.
func (s *shelf) put(t Tray) (news []signal, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.tray
	if t.Icon != was.Icon || t.Tone != was.Tone || t.Dot != was.Dot {
		var p []pixmap
		if p, err = trayPixmaps(t); err == nil {
			s.pixmaps = p
			news = append(news, signal{itemPath, itemFace + ".NewIcon", nil}, signal{itemPath, itemFace + ".NewAttentionIcon", nil})
		}
	}
	s.tray = t
	if t.Title != was.Title {
		news = append(news, signal{itemPath, itemFace + ".NewTitle", nil})
	}
	if t.Title != was.Title || !slices.Equal(t.Tip, was.Tip) {
		news = append(news, signal{itemPath, itemFace + ".NewToolTip", nil})
	}
	if t.Urgent != was.Urgent {
		news = append(news, signal{itemPath, itemFace + ".NewStatus", []any{statusOf(t)}})
	}
	return append(news, s.putMenu(t.Menu)...), err
}

// statusOf is a Status of the specification.
func statusOf(t Tray) string {
	if t.Urgent {
		return "NeedsAttention"
	}
	return "Active"
}

// export offers the icon and its menu on a connection.
func (s *shelf) export(conn *dbus.Conn) error {
	s.mu.Lock()
	s.conn, s.opened = conn, map[dbus.Sender]map[int32]bool{}
	s.mu.Unlock()
	for _, x := range []struct {
		object any
		path   dbus.ObjectPath
		face   string
	}{
		{itemMethods{s}, itemPath, itemFace}, {menuMethods{s}, menuPath, menuFace},
		{propMethods{s.itemProps}, itemPath, propsFace}, {propMethods{s.menuProps}, menuPath, propsFace},
		{introspect.NewIntrospectable(&introspect.Node{Interfaces: []introspect.Interface{
			introspect.IntrospectData, {Name: itemFace, Methods: introspect.Methods(itemMethods{})},
		}}), itemPath, "org.freedesktop.DBus.Introspectable"},
		{introspect.NewIntrospectable(&introspect.Node{Interfaces: []introspect.Interface{
			introspect.IntrospectData, {Name: menuFace, Methods: introspect.Methods(menuMethods{})},
		}}), menuPath, "org.freedesktop.DBus.Introspectable"},
	} {
		if err := conn.Export(x.object, x.path, x.face); err != nil {
			return err
		}
	}
	return nil
}

// itemProps are the icon's properties.
func (s *shelf) itemProps() (face string, props map[string]dbus.Variant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tip := ""
	for i, line := range s.tray.Tip {
		if i > 0 {
			tip += "<br/>"
		}
		tip += escape(Plain(line))
	}
	none := []pixmap{}
	return itemFace, map[string]dbus.Variant{
		"Category":            dbus.MakeVariant("Communications"),
		"Id":                  dbus.MakeVariant(s.id),
		"Title":               dbus.MakeVariant(Plain(s.tray.Title)),
		"Status":              dbus.MakeVariant(statusOf(s.tray)),
		"WindowId":            dbus.MakeVariant(int32(0)),
		"IconName":            dbus.MakeVariant(""),
		"IconThemePath":       dbus.MakeVariant(""),
		"IconPixmap":          dbus.MakeVariant(s.pixmaps),
		"OverlayIconName":     dbus.MakeVariant(""),
		"OverlayIconPixmap":   dbus.MakeVariant(none),
		"AttentionIconName":   dbus.MakeVariant(""),
		"AttentionIconPixmap": dbus.MakeVariant(s.pixmaps),
		"AttentionMovieName":  dbus.MakeVariant(""),
		"ToolTip":             dbus.MakeVariant(tooltip{Icon: none, Title: Plain(s.tray.Title), Text: tip}),
		"ItemIsMenu":          dbus.MakeVariant(false),
		"Menu":                dbus.MakeVariant(dbus.ObjectPath(menuPath)),
	}
}

// itemMethods are what the desktop calls when somebody clicks the icon.
type itemMethods struct{ s *shelf }

// Activate is a click on the icon; x and y are on the screen.
func (m itemMethods) Activate(_, _ int32) *dbus.Error {
	m.s.picked(TrayShow)
	return nil
}

// SecondaryActivate is one with another button.
func (m itemMethods) SecondaryActivate(x, y int32) *dbus.Error { return m.Activate(x, y) }

// ContextMenu asks for the menu, which the desktop shows by itself.
func (m itemMethods) ContextMenu(_, _ int32) *dbus.Error { return nil }

// Scroll turns the wheel over the icon.
func (m itemMethods) Scroll(int32, string) *dbus.Error { return nil }

// propMethods let properties be read.
type propMethods struct {
	all func() (face string, props map[string]dbus.Variant)
}

// Get reads one.
func (m propMethods) Get(face, name string) (dbus.Variant, *dbus.Error) {
	own, props := m.all()
	if v, ok := props[name]; ok && face == own {
		return v, nil
	}
	return dbus.Variant{}, dbus.NewError("org.freedesktop.DBus.Error.UnknownProperty", []any{face + "." + name})
}

// GetAll reads all of an interface.
func (m propMethods) GetAll(face string) (map[string]dbus.Variant, *dbus.Error) {
	own, props := m.all()
	if face != own {
		return map[string]dbus.Variant{}, nil
	}
	return props, nil
}

// Set refuses: everything here is read only.
func (m propMethods) Set(face, name string, _ dbus.Variant) *dbus.Error {
	return dbus.NewError("org.freedesktop.DBus.Error.PropertyReadOnly", []any{face + "." + name})
}
