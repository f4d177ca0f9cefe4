package screens

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/resources"
	"offhook/wti"
)

// source parses the non-test files of the screens and of the app.
func source(t *testing.T, dirs ...string) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = f
		}
	}
	return files
}

// catalogue reads one language.
func catalogue(t *testing.T, name string) map[string]any {
	t.Helper()
	b, err := resources.Translations.ReadFile(resources.TranslationsDir + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var c map[string]any
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// textsOf finds every lang.X and lang.XN of the program: key and English text.
func textsOf(t *testing.T, found func(file, key, text string)) {
	t.Helper()
	for name, f := range source(t, ".", "widgets", "../app", "../app/doctor", "../cli", "../textmode") {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "X" && sel.Sel.Name != "XN" {
				return true
			}
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == "lang" {
				found(name, literal(call.Args[0]), literal(call.Args[1]))
			}
			return true
		})
	}
}

// TestEveryTextIsInTheCatalogue compares the texts in the source with en.json.
// With OFFHOOK_UPDATE=1 it writes en.json instead; plural forms beyond "other"
// are kept, and to be added, by hand.
func TestEveryTextIsInTheCatalogue(t *testing.T) {
	english := catalogue(t, "en.json")
	fresh := map[string]any{}
	textsOf(t, func(file, key, text string) {
		switch entry := english[key].(type) {
		case map[string]any:
			fresh[key] = entry
			if entry["other"] != text {
				t.Errorf("%s: %s reads %q here and %q in en.json", file, key, text, entry["other"])
			}
		default:
			if other, ok := fresh[key]; ok && other != text {
				t.Errorf("%s: %s reads %q here and %q elsewhere", file, key, text, other)
			}
			fresh[key] = text
			if entry != text && os.Getenv("OFFHOOK_UPDATE") == "" {
				t.Errorf("%s: %s reads %q here and %v in en.json", file, key, text, entry)
			}
		}
	})
	if len(fresh) < 100 {
		t.Fatalf("only %d texts found: is the search broken?", len(fresh))
	}
	for key := range english {
		if _, ok := fresh[key]; !ok && os.Getenv("OFFHOOK_UPDATE") == "" {
			t.Errorf("en.json has %s, which nothing uses", key)
		}
	}
	if os.Getenv("OFFHOOK_UPDATE") != "" {
		writeCatalogue(t, fresh)
	}
}

func writeCatalogue(t *testing.T, texts map[string]any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(texts); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("../resources/translations/en.json", b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func literal(e ast.Expr) string {
	if l, ok := e.(*ast.BasicLit); ok {
		if s, err := strconv.Unquote(l.Value); err == nil {
			return s
		}
	}
	return ""
}

var placeholder = regexp.MustCompile(`{{\.\w+}}`)

func TestEveryLanguageHasTheSameKeysAndPlaceholders(t *testing.T) {
	english := catalogue(t, "en.json")
	files, err := resources.Translations.ReadDir(resources.TranslationsDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		other := catalogue(t, f.Name())
		for key, text := range english {
			got, ok := other[key]
			if !ok {
				t.Errorf("%s lacks %s", f.Name(), key)
				continue
			}
			want := placeholder.FindAllString(marshal(text), -1)
			have := placeholder.FindAllString(marshal(got), -1)
			slices.Sort(want)
			slices.Sort(have)
			if want, have := slices.Compact(want), slices.Compact(have); !slices.Equal(want, have) {
				t.Errorf("%s: %s has %v, want %v", f.Name(), key, have, want)
			}
		}
		for key := range other {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %s, which English lacks", f.Name(), key)
			}
		}
	}
}

func marshal(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func TestScreensStartNoGoroutine(t *testing.T) {
	for name, f := range source(t, ".", "widgets") {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s has a go statement", name)
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && id.Name == "fyne" && strings.HasPrefix(n.Sel.Name, "Do") && n.Sel.Name != "DoubleTappable" {
					t.Errorf("%s calls fyne.%s", name, n.Sel.Name)
				}
			}
			return true
		})
	}
}

// walk calls f for every object of the tree that is shown.
func walk(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	f(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			walk(c, f)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			walk(c, f)
		}
	}
}

// TestInspectNames pins the names that tests and the tour point at.
func TestInspectNames(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.Media.Set(voice())
	_ = d.state.Notices.Set([]app.Notice{{ID: 1, Title: "x"}})
	d.setCalls(inState(app.CallConnected))
	have := map[string]bool{}
	for _, e := range d.Inspect() {
		if have[e.Name] {
			t.Errorf("%s is there twice", e.Name)
		}
		have[e.Name] = true
		if e.Window != "Offhook" {
			t.Errorf("%s is in window %q", e.Name, e.Window)
		}
	}
	for _, name := range strings.Fields(`
		login.server login.ctiUser login.ctiPassword login.switchName login.extension login.stationCode
		login.agentID login.agentPassword login.mode login.signIn login.cancel login.change login.problem
		login.step.connect login.step.session login.step.device login.step.monitor login.step.register login.step.agent
		header.agent header.state header.timer header.link header.mute header.quality
		tab.calls tab.dialpad tab.state dialpad.entry dialpad.key.0 dialpad.key.9 dialpad.key.star dialpad.key.pound
		dialpad.call dialpad.backspace call.0.card call.0.remote call.0.service call.0.collected call.0.state
		call.0.timer call.0.answer call.0.hangup call.0.hold call.0.retrieve call.0.mute call.0.keypad
		agent.autoIn agent.manualIn agent.aux agent.acw agent.signOut notice.0`) {
		if !have[name] {
			t.Errorf("%s is missing", name)
		}
	}
}
