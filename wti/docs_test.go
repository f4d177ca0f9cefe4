package wti_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
)

// Every exported name is documented, and what comes from the protocol says from
// where: a section of the protocol notes, an RFC or an ECMA standard. A method
// may leave that to its type, a constant to its group.
func TestEveryExportedNameIsDocumentedWithItsSource(t *testing.T) {
	p := packageDoc(t)
	// What is Go's and not the protocol's.
	ours := []string{"Client", "New", "Options", "Secret", "Event", "Trace", "Record", "RecordKind", "Step", "StepState",
		"StepChanged", "StepError", "BadMessage", "Unknown"}
	check := func(name, text string, group bool) {
		t.Helper()
		base, _, _ := strings.Cut(name, ".")
		switch {
		case strings.TrimSpace(text) == "":
			t.Errorf("%s is not documented", name)
		case slices.Contains(ours, base) && !group, strings.Contains(text, "§"), strings.Contains(text, "RFC "), strings.Contains(text, "ECMA-"):
		default:
			t.Errorf("%s does not say where it comes from: %s", name, strings.TrimSpace(text))
		}
	}
	values := func(list []*doc.Value, of, above string) {
		for _, v := range list {
			if slices.ContainsFunc(v.Names, token.IsExported) && !slices.Contains(ours, of) {
				check(of+"."+strings.Join(v.Names, ","), v.Doc+above, true)
			} else if v.Doc == "" && slices.ContainsFunc(v.Names, token.IsExported) {
				t.Errorf("%v are not documented", v.Names)
			}
		}
	}
	for _, f := range p.Funcs {
		check(f.Name, f.Doc, false)
	}
	values(p.Consts, "", "")
	values(p.Vars, "", "")
	for _, typ := range p.Types {
		check(typ.Name, typ.Doc, false)
		values(typ.Consts, typ.Name, typ.Doc)
		values(typ.Vars, typ.Name, typ.Doc)
		for _, f := range typ.Funcs {
			check(f.Name, f.Doc+typ.Doc, false)
		}
		for _, m := range typ.Methods {
			if m.Doc == "" {
				t.Errorf("%s.%s is not documented", typ.Name, m.Name)
			}
			if typ.Name == "Client" && wireMethod(p, m.Name) {
				check("method "+m.Name, m.Doc, false)
			}
		}
	}
}

// wireMethod says that a method of Client is a service of the protocol, and not
// the client's own housekeeping.
func wireMethod(_ *doc.Package, name string) bool {
	return !slices.Contains([]string{"Close", "Events", "Trace", "Device", "Refresh"}, name)
}

func packageDoc(t *testing.T) *doc.Package {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, e.Name(), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	p, err := doc.NewFromFiles(set, files, "offhook/wti")
	if err != nil {
		t.Fatal(err)
	}
	return p
}
