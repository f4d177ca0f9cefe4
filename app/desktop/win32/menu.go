package win32

import (
	"strings"

	"offhook/app/desktop"
)

// row is a line of a menu as Windows has it.
type row struct {
	line    bool // between others
	number  int  // what choosing it gives, from 1; 0 where it cannot be chosen
	label   string
	gray    bool
	checked bool
	round   bool // the mark is that of one among several
	strong  bool // what a click on the icon does
	rows    []row
}

// rowsOf lays a menu out. ids[n-1] is the item with number n.
func rowsOf(items []desktop.TrayItem) (rows []row, ids []string) {
	for _, i := range items {
		r := row{line: i.ID == "" && i.Label == "" && len(i.Items) == 0}
		if r.line {
			rows = append(rows, r)
			continue
		}
		r.label, r.gray = label(i.Label), i.Text
		r.checked = i.Mark == desktop.MarkOn || i.Mark == desktop.MarkThis
		r.round = i.Mark == desktop.MarkThis || i.Mark == desktop.MarkOther
		r.strong = i.ID == desktop.TrayShow
		if len(i.Items) > 0 {
			var behind []string
			r.rows, behind = rowsOf(i.Items)
			shift(r.rows, len(ids))
			ids = append(ids, behind...)
		} else if !i.Text {
			ids = append(ids, i.ID)
			r.number = len(ids)
		}
		rows = append(rows, r)
	}
	return rows, ids
}

// shift numbers rows on after n others.
func shift(rows []row, n int) {
	for i := range rows {
		if rows[i].number > 0 {
			rows[i].number += n
		}
		shift(rows[i].rows, n)
	}
}

// label is a text of a menu: an ampersand would else underline what follows it, and
// Plain has no tabulator, which would begin a second column.
func label(s string) string { return strings.ReplaceAll(desktop.Plain(s), "&", "&&") }
