package cli

import (
	"offhook/app"
	"offhook/wti/simulator"
)

// demoCommand starts the softphone on a simulated AES inside the program.
type demoCommand struct {
	SignIn    bool `help:"Sign in at once." name:"sign-in"`
	Minimised bool `help:"Start without the window."`
	NoCallers bool `help:"No callers by themselves."`
	textFlags
	logFlags
}

func (c *demoCommand) Run(e *environment) error {
	s, err := simulator.New(simulator.Options{Callers: !c.NoCallers})
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()

	settings := app.DefaultSettings()
	settings.Servers, settings.InsecureWS = []string{s.URL()}, true
	settings.CTIUser, settings.SwitchName = "demo", "CM1"
	settings.Extension, settings.Agent = "4750", "2001"
	settings.Services = map[string]string{"7000": "Orders", "500": "Service"}
	settings.Colleagues = []app.Colleague{{Extension: "4751"}, {Extension: "4752"}, {Extension: "4753"}}
	settings.Skills = []string{"500"}
	settings.WorkCodes = []app.WorkCode{{Code: "11", Name: "Order"}, {Code: "12", Name: "Complaint"}, {Code: "13", Name: "Question"}}
	settings.Limits.AuxMinutes = map[string]int{"1": 15, "2": 30}
	settings.Remember = false
	return e.start(app.Options{
		HistoryPath: app.HistoryPath(e.globals.Profile + ".demo"), DirectoryPath: app.DirectoryPath(e.globals.Profile + ".demo"),
		WindowsPath: app.WindowsPath(e.globals.Profile + ".demo"),
		Settings:    settings,
		Secrets:     app.Secrets{CTIPassword: "demo", StationCode: "123456", AgentPassword: "1234"},
		SignIn:      c.SignIn, Trainer: insideTrainer(s.ControlHandler()),
	}, c.logFlags, look{c.Minimised, c.Text})
}
