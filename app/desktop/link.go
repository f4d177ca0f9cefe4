package desktop

import (
	"net/url"
	"strings"
)

// LinkScheme is that of the links which buttons of a desktop's message open, where
// a desktop knows no other way to tell a program of them.
const LinkScheme = "offhook"

// Link is what such a link says. Any web page may open one: only who has shown the
// message can tell, by its key, whether somebody has pressed that button. Comparable.
type Link struct {
	Profile string // of the program that has shown the message; empty for the usual one
	Message string // names the message
	Key     string // what nobody else knows of it
	Choice  Choice
	// Pressed says that a button is meant. Else the link only wants to see the
	// window.
	Pressed bool
}

// IsLink reports whether a text is such a link, be there sense in it or not.
func IsLink(text string) bool {
	return len(text) > len(LinkScheme) && text[len(LinkScheme)] == ':' && strings.EqualFold(text[:len(LinkScheme)], LinkScheme)
}

// longestLink bounds a link, in bytes; ours are shorter.
const longestLink = 1024

// ParseLink reads a link of [Link.String]. What makes no sense wants to see the
// window.
func ParseLink(text string) (l Link) {
	if !IsLink(text) || len(text) > longestLink {
		return Link{}
	}
	what, query, _ := strings.Cut(text[len(LinkScheme)+1:], "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return Link{}
	}
	l = Link{Profile: values.Get("profile"), Message: values.Get("message"), Key: values.Get("key")}
	switch what {
	case answerKey:
		l.Choice, l.Pressed = Answer, true
	case declineKey:
		l.Choice, l.Pressed = Decline, true
	}
	return l
}

// String writes the link.
func (l Link) String() string {
	values := url.Values{}
	for name, v := range map[string]string{"profile": l.Profile, "message": l.Message, "key": l.Key} {
		if v != "" {
			values.Set(name, v)
		}
	}
	what := "show"
	if l.Pressed {
		what = map[Choice]string{Answer: answerKey, Decline: declineKey}[l.Choice]
	}
	return LinkScheme + ":" + what + "?" + values.Encode()
}
