package lang

import (
	"encoding/json"
	"fmt"
	"strings"

	"offhook/resources"
)

// catalogue is one language. It is never changed, so everybody may read it.
type catalogue struct {
	code  string
	texts map[string]forms
}

// forms are the texts of one key by plural form; one without a count has
// "other" alone.
type forms map[string]text

// UnmarshalJSON reads a text, or an object of plural forms.
func (f *forms) UnmarshalJSON(b []byte) error {
	var one string
	if err := json.Unmarshal(b, &one); err == nil {
		*f = forms{"other": parse(one)}
		return nil
	}
	var many map[string]string
	if err := json.Unmarshal(b, &many); err != nil {
		return err
	}
	*f = make(forms, len(many))
	for form, s := range many {
		(*f)[form] = parse(s)
	}
	return nil
}

// load reads a language from what is embedded.
func load(code string) (*catalogue, error) {
	b, err := resources.Translations.ReadFile(resources.TranslationsDir + "/" + code + ".json")
	if err != nil {
		return nil, fmt.Errorf("no language %q", code)
	}
	return decode(code, b)
}

func decode(code string, b []byte) (*catalogue, error) {
	c := &catalogue{code: code}
	if err := json.Unmarshal(b, &c.texts); err != nil {
		return nil, fmt.Errorf("the texts of %q: %w", code, err)
	}
	return c, nil
}

// find returns a key's text in a plural form, in the form for most counts where
// it has no such form, or the English one.
func (c *catalogue) find(key, form, english string) text {
	f, ok := c.texts[key]
	if !ok {
		return parse(english)
	}
	if t, ok := f[form]; ok {
		return t
	}
	return f["other"]
}

// text is a text in pieces: words and names of values by turns, words first.
type text []string

// parse cuts a text at its {{.Name}}.
func parse(s string) text {
	t := text{}
	for {
		words, rest, found := strings.Cut(s, "{{.")
		name, after, closed := strings.Cut(rest, "}}")
		if !found || !closed {
			return append(t, s)
		}
		t, s = append(t, words, name), after
	}
}

// fill puts the values in. A value is never read as a text with places of its
// own, wherever it comes from.
func (t text) fill(values []map[string]any) string {
	if len(t) == 1 {
		return t[0]
	}
	var b strings.Builder
	for i, piece := range t {
		if i%2 == 0 {
			b.WriteString(piece)
			continue
		}
		for _, v := range values {
			if x, ok := v[piece]; ok {
				fmt.Fprint(&b, x)
				break
			}
		}
	}
	return b.String()
}
