// Package licences knows the licences of what the program is made of: the modules
// that were built into it, Go itself, and the typeface.
//
// Which modules those are, and in what versions, is read from the running program.
// Their texts are in licences.txt, which this package's test makes out of the
// modules themselves and compares with them: OFFHOOK_UPDATE=1 go test
// ./resources/licences writes it.
package licences

import (
	_ "embed"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
)

//go:embed licences.txt
var file string

// Licence is one part of the program and what it may be used under.
type Licence struct {
	Name    string // a module's path, or what else it is called
	Version string // as Go spells it, empty when it is not known
	Kind    string // SPDX identifiers, divided by ", "
	Text    string // the whole text, several one after the other
}

// mark begins a part in the file; its name and kind follow, divided by a tab.
const mark = "=== "

// The parts that are no modules.
const (
	goItself = "Go"
	typeface = "Inter"
)

var parts = sync.OnceValue(func() (list []Licence) {
	for _, part := range strings.Split("\n"+file, "\n"+mark)[1:] {
		head, text, _ := strings.Cut(part, "\n")
		name, kind, _ := strings.Cut(head, "\t")
		list = append(list, Licence{Name: name, Kind: kind, Text: strings.TrimSpace(text)})
	}
	return list
})

// Of lists the licences of a program that was built so, sorted by name in the
// order of their bytes. Without that knowledge, nil, all that are known. A module
// whose licence is not known is left out: the test sees that there is none.
func Of(build *debug.BuildInfo) []Licence {
	versions := map[string]string{goItself: runtime.Version(), typeface: ""}
	if build != nil {
		for _, m := range build.Deps {
			name := m.Path
			if m.Replace != nil {
				m = m.Replace
			}
			versions[name] = m.Version
		}
	}
	list := slices.Clone(parts())
	if build != nil {
		list = slices.DeleteFunc(list, func(l Licence) bool {
			_, in := versions[l.Name]
			return !in
		})
	}
	for i := range list {
		list[i].Version = versions[list[i].Name]
	}
	return list
}

// List lists the licences of the running program.
func List() []Licence {
	build, _ := debug.ReadBuildInfo() // nil where it was built without modules
	return Of(build)
}
