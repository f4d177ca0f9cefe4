package desktop

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// trayMenu is the menu as the desktop reads it (com.canonical.dbusmenu).
type trayMenu struct {
	root   node
	ids    map[string]int32 // of the items that there are now, by key
	keys   map[int32]*node
	newest int32
}

// node is an item. A number is never given to another item again, so that a click
// that comes too late hits nothing.
type node struct {
	number   int32
	item     TrayItem
	props    map[string]dbus.Variant
	children []*node
}

// layout is a node as it is sent: its number, its properties, its children.
type layout struct {
	Number   int32
	Props    map[string]dbus.Variant
	Children []dbus.Variant
}

// numbered are properties of a node.
type numbered struct {
	Number int32
	Props  map[string]dbus.Variant
}

// removed are properties that a node has no more.
type removed struct {
	Number int32
	Props  []string
}

// putMenu takes a new menu and returns what the desktop is to be told: that there
// are other items, or just which of them look different. s.mu is held.
func (s *shelf) putMenu(items []TrayItem) []signal {
	m, was := &s.menu, s.menu
	m.keys, m.ids = map[int32]*node{}, map[string]int32{}
	m.root = node{props: map[string]dbus.Variant{"children-display": dbus.MakeVariant("submenu")}}
	m.keys[0] = &m.root
	m.root.children = m.nodes(items, was.ids, "")
	if !sameShape(&was.root, &m.root) {
		s.revision++
		return []signal{{menuPath, menuFace + ".LayoutUpdated", []any{s.revision, int32(0)}}}
	}
	var changed []numbered
	for _, n := range slices.Sorted(maps.Keys(m.keys)) {
		if before := was.keys[n]; n != 0 && !maps.Equal(before.texts(), m.keys[n].texts()) {
			changed = append(changed, numbered{n, m.keys[n].props})
		}
	}
	if changed == nil {
		return nil
	}
	return []signal{{menuPath, menuFace + ".ItemsPropertiesUpdated", []any{changed, []removed{}}}}
}

// nodes makes nodes of items. Those that were there keep their numbers.
func (m *trayMenu) nodes(items []TrayItem, were map[string]int32, above string) []*node {
	list := make([]*node, len(items))
	for i, item := range items {
		key := item.ID
		if key == "" {
			key = above + "/" + strconv.Itoa(i)
		}
		number, ok := were[key]
		if !ok {
			m.newest++
			number = m.newest
		}
		n := &node{number: number, item: item, props: propsOf(item)}
		m.ids[key], m.keys[number] = number, n
		n.children = m.nodes(item.Items, were, key)
		list[i] = n
	}
	return list
}

// propsOf are the properties of an item. All that an item may have are always
// there, so that none has to be taken back.
func propsOf(i TrayItem) map[string]dbus.Variant {
	if i.equal(TrayItem{}) {
		return map[string]dbus.Variant{"type": dbus.MakeVariant("separator"), "visible": dbus.MakeVariant(true)}
	}
	kind, state := "", int32(-1)
	switch i.Mark {
	case MarkOff, MarkOn:
		kind, state = "checkmark", int32(i.Mark-MarkOff)
	case MarkOther, MarkThis:
		kind, state = "radio", int32(i.Mark-MarkOther)
	}
	p := map[string]dbus.Variant{
		// An underline would mark a key.
		"label":       dbus.MakeVariant(strings.ReplaceAll(Plain(i.Label), "_", "__")),
		"enabled":     dbus.MakeVariant(!i.Text),
		"visible":     dbus.MakeVariant(true),
		"toggle-type": dbus.MakeVariant(kind), "toggle-state": dbus.MakeVariant(state),
	}
	if len(i.Items) > 0 {
		p["children-display"] = dbus.MakeVariant("submenu")
	}
	return p
}

func (n *node) texts() map[string]string {
	t := map[string]string{}
	for k, v := range n.props {
		t[k] = v.String()
	}
	return t
}

func sameShape(a, b *node) bool {
	return a.number == b.number && slices.EqualFunc(a.children, b.children, sameShape)
}

// tree is a node as it is sent, with some levels of what is below; -1 for all.
// Below an item whose menu is not open, there is nothing.
func (n *node) tree(levels int32, open func(*node) bool) layout {
	l := layout{Number: n.number, Props: n.props, Children: []dbus.Variant{}}
	if levels != 0 && open(n) {
		for _, c := range n.children {
			l.Children = append(l.Children, dbus.MakeVariant(c.tree(levels-1, open)))
		}
	}
	return l
}

// openLater is after which time a panel is told of what is in new menus.
const openLater = 150 * time.Millisecond

// open has panels learn of a menu behind an item before they learn of what is in
// it: those that use libdbusmenu-gtk show it empty else, since they ask for the
// properties of items later and drop what is to go into a menu that is not there
// yet. s.mu is held.
func (s *shelf) open(by dbus.Sender, asked *node) func(*node) bool {
	known := s.opened[by]
	if known == nil {
		known = map[int32]bool{}
		s.opened[by] = known
	}
	maps.DeleteFunc(known, func(n int32, _ bool) bool { return s.menu.keys[n] == nil })
	told := false
	return func(n *node) bool {
		if n == asked || len(n.children) == 0 || known[n.number] {
			return true
		}
		if known[n.number] = true; !told {
			told = true
			time.AfterFunc(openLater, func() { s.renew() })
		}
		return false
	}
}

// renew has panels read the menu again.
func (s *shelf) renew() {
	s.mu.Lock()
	s.revision++
	conn, revision := s.conn, s.revision
	s.mu.Unlock()
	_ = conn.Emit(menuPath, menuFace+".LayoutUpdated", revision, int32(0)) // it may be closed by now
}

// menuProps are the menu's properties.
func (s *shelf) menuProps() (face string, props map[string]dbus.Variant) {
	return menuFace, map[string]dbus.Variant{
		"Version":       dbus.MakeVariant(uint32(3)),
		"TextDirection": dbus.MakeVariant("ltr"),
		"Status":        dbus.MakeVariant("normal"),
		"IconThemePath": dbus.MakeVariant([]string{}),
	}
}

// click chooses an item, when it is still there and can be chosen.
func (s *shelf) click(number int32, event string) {
	s.mu.Lock()
	n := s.menu.keys[number]
	s.mu.Unlock()
	if event == "clicked" && n != nil && n.item.ID != "" && !n.item.Text && len(n.item.Items) == 0 {
		s.picked(n.item.ID)
	}
}

// menuMethods are what the desktop calls to show the menu.
type menuMethods struct{ s *shelf }

// GetLayout reads the menu from a node on, with some levels below it.
func (m menuMethods) GetLayout(by dbus.Sender, parent, levels int32, _ []string) (uint32, layout, *dbus.Error) {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	n := m.s.menu.keys[parent]
	if n == nil {
		return 0, layout{}, noItem(parent)
	}
	return m.s.revision, n.tree(levels, m.s.open(by, n)), nil
}

// GetGroupProperties reads properties of items; none named means all.
func (m menuMethods) GetGroupProperties(ids []int32, _ []string) ([]numbered, *dbus.Error) {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	if len(ids) == 0 {
		ids = slices.Sorted(maps.Keys(m.s.menu.keys))
	}
	list := []numbered{}
	for _, id := range ids {
		if n := m.s.menu.keys[id]; n != nil {
			list = append(list, numbered{id, n.props})
		}
	}
	return list, nil
}

// GetProperty reads one.
func (m menuMethods) GetProperty(id int32, name string) (dbus.Variant, *dbus.Error) {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	if n := m.s.menu.keys[id]; n != nil {
		if v, ok := n.props[name]; ok {
			return v, nil
		}
	}
	return dbus.Variant{}, noItem(id)
}

// Event tells that something has happened to an item: "clicked", "hovered",
// "opened", "closed".
func (m menuMethods) Event(id int32, event string, _ dbus.Variant, _ uint32) *dbus.Error {
	m.s.click(id, event)
	return nil
}

// menuEvent is one of several.
type menuEvent struct {
	Number int32
	Event  string
	Data   dbus.Variant
	Time   uint32
}

// EventGroup tells several, and returns the items that there are not.
func (m menuMethods) EventGroup(events []menuEvent) ([]int32, *dbus.Error) {
	missing := []int32{}
	for _, e := range events {
		m.s.mu.Lock()
		_, ok := m.s.menu.keys[e.Number]
		m.s.mu.Unlock()
		if !ok {
			missing = append(missing, e.Number)
			continue
		}
		m.s.click(e.Number, e.Event)
	}
	return missing, nil
}

// AboutToShow asks whether a menu has changed, which was told already.
func (m menuMethods) AboutToShow(int32) (bool, *dbus.Error) { return false, nil }

// AboutToShowGroup asks it of several.
func (m menuMethods) AboutToShowGroup([]int32) (updates, missing []int32, _ *dbus.Error) {
	return []int32{}, []int32{}, nil
}

func noItem(id int32) *dbus.Error {
	return dbus.NewError("com.canonical.dbusmenu.Error.UnknownItem", []any{"no item " + strconv.Itoa(int(id))})
}
