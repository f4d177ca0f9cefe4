package win32_test

import (
	"slices"
	"strings"
	"testing"

	"offhook/app/desktop/win32"
)

// TestTheScriptIsTheSameForEveryText: PowerShell gets what a caller wrote in the
// environment, and nowhere else.
func TestTheScriptIsTheSameForEveryText(t *testing.T) {
	for _, script := range []string{win32.ShowScript, win32.RemoveScript} {
		args := win32.Arguments(script)
		if !slices.Contains(args, "-NoProfile") || args[len(args)-2] != "-Command" || args[len(args)-1] != script {
			t.Errorf("the arguments are %q", args)
		}
		if strings.ContainsAny(script, "\"`%\r\n") || strings.Contains(script, "Invoke-Expression") || strings.Contains(script, "iex ") {
			t.Errorf("the script is not one line, needs more quotes, or reads text as code: %s", script)
		}
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
