package pop

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"offhook/app/trigger"
)

// template is an address in pieces: text, token, text, token, …, text.
type template struct {
	texts  []string // one more than tokens
	tokens []string
}

// parse reads an address with tokens in braces.
func parse(text string) (template, error) {
	var t template
	rest := text
	for {
		before, after, found := strings.Cut(rest, "{")
		if strings.Contains(before, "}") {
			return t, errors.New("} without {")
		}
		t.texts = append(t.texts, before)
		if !found {
			break
		}
		token, behind, closed := strings.Cut(after, "}")
		if !closed {
			return t, errors.New("{ without }")
		}
		if _, ok := value(token, trigger.Call{}); !ok {
			return t, fmt.Errorf("{%s} does not exist: use %s", token, tokens)
		}
		t.tokens = append(t.tokens, token)
		rest = behind
	}
	return t, t.check()
}

// check refuses an address that is no web page's, or whose host a call could
// choose.
func (t template) check() error {
	for _, text := range t.texts {
		if i := strings.IndexFunc(text, notInAddress); i >= 0 {
			return fmt.Errorf("%q has to be percent-encoded", []rune(text[i:])[0])
		}
	}
	u, err := url.Parse(strings.Join(t.texts, "x"))
	if err != nil {
		return errors.New("not an address")
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("use http or https")
	}
	if u.Host == "" || u.Hostname() == "" {
		return errors.New("there is no host")
	}
	if u.User != nil {
		return errors.New("no user name or password may be in it")
	}
	if climbs(strings.Join(t.texts, "x")) {
		return errors.New("no folder . or .. may be in it")
	}
	_, behind, _ := strings.Cut(t.texts[0], "://")
	if len(t.tokens) > 0 && !strings.ContainsAny(behind, "/?#") {
		return errors.New("tokens go behind the host and a slash")
	}
	return nil
}

// notInAddress is what RFC 3986 has in no address, and the backslash, which
// browsers take for a slash.
func notInAddress(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"<>\\^`|", r)
}

// longestURL is more than any browser's address bar needs and less than what
// web servers refuse, in bytes.
const longestURL = 8000

// fill puts a call's data in.
func (t template) fill(c trigger.Call) (string, error) {
	var b strings.Builder
	known := len(t.tokens) == 0
	for i, text := range t.texts {
		b.WriteString(text)
		if i < len(t.tokens) {
			v, _ := value(t.tokens[i], c)
			known = known || v != "" && t.tokens[i] != "direction"
			b.WriteString(encode(v))
		}
	}
	address := b.String()
	switch {
	case !known:
		return "", ErrNothingKnown
	case len(address) > longestURL:
		return "", ErrTooLong
	case climbs(address):
		return "", ErrClimbs
	}
	return address, nil
}

// climbs reports whether a path has a part that browsers take for its own or the
// upper folder (RFC 3986 §5.2.4), percent-encoded or not.
func climbs(address string) bool {
	path, _, _ := strings.Cut(address, "#")
	path, _, _ = strings.Cut(path, "?")
	for part := range strings.SplitSeq(path, "/") {
		switch strings.ReplaceAll(strings.ToLower(part), "%2e", ".") {
		case ".", "..":
			return true
		}
	}
	return false
}

// encode leaves the unreserved characters alone (RFC 3986 §2.3). What is no UTF-8
// becomes the replacement character.
func encode(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(strings.ToValidUTF8(s, "\uFFFD")) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}
