package win32

import (
	"context"
	"log/slog"

	"offhook/app/desktop"
)

// What tests look at.
var (
	IconResource = iconResource
	Tip          = tip
	Arguments    = arguments
)

// The scripts, and how a message is made.
const (
	ShowScript   = showScript
	RemoveScript = removeScript
	TipLength    = tipLength
)

// Row is a row.
type Row struct {
	Line                         bool
	Number                       int
	Label                        string
	Gray, Checked, Round, Strong bool
	Rows                         []Row
}

// RowsOf lays a menu out.
func RowsOf(items []desktop.TrayItem) ([]Row, []string) {
	rows, ids := rowsOf(items)
	return open(rows), ids
}

func open(rows []row) (list []Row) {
	for _, r := range rows {
		list = append(list, Row{r.line, r.number, r.label, r.gray, r.checked, r.round, r.strong, open(r.rows)})
	}
	return list
}

// Toaster is a toaster of a test's.
type Toaster struct {
	OnShow   func(tag, xml string) error
	OnRemove func(tags []string) error
}

func (t Toaster) show(_ context.Context, x toast) error         { return t.OnShow(x.tag, x.xml) }
func (t Toaster) remove(_ context.Context, tags []string) error { return t.OnRemove(tags) }

// Messages are messages shown by a Toaster.
type Messages struct{ m *messages }

// NewMessages makes some; Run runs them.
func NewMessages(to Toaster, log *slog.Logger, profile string, chosen func(string, desktop.Choice)) Messages {
	return Messages{newMessages(to, log, profile, chosen)}
}

// Set, Press and Run are those of messages.
func (m Messages) Set(rings ...desktop.Ring) { m.m.set(rings) }
func (m Messages) Press(l desktop.Link) bool { return m.m.press(l) }
func (m Messages) Run(ctx context.Context)   { m.m.run(ctx) }

// Surroundings is the environment in which a message is shown.
func Surroundings(ours []string, app, title, text string) ([]string, error) {
	t, err := plainToast(title, text)
	return surroundings(ours, app, t), err
}
