package wti

import (
	"strings"
	"sync"
)

// redactor masks the secrets that it knows in texts that come from the server
// or from libraries. Safe for concurrent use.
type redactor struct {
	mu      sync.RWMutex // guards secrets
	secrets []string
}

const shortestSecret = 4 // shorter ones would mask half of every text

func (r *redactor) add(secrets ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range secrets {
		if len(s) >= shortestSecret {
			r.secrets = append(r.secrets, s)
		}
	}
}

// text masks each known secret in s where it stands as a word of its own; long
// ones also inside words.
func (r *redactor) text(s string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, secret := range r.secrets {
		if strings.Contains(s, secret) {
			s = maskWord(s, secret)
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
