package main_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	module = "offhook"
	fyne   = "fyne.io/fyne/v2"
)

// pkg is what go list tells of a package. Test files are not part of it: tests
// may use the simulator and each other's packages.
type pkg struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	CgoFiles   []string
	Imports    []string
	Deps       []string // of Imports, theirs, and so on
}

// listPackages returns the module's packages by path below the module, "." for
// the program itself.
func listPackages(t *testing.T) map[string]pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,GoFiles,CgoFiles,Imports,Deps", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := map[string]pkg{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages[short(p.ImportPath)] = p
	}
}

// short is a path below the module; a package of another module keeps its own.
func short(path string) string {
	if path == module {
		return "."
	}
	return strings.TrimPrefix(path, module+"/")
}

func ours(path string) bool { return path == module || strings.HasPrefix(path, module+"/") }

// within reports whether a short path is a folder or lies below it.
func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

// layers is the package map from the top down: a folder imports its own
// packages and those of the folders that are listed for it, nothing else of
// this module.
var layers = map[string][]string{
	".":         {"cli"},
	"cli":       {"screens", "textmode", "app", "wti", "media", "resources"},
	"screens":   {"app", "wti", "resources"},
	"textmode":  {"app", "wti", "resources"},
	"app":       {"wti", "media", "resources"},
	"wti":       {"resources"},
	"media":     {"resources"},
	"resources": {},
	// What tests and the tour are made of; the product never imports it.
	"internal": {"wti", "media", "app", "resources"},
	"e2e":      {"internal", "wti", "media", "app", "resources"},
	// What makes packages; nothing of it is in them.
	"packaging": {"resources"},
}

func TestImportsGoOneWay(t *testing.T) {
	packages := listPackages(t)
	for path, p := range packages {
		folder, _, _ := strings.Cut(path, "/")
		allowed, known := layers[folder]
		if !known {
			t.Errorf("%s: the package map does not know the folder %q", path, folder)
			continue
		}
		for _, imported := range p.Imports {
			target := short(imported)
			if ours(imported) && !within(target, folder) &&
				!slices.ContainsFunc(allowed, func(f string) bool { return within(target, f) }) {
				t.Errorf("%s imports %s", path, target)
			}
		}
	}
}

func TestImportsThatAreForbidden(t *testing.T) {
	never := []struct {
		from, to string
		except   string // a folder that may all the same
		deep     bool   // not through others either
		alone    bool   // the package itself, not what lies below it
	}{
		{from: "wti", to: module + "/media", deep: true},
		{from: "media", to: module + "/wti", deep: true},
		{from: "wti", to: fyne, deep: true},
		{from: "media", to: fyne, deep: true},
		{from: "media", to: module + "/media/device", except: "media/device"},
		{from: "media/device", to: module + "/media", except: "", deep: true},
		{from: "wti", to: module + "/wti/simulator", except: "wti/simulator", deep: true},
		{from: "wti/simulator", to: module + "/wti", deep: true},
		{from: "app", to: module + "/wti/simulator", deep: true},
		{from: "screens", to: module + "/wti/simulator", deep: true},
		{from: "screens", to: module + "/media"},
		{from: "screens", to: "github.com/zalando/go-keyring"},
		{from: "screens", to: "github.com/gorilla/websocket"},
		{from: "screens", to: "net", alone: true}, // an address to open is a net/url
		{from: "screens", to: "net/http"},
		{from: "screens/widgets", to: module + "/app", deep: true},
		{from: "screens/widgets", to: module + "/wti", deep: true},
		{from: "textmode", to: module + "/wti/simulator", deep: true},
		{from: "textmode", to: module + "/screens", deep: true},
		{from: "textmode", to: fyne + "/widget"},
		{from: "textmode", to: fyne + "/lang"},
		{from: "app", to: fyne + "/lang"}, // ours can change the language
		{from: "app", to: "github.com/sstallion/go-hid", except: "app/headset/usb", deep: true},
		{from: "app", to: "github.com/jsimonetti/rtnetlink/v2", except: "app/uplink"},
		{from: "cli", to: fyne + "/lang"},
		{from: "screens/widgets", to: fyne + "/lang"},
	}
	packages := listPackages(t)
	for _, rule := range never {
		for path, p := range packages {
			if !within(path, rule.from) || rule.except != "" && within(path, rule.except) {
				continue
			}
			imports := p.Imports
			if rule.deep {
				imports = p.Deps
			}
			for _, imported := range imports {
				// A package may import what lies in its own folder.
				forbidden := imported == rule.to || !rule.alone && within(imported, rule.to)
				if forbidden && !within(short(imported), rule.from) {
					t.Errorf("%s imports %s", path, imported)
				}
			}
		}
	}
}

func TestAppUsesOnlyTheRootOfFyne(t *testing.T) {
	allowed := []string{fyne, fyne + "/data/binding"}
	for path, p := range listPackages(t) {
		for _, imported := range p.Imports {
			if within(path, "app") && within(imported, fyne) && !slices.Contains(allowed, imported) {
				t.Errorf("%s imports %s", path, imported)
			}
		}
	}
}

func TestWTIUsesOnlyGorilla(t *testing.T) {
	p, ok := listPackages(t)["wti"]
	if !ok {
		t.Fatal("there is no package wti")
	}
	for _, imported := range p.Imports {
		if strings.Contains(imported, ".") && imported != "github.com/gorilla/websocket" {
			t.Errorf("wti imports %s", imported)
		}
	}
}

// TestScreensLeaveGoroutinesToApp: a screen runs on the UI goroutine alone.
// What takes time is asked of app, which comes back through its dispatcher.
func TestScreensLeaveGoroutinesToApp(t *testing.T) {
	seen := 0
	for path, p := range listPackages(t) {
		if !within(path, "screens") {
			continue
		}
		for _, name := range append(p.GoFiles, p.CgoFiles...) {
			seen++
			findCrossings(t, filepath.Join(p.Dir, name))
		}
	}
	if seen == 0 {
		t.Error("no screen was looked at")
	}
}

func findCrossings(t *testing.T, path string) {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			t.Errorf("%s: a go statement", files.Position(n.Pos()))
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "fyne" && (n.Sel.Name == "Do" || n.Sel.Name == "DoAndWait") {
				t.Errorf("%s: fyne.%s", files.Position(n.Pos()), n.Sel.Name)
			}
		}
		return true
	})
}
