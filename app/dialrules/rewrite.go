package dialrules

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// rewrite is a rule that is ready to be used.
type rewrite struct {
	name  string
	match *regexp.Regexp
	to    string
}

// group is how a replacement names a part of what fits.
var group = regexp.MustCompile(`\$(?:\{([0-9]+)\}|([0-9]+))`)

// compile checks a rule. Matching takes time in proportion to the number's
// length, whatever the expression.
func (r Rewrite) compile() (rewrite, error) {
	fail := func(format string, a ...any) (rewrite, error) {
		return rewrite{}, fmt.Errorf("rewrite %q: "+format, append([]any{r.Name}, a...)...)
	}
	switch {
	case strings.TrimSpace(r.Name) == "" || len(r.Name) > longestName:
		return fail("give it a name, of %d bytes at most", longestName)
	case r.Match == "" || len(r.Match) > longestMatch:
		return fail("match is missing or longer than %d bytes", longestMatch)
	case strings.Trim(group.ReplaceAllString(r.Replace, ""), "0123456789*#+") != "" || r.Replace == "":
		return fail("replace %q: use digits, *, #, + and groups such as ${1}", r.Replace)
	}
	match, err := regexp.Compile("^(?:" + r.Match + ")$")
	if err != nil {
		return fail("match: %w", err)
	}
	for _, m := range group.FindAllStringSubmatch(r.Replace, -1) {
		if n, err := strconv.Atoi(m[1] + m[2]); err != nil || n > match.NumSubexp() {
			return fail("replace %q: match has %d groups", r.Replace, match.NumSubexp())
		}
	}
	return rewrite{name: r.Name, match: match, to: r.Replace}, nil
}

// apply returns what a number becomes, false when the rule does not fit.
func (r rewrite) apply(number string) (string, bool) {
	m := r.match.FindStringSubmatchIndex(number)
	if m == nil {
		return "", false
	}
	return string(r.match.ExpandString(nil, r.to, number, m)), true
}
