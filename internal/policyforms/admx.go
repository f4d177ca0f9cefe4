package policyforms

import (
	"encoding/xml"
	"fmt"
	"strings"

	"offhook/app"
	"offhook/app/policy"
)

const (
	policyKey   = `Software\Policies\Offhook`
	defaultsKey = policyKey + `\Recommended`
	edit        = `<!-- Made by internal/policyforms out of the settings; do not edit. -->`
)

// setting is one policy of a template.
type setting struct {
	id, key, category string
	registry          string // the key that has the value
	kind              policy.Kind
}

// settings lists every policy: each setting as a policy and as a default. Tables
// have no form of their own: they go into the lines of the last one.
func settings() (list []setting) {
	shape := app.SettingsShape()
	for _, set := range []struct{ prefix, registry string }{{"policy", policyKey}, {"default", defaultsKey}} {
		for _, key := range keys(shape) {
			if shape[key] == policy.Table {
				continue
			}
			list = append(list, setting{
				id:       set.prefix + "_" + strings.ReplaceAll(key, ".", "_"),
				category: strings.TrimSuffix(set.prefix+"_"+strings.ReplaceAll(tableOf(key), ".", "_"), "_"),
				key:      key, registry: set.registry, kind: shape[key],
			})
		}
		list = append(list, setting{
			id: set.prefix + "_" + policy.ExtraValue, category: set.prefix, key: policy.ExtraValue,
			registry: set.registry, kind: policy.Texts,
		})
	}
	return list
}

// ADMX is the group policy template.
func ADMX() string {
	var b strings.Builder
	b.WriteString(xml.Header + edit + `
<policyDefinitions xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" revision="1.0" schemaVersion="1.0" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions">
  <policyNamespaces>
    <target prefix="offhook" namespace="Offhook.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="supported_offhook" displayName="$(string.supported_offhook)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="offhook" displayName="$(string.offhook)" />
`)
	for _, c := range categories() {
		fmt.Fprintf(&b, "    <category name=%q displayName=\"$(string.%s)\">\n      <parentCategory ref=%q />\n    </category>\n", c.id, c.id, c.parent)
	}
	b.WriteString("  </categories>\n  <policies>\n")
	for _, s := range settings() {
		b.WriteString(s.policy())
	}
	b.WriteString("  </policies>\n</policyDefinitions>\n")
	return b.String()
}

// category is a folder of the template.
type category struct{ id, parent, title string }

func categories() (list []category) {
	seen := map[string]bool{}
	for _, s := range settings() {
		if seen[s.category] {
			continue
		}
		seen[s.category] = true
		root, table, _ := strings.Cut(s.category, "_")
		c := category{id: s.category, parent: root, title: "[" + table + "]"}
		if table == "" {
			c.parent, c.title = "offhook", map[string]string{
				"policy": "Policy (users cannot change it)", "default": "Defaults (users may change them)",
			}[root]
		}
		list = append(list, c)
	}
	return list
}

// policy is one setting in the template.
func (s setting) policy() string {
	var b strings.Builder
	at := ""
	if s.kind == policy.Switch {
		at = fmt.Sprintf(" valueName=%q", s.key)
	}
	fmt.Fprintf(&b, "    <policy name=%q class=\"Machine\" displayName=\"$(string.%s)\" explainText=\"$(string.%s_explain)\" presentation=\"$(presentation.%s)\" key=\"%s\"%s>\n",
		s.id, s.id, s.id, s.id, s.registry, at)
	fmt.Fprintf(&b, "      <parentCategory ref=%q />\n      <supportedOn ref=\"supported_offhook\" />\n", s.category)
	switch s.kind {
	case policy.Switch:
		b.WriteString("      <enabledValue><decimal value=\"1\" /></enabledValue>\n      <disabledValue><decimal value=\"0\" /></disabledValue>\n")
	case policy.Whole:
		fmt.Fprintf(&b, "      <elements><decimal id=\"value\" valueName=%q minValue=\"0\" maxValue=\"65535\" required=\"true\" /></elements>\n", s.key)
	case policy.Texts, policy.Numbers:
		fmt.Fprintf(&b, "      <elements><multiText id=\"value\" valueName=%q required=\"true\" /></elements>\n", s.key)
	default:
		fmt.Fprintf(&b, "      <elements><text id=\"value\" valueName=%q maxLength=\"1023\" required=\"true\" /></elements>\n", s.key)
	}
	b.WriteString("    </policy>\n")
	return b.String()
}

// ADML is the template's texts in English, the settings' meanings out of the guide.
func ADML(guide string) string {
	var b strings.Builder
	b.WriteString(xml.Header + edit + `
<policyDefinitionResources xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" revision="1.0" schemaVersion="1.0" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions">
  <displayName>Offhook</displayName>
  <description>Settings of Offhook, the agent softphone.</description>
  <resources>
    <stringTable>
`)
	text := func(id, s string) { fmt.Fprintf(&b, "      <string id=%q>%s</string>\n", id, escaped(s)) }
	text("offhook", "Offhook")
	text("supported_offhook", "Any version of Offhook that knows the setting")
	for _, c := range categories() {
		text(c.id, c.title)
	}
	meanings := Meanings(guide)
	meanings[policy.ExtraValue] = "Lines as in the settings file, for tables such as the names of AUX reasons, and whatever else has no form of its own. What has a form goes before these lines. A line that is wrong makes the whole policy unusable: try it with “offhook policy explain”."
	for _, s := range settings() {
		title := s.key
		if s.key == policy.ExtraValue {
			title = "Tables and other settings"
		}
		text(s.id, title)
		text(s.id+"_explain", meanings[s.key]+hints[s.kind])
	}
	b.WriteString("    </stringTable>\n    <presentationTable>\n")
	for _, s := range settings() {
		fmt.Fprintf(&b, "      <presentation id=%q>%s</presentation>\n", s.id, s.control())
	}
	b.WriteString("    </presentationTable>\n  </resources>\n</policyDefinitionResources>\n")
	return b.String()
}

// hints say how a value is written where the form does not tell.
var hints = map[policy.Kind]string{
	policy.Switch:  "\n\nEnabled: true. Disabled: false. Not configured: the user decides.",
	policy.Number:  "\n\nA number with a point, such as 0.7.",
	policy.Texts:   "\n\nOne on each line.",
	policy.Numbers: "\n\nOne whole number on each line.",
}

// control is how the policy's editor shows the value.
func (s setting) control() string {
	switch s.kind {
	case policy.Switch:
		return ""
	case policy.Whole:
		return `<decimalTextBox refId="value">Value</decimalTextBox>`
	case policy.Texts, policy.Numbers:
		return `<multiTextBox refId="value" />`
	}
	return `<textBox refId="value"><label>Value</label></textBox>`
}

func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
