package wti

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// redactor masks the secrets that it knows in texts that come from the server
// or from libraries. Safe for concurrent use.
type redactor struct {
	mu      sync.RWMutex // guards the fields below
	secrets []string
	tokens  []string // of the last sessions, newest last
	typed   []string // digits being sent just now
}

const (
	shortestSecret = 4  // shorter ones would mask half of every text
	mostTokens     = 72 // in all their forms; a shift with many recoveries has many tokens
)

func (r *redactor) add(secrets ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.secrets = appendSecrets(r.secrets, secrets)
}

// secret adds secrets that stay, in every form in which they may show up.
func (r *redactor) secret(list ...Secret) {
	for _, s := range list {
		r.add(forms(s)...)
	}
}

// token adds a session's token. The oldest ones are forgotten.
func (r *redactor) token(t Secret) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tokens = appendSecrets(r.tokens, forms(t))
	r.tokens = r.tokens[max(0, len(r.tokens)-mostTokens):]
}

// while masks digits that are being sent, which an answer may repeat, until the
// function that it returns is called. Later they may be anybody's number.
func (r *redactor) while(digits string) (sent func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.typed = append(r.typed, digits)
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if i := slices.Index(r.typed, digits); i >= 0 {
			r.typed = slices.Delete(r.typed, i, i+1)
		}
	}
}

func appendSecrets(list, more []string) []string {
	for _, s := range more {
		if len(s) >= shortestSecret && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// forms are the ways in which a secret may be written: as it is, as hex, as
// base64 and escaped for a URL.
func forms(secret Secret) []string {
	s := secret.Reveal()
	if s == "" {
		return nil
	}
	b := []byte(s)
	return []string{
		s, hex.EncodeToString(b), strings.ToUpper(hex.EncodeToString(b)),
		base64.StdEncoding.EncodeToString(b), base64.RawStdEncoding.EncodeToString(b),
		base64.URLEncoding.EncodeToString(b), base64.RawURLEncoding.EncodeToString(b),
		url.QueryEscape(s), url.PathEscape(s),
	}
}

// text masks each known secret in s where it stands as a word of its own; long
// ones also inside words.
func (r *redactor) text(s string) string {
	if len(s) < shortestSecret {
		return s
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, list := range [][]string{r.secrets, r.tokens, r.typed} {
		for _, secret := range list {
			if len(secret) >= shortestSecret && strings.Contains(s, secret) {
				s = maskWord(s, secret)
			}
		}
	}
	return s
}

func maskWord(s, secret string) string {
	const long = 8
	var b strings.Builder
	for {
		i := strings.Index(s, secret)
		if i < 0 {
			return b.String() + s
		}
		end := i + len(secret)
		inside := i > 0 && wordByte(s[i-1]) || end < len(s) && wordByte(s[end])
		b.WriteString(s[:i])
		if inside && len(secret) < long {
			b.WriteString(secret)
		} else {
			b.WriteString(mask)
		}
		s = s[end:]
	}
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
