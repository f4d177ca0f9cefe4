package policyforms

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"offhook/app"
	"offhook/app/policy"
)

// kindWords are what a value is in a file, in the registry and in a property list.
var kindWords = map[policy.Kind][3]string{
	policy.Text:    {"text", "REG_SZ", "string"},
	policy.Switch:  {"true or false", "REG_DWORD, 1 or 0", "boolean"},
	policy.Whole:   {"whole number", "REG_DWORD", "integer"},
	policy.Number:  {"number", "REG_SZ", "real"},
	policy.Texts:   {"list of texts", "REG_MULTI_SZ", "array of strings"},
	policy.Numbers: {"list of whole numbers", "REG_MULTI_SZ", "array of integers"},
	policy.Table:   {"table", "in `toml`", "dictionary, or array of them"},
}

// keys lists the settings in the order of their names, those without a table first.
func keys(shape policy.Shape) []string {
	list := slices.Sorted(maps.Keys(shape))
	slices.SortStableFunc(list, func(a, b string) int { return strings.Count(a, ".") - strings.Count(b, ".") })
	slices.SortStableFunc(list, func(a, b string) int { return strings.Compare(tableOf(a), tableOf(b)) })
	return list
}

// tableOf is the table of a setting, empty for none.
func tableOf(key string) string {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		return key[:i]
	}
	return ""
}

// Reference is the guide's table of what a policy can set, as Markdown.
func Reference() string {
	shape := app.SettingsShape()
	var b strings.Builder
	b.WriteString("| setting | value | Windows registry | macOS |\n|---|---|---|---|\n")
	for _, key := range keys(shape) {
		w := kindWords[shape[key]]
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", key, w[0], w[1], w[2])
	}
	return b.String()
}

var (
	quoted = regexp.MustCompile("`([A-Za-z0-9_.]+)`")
	marks  = regexp.MustCompile("[`*]|\\[([^\\]]*)\\]\\([^)]*\\)")
)

// Meanings are what the guide's tables say of the settings, by their names, as
// plain text. A list of tables has the meaning of its first column.
func Meanings(guide string) map[string]string {
	_, section, _ := strings.Cut(guide, "### Every setting\n")
	section, _, _ = strings.Cut(section, "\n## ")
	found := map[string]string{}
	for line := range strings.Lines(section) {
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "/"), "|")
		if len(cells) < 5 {
			continue
		}
		text := marks.ReplaceAllString(strings.TrimSpace(cells[len(cells)-2]), "$1")
		for _, m := range quoted.FindAllStringSubmatch(cells[1], -1) {
			for key := m[1]; key != ""; key = tableOf(key) {
				if found[key] == "" {
					found[key] = text
				}
			}
		}
	}
	return found
}
