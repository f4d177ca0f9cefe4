package app_test

import (
	"archive/zip"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/app/history"
	"offhook/wti"
	"offhook/wti/simulator"
)

// bundle reads the files of a bundle.
func bundle(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	files := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(data)
	}
	return files
}

// pastCall puts a call into a new history.
func pastCall(t *testing.T, path string) {
	t.Helper()
	store, err := history.Open(t.Context(), path, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	if _, err := store.Add(t.Context(), history.Call{
		ID: history.StartedAt(time.Now().Add(-time.Hour)), Number: "+493012345678", Name: "Erika Mustermann", Talk: time.Minute,
		MOS: 4.25, Quality: history.Quality{Codec: "g711A"},
	}); err != nil {
		t.Fatal(err)
	}
}

func TestTheSupportFileOfACallHasNothingOfTheCaller(t *testing.T) {
	dir := t.TempDir()
	pastCall(t, filepath.Join(dir, "history.db"))
	logFile := filepath.Join(dir, "default.log")
	if err := os.WriteFile(logFile, []byte("level=INFO msg=\"Erika Mustermann called from 030 12345678\"\nlevel=INFO msg=\"CTI password s3cret-cti\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	user, _ := withFile(t, "[[hooks]]\non = [\"ring\"]\nrun = [\"/bin/true\", \"--key=abc123\"]\n[[pop]]\non = [\"ring\"]\nurl = \"https://crm.example/x?key=abc123&n={caller}\"\n[[colleagues]]\nextension = \"4751\"\nname = \"Kim Lee\"\n")
	layers := app.LoadLayers(machine("", "language = \"en\"\ninsecure_ws = true\n"), user)
	if layers.UserErr != nil {
		t.Fatal(layers.UserErr)
	}
	d := onSimulator(t, simulator.Options{RegisterDelay: -1}, func(o *app.Options) {
		o.Version, o.Settings, o.Layers, o.Log = "1.2.3", layers.Settings, layers, fileLog(logFile)
		o.ExportDir, o.HistoryPath = dir, filepath.Join(dir, "history.db")
		o.Secrets.CTIPassword = "s3cret-cti"
		o.OpenPage = func(context.Context, string) error { return nil }
	})
	a, server := d.App, d.server
	d.signIn()
	if _, err := server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", UserData: "ACCOUNT 998877", Digits: "4455"}); err != nil {
		t.Fatal(err)
	}
	a.SetAgent(wti.AgentAutoIn, 0)
	until(t, "it rings", func() bool { v, _ := a.State().Calls.Get(); return len(v) == 1 && v[0].Remote == "15551234567" })

	a.SaveSupport()
	path := ""
	until(t, "the file", func() bool {
		list, _ := a.State().Notices.Get()
		for _, n := range list {
			if n.Title == "The support file was saved" {
				path = n.Text
			} else if n.Severity == app.Failure {
				t.Fatalf("notice: %+v", n)
			}
		}
		return path != ""
	})
	until(t, "the view", func() bool { v, _ := a.State().Support.Get(); return v == app.SupportView{Path: path} })
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 || filepath.Dir(path) != dir {
		t.Errorf("%s: %v, %v", path, info, err)
	}
	files := bundle(t, path)
	for name, want := range map[string]string{
		"versions.json": `"offhook":"1.2.3"`, "doctor.json": `"step":"registration"`, "policy.txt": `"policy`, "settings.json": `"key":"history.keep_days"`,
		"trace.jsonl": `"DeliveredEvent"`, "log.txt": "level=INFO", "quality.csv": "4.25", "diagnostics.txt": "Offhook diagnostics", "README.txt": "trace.jsonl",
	} {
		if name == "policy.txt" {
			want = "policy (/etc/offhook/policy.toml, line 2), locked"
		}
		if !strings.Contains(files[name], want) {
			t.Errorf("%s lacks %q:\n%.2000s", name, want, files[name])
		}
	}
	for name, text := range files {
		for _, gone := range []string{"15551234567", "5551234567", "998877", "4455\"", "12345678", "Mustermann", "s3cret", "abc123", "Kim Lee", "\"123456\"", "31323334"} {
			if strings.Contains(text, gone) {
				i := strings.Index(text, gone)
				t.Errorf("%s has %q: …%s…", name, gone, text[max(0, i-60):min(len(text), i+60)])
			}
		}
		if strings.HasSuffix(name, ".json") && !json.Valid([]byte(text)) {
			t.Errorf("%s is no JSON", name)
		}
	}
}

// fileLog is a log file.
type fileLog string

func (l fileLog) Path() string        { return string(l) }
func (l fileLog) Level() slog.Level   { return slog.LevelInfo }
func (l fileLog) SetLevel(slog.Level) {}

func TestTheSupportFileWithoutAnApp(t *testing.T) {
	test.NewTempApp(t)
	dir := t.TempDir()
	pastCall(t, filepath.Join(dir, "history.db"))
	l := layersOf(t, "", "agent = \"2001\"\n", "servers = [\n")
	out := filepath.Join(dir, "out.zip")
	o := app.Options{Settings: l.Settings, Layers: l, HistoryPath: filepath.Join(dir, "history.db"), Secrets: app.Secrets{AgentPassword: "hush-hush"}}
	path, err := app.SaveSupport(t.Context(), o, app.SupportOptions{Path: out, LogPath: filepath.Join(dir, "none.log")})
	if err != nil || path != out {
		t.Fatalf("%q, %v", path, err)
	}
	files := bundle(t, path)
	if !strings.Contains(files["policy.txt"], "NOT USED: /etc/offhook/policy.toml: line ") || !strings.Contains(files["quality.csv"], "g711A") {
		t.Errorf("policy.txt: %.300s\nquality.csv: %s", files["policy.txt"], files["quality.csv"])
	}
	if _, err := app.SaveSupport(t.Context(), o, app.SupportOptions{Path: out}); err == nil {
		t.Error("a file that is there was overwritten")
	}
}
