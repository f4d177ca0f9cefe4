package main

import (
	"bytes"
	"encoding/binary"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"howett.net/plist"

	"offhook/resources"
)

// info is what we look at in Info.plist.
type info struct {
	Identifier    string   `plist:"CFBundleIdentifier"`
	Executable    string   `plist:"CFBundleExecutable"`
	Icon          string   `plist:"CFBundleIconFile"`
	Type          string   `plist:"CFBundlePackageType"`
	Version       string   `plist:"CFBundleShortVersionString"`
	Build         string   `plist:"CFBundleVersion"`
	Languages     []string `plist:"CFBundleLocalizations"`
	MinimumSystem string   `plist:"LSMinimumSystemVersion"`
	Microphone    string   `plist:"NSMicrophoneUsageDescription"`
	LocalNetwork  string   `plist:"NSLocalNetworkUsageDescription"`
	FineScreen    bool     `plist:"NSHighResolutionCapable"`
	URLTypes      []struct {
		Schemes []string `plist:"CFBundleURLSchemes"`
	} `plist:"CFBundleURLTypes"`
}

// bundle puts one together around a stand-in for the program.
func bundle(t *testing.T) (contents string) {
	t.Helper()
	dir := t.TempDir()
	program := filepath.Join(dir, "program")
	if err := os.WriteFile(program, []byte("the program"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("./bundle.sh", "1.2.3", "45", program, dir).CombinedOutput(); err != nil {
		t.Fatalf("bundle.sh: %v\n%s", err, out)
	}
	return filepath.Join(dir, "Offhook.app", "Contents")
}

func read(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plist.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// TestTheBundleIsWhole: macOS starts the program, asks for the microphone in the
// agent's language, and knows what links go there.
func TestTheBundleIsWhole(t *testing.T) {
	contents := bundle(t)
	var got info
	read(t, filepath.Join(contents, "Info.plist"), &got)
	if got.Version != "1.2.3" || got.Build != "45" || got.Type != "APPL" || !got.FineScreen {
		t.Errorf("it says %+v", got)
	}
	if want := programID(t); got.Identifier != want {
		t.Errorf("the bundle is %s, the program %s", got.Identifier, want)
	}
	program, err := os.ReadFile(filepath.Join(contents, "MacOS", got.Executable))
	if err != nil || string(program) != "the program" {
		t.Errorf("the program is %q, %v", program, err)
	}
	if st, err := os.Stat(filepath.Join(contents, "MacOS", got.Executable)); err != nil || st.Mode().Perm() != 0o755 {
		t.Errorf("it is %v, %v; want mode 0755", st.Mode(), err)
	}
	if len(got.URLTypes) != 1 || !slices.Equal(got.URLTypes[0].Schemes, []string{"tel", "callto"}) {
		t.Errorf("links that go there: %v", got.URLTypes)
	}
	if got.MinimumSystem != "12.0" { // https://go.dev/wiki/MinimumRequirements
		t.Errorf("it asks for macOS %s, Go 1.26 for 12", got.MinimumSystem)
	}
	for _, name := range []string{"LICENSE.txt", "libraries.txt", "docs/agent-guide.md"} {
		if st, err := os.Stat(filepath.Join(contents, "Resources", name)); err != nil || st.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	checkLanguages(t, contents, got)
	checkIcon(t, filepath.Join(contents, "Resources", got.Icon))
}

// programID is what the program calls itself.
func programID(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("../../cli/run.go")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`programID = "(.*)"`).FindSubmatch(source)
	if m == nil {
		t.Fatal("cli/run.go does not name the program")
	}
	return string(m[1])
}

// checkLanguages: what macOS asks of people comes in each language of the program.
func checkLanguages(t *testing.T, contents string, got info) {
	t.Helper()
	catalogues, err := resources.Translations.ReadDir(resources.TranslationsDir)
	if err != nil {
		t.Fatal(err)
	}
	if len(catalogues) != len(got.Languages) {
		t.Errorf("the bundle has %v, the program %d languages", got.Languages, len(catalogues))
	}
	said := map[string]bool{}
	for _, c := range catalogues {
		code := strings.TrimSuffix(c.Name(), ".json")
		var text struct{ NSMicrophoneUsageDescription, NSLocalNetworkUsageDescription string }
		read(t, filepath.Join(contents, "Resources", code+".lproj", "InfoPlist.strings"), &text)
		if !slices.Contains(got.Languages, code) || text.NSMicrophoneUsageDescription == "" || text.NSLocalNetworkUsageDescription == "" {
			t.Errorf("%s: %+v", code, text)
		}
		if code == "en" && (text.NSMicrophoneUsageDescription != got.Microphone || text.NSLocalNetworkUsageDescription != got.LocalNetwork) {
			t.Errorf("in English %+v, without a language %q, %q", text, got.Microphone, got.LocalNetwork)
		}
		said[text.NSMicrophoneUsageDescription] = true
	}
	if len(said) != len(catalogues) {
		t.Errorf("some languages say the same: %v", said)
	}
}

// checkIcon: an .icns file is a list of pictures, each behind its kind and length.
func checkIcon(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) < 8 || string(data[:4]) != "icns" || int(binary.BigEndian.Uint32(data[4:])) != len(data) {
		t.Fatalf("%s is no icon", path)
	}
	sizes := map[string]int{}
	for data = data[8:]; len(data) >= 8; {
		length := int(binary.BigEndian.Uint32(data[4:]))
		if length < 8 || length > len(data) {
			t.Fatalf("%s is damaged", path)
		}
		picture, err := png.Decode(bytes.NewReader(data[8:length]))
		if err != nil {
			t.Fatalf("%s: %s: %v", path, data[:4], err)
		}
		sizes[string(data[:4])] = picture.Bounds().Dx()
		if _, _, _, alpha := picture.At(picture.Bounds().Dx()/2, picture.Bounds().Dy()/2).RGBA(); alpha != 0xffff {
			t.Errorf("%s has nothing in its middle", data[:4])
		}
		data = data[length:]
	}
	for kind, size := range map[string]int{"ic07": 128, "ic08": 256, "ic09": 512, "ic10": 1024, "ic11": 32, "ic12": 64} {
		if sizes[kind] != size {
			t.Errorf("%s has the sizes %v, and %s must be %d", path, sizes, kind, size)
		}
	}
}

// TestNothingButTheMicrophoneIsAskedFor of the hardened runtime.
func TestNothingButTheMicrophoneIsAskedFor(t *testing.T) {
	var got map[string]any
	read(t, "entitlements.plist", &got)
	if len(got) != 1 || got["com.apple.security.device.audio-input"] != true {
		t.Errorf("entitlements: %v", got)
	}
}

// TestWrongNumbersAreRefused: the Finder compares them.
func TestWrongNumbersAreRefused(t *testing.T) {
	for _, v := range []string{"1.2", "v1.2.3", "0.1.0~git2026"} {
		if err := exec.Command("./bundle.sh", v, "1", "bundle.sh", t.TempDir()).Run(); err == nil {
			t.Errorf("version %q is taken", v)
		}
	}
}
