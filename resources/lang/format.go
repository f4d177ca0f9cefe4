package lang

import (
	"strconv"
	"strings"
	"time"
)

// Decimal is a number with so many digits after the point, or the comma.
func Decimal(v float64, digits int) string {
	s := strconv.FormatFloat(v, 'f', digits, 64)
	if Code() == English {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// Clock is the time of day in hours and minutes, in 24 hours everywhere: an
// agent compares it with reports of the switch.
func Clock(t time.Time) string { return t.Format("15:04") }

// Date is the day in digits. English has no one order of day and month, so it
// has the international one.
func Date(t time.Time) string {
	switch Code() {
	case "de":
		return t.Format("02.01.2006")
	case "es", "fr", "pt":
		return t.Format("02/01/2006")
	}
	return t.Format("2006-01-02")
}
