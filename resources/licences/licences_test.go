package licences

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/google/licensecheck"
)

// systems are those that the program is built for.
var systems = []string{"linux", "windows", "darwin"}

// pkg is what go list tells of a package.
type pkg struct {
	Dir        string
	CgoFiles   []string
	EmbedFiles []string
	Standard   bool
	Module     *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// built are the packages of the program on a system.
func built(t *testing.T, system string) (list []pkg) {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-tags", "no_metadata,migrated_fynedo", "-json=Dir,CgoFiles,EmbedFiles,Standard,Module", "offhook")
	cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v\n%s", system, err, complaints.String())
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// goRoot is where Go itself is.
func goRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

var isLicence = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense|ofl)`)

// licenceFiles are the licences that hold for a package: in its folder, in those
// above it up to the module's, beside what it embeds, and below it where it
// compiles C.
func licenceFiles(t *testing.T, p pkg) (paths []string) {
	t.Helper()
	folders := map[string]bool{}
	above := func(dir string) {
		for ; strings.HasPrefix(dir, p.Module.Dir); dir = filepath.Dir(dir) {
			folders[dir] = true
		}
	}
	above(p.Dir)
	for _, name := range p.EmbedFiles {
		above(filepath.Dir(filepath.Join(p.Dir, name)))
	}
	if len(p.CgoFiles) > 0 {
		err := filepath.WalkDir(p.Dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				folders[path] = d.Name() != "testdata"
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for dir, in := range folders {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if in && e.Type().IsRegular() && isLicence.MatchString(e.Name()) && e.Name() != "LICENSE-LOGO" {
				paths = append(paths, filepath.Join(dir, e.Name()))
			}
		}
	}
	return paths
}

// unnamed are the texts that no identifier stands for, by the file's name.
var unnamed = map[string]string{
	"LICENSE-SQLITE":               "blessing", // in the public domain
	"LICENSE_DejaVu-Powerline.txt": "Bitstream-Vera",
}

// kindOf names a licence's text, from the identifiers of what is in it.
func kindOf(t *testing.T, path, text string) (kinds []string) {
	t.Helper()
	if kind, ok := unnamed[filepath.Base(path)]; ok {
		return []string{kind}
	}
	for _, m := range licensecheck.Scan([]byte(text)).Match {
		if !m.IsURL {
			kinds = append(kinds, m.ID)
		}
	}
	if len(kinds) == 0 {
		t.Errorf("%s: which licence is that?", path)
	}
	return kinds
}

// part is a part of the file as it must be.
func part(t *testing.T, name, root string, paths []string) string {
	t.Helper()
	// The module's own licence comes first.
	slices.SortFunc(paths, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.Count(a, "/"), strings.Count(b, "/")), cmp.Compare(a, b))
	})
	var kinds, texts []string
	for _, path := range slices.Compact(paths) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimSpace(strings.ReplaceAll(string(raw), "\r\n", "\n"))
		for _, k := range kindOf(t, path, text) {
			if !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
		if len(paths) > 1 {
			short, _ := filepath.Rel(root, path)
			text = "[" + filepath.ToSlash(short) + "]\n\n" + text
		}
		texts = append(texts, text)
	}
	if len(texts) == 0 {
		t.Errorf("%s has no licence", name)
	}
	return mark + name + "\t" + strings.Join(kinds, ", ") + "\n" + strings.Join(texts, "\n\n") + "\n\n"
}

// TestTheTextsAreThoseOfTheModules: what is embedded is what the modules, Go and
// the typeface have, for every system, and nothing more.
func TestTheTextsAreThoseOfTheModules(t *testing.T) {
	files, roots := map[string]map[string]bool{}, map[string]string{}
	for _, system := range systems {
		for _, p := range built(t, system) {
			if p.Module == nil || p.Module.Main {
				continue
			}
			if files[p.Module.Path] == nil {
				files[p.Module.Path], roots[p.Module.Path] = map[string]bool{}, p.Module.Dir
			}
			for _, path := range licenceFiles(t, p) {
				files[p.Module.Path][path] = true
			}
		}
	}
	if len(files) < 20 {
		t.Fatalf("only %d modules found: is the search broken?", len(files))
	}
	wanted := map[string]string{}
	for name, paths := range files {
		wanted[name] = part(t, name, roots[name], slices.Collect(maps.Keys(paths)))
	}
	root := goRoot(t)
	wanted[goItself] = part(t, goItself, root, []string{filepath.Join(root, "LICENSE")})
	wanted[typeface] = part(t, typeface, "..", []string{filepath.Join("..", "fonts", "OFL.txt")})
	var want strings.Builder
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		want.WriteString(wanted[name])
	}
	if want.String() == file {
		return
	}
	if os.Getenv("OFFHOOK_UPDATE") != "" {
		if err := os.WriteFile("licences.txt", []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have := map[string]bool{}
	for _, l := range parts() {
		have[l.Name] = true
		if _, in := wanted[l.Name]; !in {
			t.Errorf("licences.txt has %s, which is not in the program", l.Name)
		} else if !strings.Contains(file, wanted[l.Name]) {
			t.Errorf("licences.txt has another text or licence for %s", l.Name)
		}
	}
	for name := range wanted {
		if !have[name] {
			t.Errorf("licences.txt lacks %s", name)
		}
	}
	t.Error("write it anew: OFFHOOK_UPDATE=1 go test ./resources/licences")
}

// TestOnlyWhatIsBuiltInIsListed, with the versions of the build.
func TestOnlyWhatIsBuiltInIsListed(t *testing.T) {
	list := Of(&debug.BuildInfo{Deps: []*debug.Module{
		{Path: "fyne.io/fyne/v2", Version: "v2.8.0"},
		{Path: "github.com/gorilla/websocket", Version: "v1.5.3", Replace: &debug.Module{Path: "example.com/fork", Version: "v1.6.0"}},
	}})
	var got []string
	for _, l := range list {
		got = append(got, strings.TrimSpace(l.Name+" "+l.Version))
		if l.Kind == "" || len(l.Text) < 100 {
			t.Errorf("%s is under %q, its text is %q", l.Name, l.Kind, l.Text)
		}
	}
	want := []string{"Go " + runtime.Version(), "Inter", "fyne.io/fyne/v2 v2.8.0", "github.com/gorilla/websocket v1.6.0"}
	if !slices.Equal(got, want) {
		t.Errorf("listed are %q, want %q", got, want)
	}
	if all := Of(nil); len(all) != len(parts()) || len(all) <= len(want) {
		t.Errorf("without knowledge of the build %d are listed, want all %d", len(all), len(parts()))
	}
}
