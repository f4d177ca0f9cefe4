package screens

import (
	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// callSettings are about what else happens while a call is up, and what is kept
// of calls.
func callSettings(phone Phone) *settingsPart {
	days := func(n int) string {
		return lang.XN("settings.keepDays.days", "{{.Count}} days", n, map[string]any{"Count": n})
	}
	keep := selectLine(phone, app.SettingKeepDays, lang.X("settings.keepDays", "Keep ended calls for"),
		lang.X("settings.keepDays.hint", "Older calls are removed within the hour. With “none” nothing is kept from now on, and what there is goes at the next start."),
		[]settingOption{
			{"0", lang.X("settings.keepDays.none", "None")}, {"7", days(7)}, {"30", days(30)}, {"90", days(90)}, {"365", days(365)},
		}, func(v string) string { return days(app.SettingsView{Settings: []app.Setting{{Value: v}}}.Number("")) })
	mask := switchLine(phone, app.SettingMask, lang.X("settings.mask", "Mask numbers"),
		lang.X("settings.mask.hint", "Only the end of a number is kept, and no name. Such a call cannot be dialled again."))
	players := switchLine(phone, app.SettingPausePlayers, lang.X("settings.pausePlayers", "Pause music and videos"),
		lang.X("settings.pausePlayers.hint", "What other programs play goes on after the last call."))
	awake := switchLine(phone, app.SettingKeepAwake, lang.X("settings.keepAwake", "Keep the computer awake"),
		lang.X("settings.keepAwake.hint", "No sleep and no screen saver during a call; signing out of the computer waits."))
	return &settingsPart{
		name: "calls", icon: "history", title: lang.X("settings.calls", "Calls"), short: lang.X("settings.calls", "Calls"),
		lines: []*settingLine{players, awake, keep, mask},
		content: widgets.Column(widgets.GapLarge,
			settingsCard(lang.X("settings.calls.during", "During a call"), boxes(players, awake)...),
			settingsCard(lang.X("settings.calls.history", "Call history"), boxes(keep, mask)...)),
	}
}
