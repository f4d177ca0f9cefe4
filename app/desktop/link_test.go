package desktop_test

import (
	"strings"
	"testing"

	"offhook/app/desktop"
)

func TestALinkSaysWhichButtonOfWhichMessage(t *testing.T) {
	for _, l := range []desktop.Link{
		{Message: "a1", Key: "00ff", Choice: desktop.Answer, Pressed: true},
		{Profile: "second.line", Message: "a1", Key: "00ff", Choice: desktop.Decline, Pressed: true},
		{Message: "a1", Profile: "x"},
		{Profile: `a&b="c" %`, Message: "?#&=", Key: "+ /", Pressed: true},
	} {
		if !desktop.IsLink(l.String()) {
			t.Errorf("%s is no link", l)
		}
		if got := desktop.ParseLink(l.String()); got != l {
			t.Errorf("ParseLink(%q) = %+v, want %+v", l.String(), got, l)
		}
	}
}

func TestALinkWithoutSensePressesNothing(t *testing.T) {
	for text, is := range map[string]bool{
		"offhook:":                    true,
		"offhook:hangup?key=1":        true,
		"OFFHOOK:show":                true,
		"offhook://answer?key=1":      true, // as web addresses are written
		"offhook:answer?key=%zz":      true,
		"offhook:answer;key=1":        true,
		"offhook:answer/?message=a":   true,
		"offhook:" + long(2000):       true,
		"offhook":                     false,
		"tel:+49301":                  false,
		"":                            false,
		"offhooks:answer?key=1":       false,
		" offhook:answer?message=a&k": false,
	} {
		if got := desktop.IsLink(text); got != is {
			t.Errorf("IsLink(%.40q) = %v, want %v", text, got, is)
		}
		if l := desktop.ParseLink(text); l.Pressed {
			t.Errorf("ParseLink(%.40q) presses a button: %+v", text, l)
		}
	}
}

func long(n int) string { return "answer?message=" + strings.Repeat("a", n) }
