package win32_test

import (
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"offhook/app/desktop"
	"offhook/app/desktop/win32"
)

// TestTheScriptIsTheSameForEveryText: PowerShell gets what a caller wrote in the
// environment, and nowhere else.
func TestTheScriptIsTheSameForEveryText(t *testing.T) {
	args := win32.Arguments(win32.ShowScript)
	if !slices.Contains(args, "-NoProfile") || args[len(args)-2] != "-EncodedCommand" {
		t.Errorf("the arguments are %q", args)
	}
	code, err := base64.StdEncoding.DecodeString(args[len(args)-1])
	if err != nil {
		t.Fatal(err)
	}
	var units []uint16
	for ; len(code) > 1; code = code[2:] {
		units = append(units, binary.LittleEndian.Uint16(code))
	}
	if got := string(utf16.Decode(units)); got != win32.ShowScript {
		t.Errorf("PowerShell reads %q", got)
	}
	for _, text := range nasty {
		env, err := win32.Surroundings([]string{"PATH=x", "OFFHOOK_TOAST_XML=old", "Offhook_CTI_Password=secret"}, "org.offhook.Offhook", text, text)
		if err != nil {
			t.Fatal(err)
		}
		if len(env) != 4 || env[0] != "PATH=x" || env[1] != "OFFHOOK_TOAST_APP=org.offhook.Offhook" || env[2] != "OFFHOOK_TOAST_TAG=" {
			t.Errorf("the environment is %q", env)
		}
		xml := env[3]
		if !strings.HasPrefix(xml, "OFFHOOK_TOAST_XML=<toast ") || strings.ContainsRune(xml, 0) {
			t.Errorf("the message is %q", xml)
		}
		if n := strings.Count(xml, "<text>"); n != 2 {
			t.Errorf("%q makes %d texts", text, n)
		}
	}
}

func TestScriptsHoldNothingOfAMessage(t *testing.T) {
	for _, script := range []string{win32.ShowScript, win32.RemoveScript} {
		if strings.Contains(script, "Invoke-Expression") || strings.Contains(script, "iex ") || strings.ContainsAny(script, "\"`%") {
			t.Errorf("the script reads text as code, or is no constant: %s", script)
		}
	}
	if desktop.LinkScheme != "offhook" {
		t.Error("the installer registers another scheme")
	}
}
