package simulator_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"offhook/wti/simulator"
)

const smallScenario = `
[[user]]
name = "cti"
password = "secret"

[[station]]
extension = "3001"
switch = "CMX"
security_code = "1"
name = "One"

[[skill]]
extension = "600"
no_answer = "12s"

[[vdn]]
extension = "8000"
name = "Help"
skill = "600"

[[agent]]
id = "1"
password = "2"
skills = ["600"]

[[caller]]
number = "493012345"
vdn = "8000"
patience = "90s"
voice = "speech:lamp+echo"

[[number]]
number = "5551000"
voice = "speech:menu+menu:1=hours,*=unknown"
hangup = "3s"

[[number]]
number = "5551001"
outcome = "busy"

[aux_reasons]
forced = true
max = 9
`

func TestScenarioFromTOML(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scenario.toml")
	if err := os.WriteFile(path, []byte(smallScenario), 0o600); err != nil {
		t.Fatal(err)
	}
	sc, err := simulator.LoadScenario(path)
	if err != nil {
		t.Fatal(err)
	}
	c, n := sc.Callers[0], sc.Numbers[0]
	if c.Patience != 90*time.Second || c.FarEnd.Speech != "lamp" || !c.FarEnd.Echo {
		t.Errorf("caller is %+v", c)
	}
	if n.FarEnd.Menu.Keys["1"] != "hours" || n.FarEnd.Menu.Other != "unknown" || time.Duration(n.Hangup) != 3*time.Second {
		t.Errorf("number is %+v", n)
	}
	if !sc.AUX.Forced || time.Duration(sc.Skills[0].NoAnswer) != 12*time.Second {
		t.Errorf("policy %+v, skill %+v", sc.AUX, sc.Skills[0])
	}
	s := start(t, simulator.Options{Scenario: sc})
	p := dial(t, s, basic("cti", "secret"))
	p.start("60")
	p.must("GetDeviceId", object{"switchName": "cmx", "extension": "3001"})
}

func TestScenarioErrorsSayWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"[[user]]\nname = \"a\"\npasword = \"b\"\n": `line 3`,
		"[[user]\n":                `line 1`,
		"[[user]]\nname = \"a\"\n": `no station`,
		smallScenario + "[[station]]\nextension = \"600\"\nswitch = \"CMX\"\n":             `used twice`,
		strings.Replace(smallScenario, `skill = "600"`, `skill = "601"`, 1):                `no skill "601"`,
		strings.Replace(smallScenario, `vdn = "8000"`, `vdn = "8001"`, 1):                  `no vdn "8001"`,
		strings.Replace(smallScenario, `outcome = "busy"`, `outcome = "gone"`, 1):          `unknown outcome "gone"`,
		strings.Replace(smallScenario, `speech:lamp`, `speech:nosuch`, 1):                  `no prompt "nosuch"`,
		strings.Replace(smallScenario, `voice = "speech:lamp+echo"`, `voice = "shout"`, 1): `voice "shout"`,
		strings.Replace(smallScenario, `patience = "90s"`, `patience = "soon"`, 1):         `invalid duration`,
	} {
		_, err := simulator.ParseScenario([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want one with %q", err, want)
		}
	}
	if _, err := simulator.LoadScenario("/nonexistent/x.toml"); err == nil {
		t.Error("a missing file gave no error")
	}
}

func TestDefaultScenarioIsValid(t *testing.T) {
	if err := simulator.Default().Validate(); err != nil {
		t.Error(err)
	}
}

func TestExampleScenarioIsValid(t *testing.T) {
	sc, err := simulator.ParseScenario([]byte(simulator.Example()))
	if err != nil {
		t.Fatal(err)
	}
	if len(sc.Callers) != 1 || len(sc.Numbers) != 3 || len(sc.Faults) != 7 || len(sc.Colleagues) != 1 || sc.Callers[0].Talk != 5*time.Minute {
		t.Errorf("scenario is %+v", sc)
	}
}
