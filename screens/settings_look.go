package screens

import (
	"strconv"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// lookSettings are about what the window looks like.
func lookSettings(phone Phone) *settingsPart {
	options := []settingOption{{"", lang.X("settings.language.system", "As the system")}}
	for _, l := range app.Languages() {
		options = append(options, settingOption{l.Code, l.Name})
	}
	same := func(v string) string { return plain(v) }
	language := selectLine(phone, app.SettingLanguage, lang.X("settings.language", "Language"), "", options, same)
	colours := selectLine(phone, app.SettingTheme, lang.X("settings.theme", "Colours"), "", []settingOption{
		{app.ThemeSystem, lang.X("settings.theme.system", "As the system")},
		{app.ThemeLight, lang.X("settings.theme.light", "Light")},
		{app.ThemeDark, lang.X("settings.theme.dark", "Dark")},
	}, same)
	var sizes []settingOption
	for _, n := range []int{100, 110, 125, 150, 175, 200} {
		sizes = append(sizes, settingOption{strconv.Itoa(n), strconv.Itoa(n) + "\u202f%"})
	}
	size := selectLine(phone, app.SettingTextSize, lang.X("settings.textSize", "Text size"),
		lang.X("settings.textSize.hint", "Everything in the window grows with it."), sizes, func(v string) string { return v + "\u202f%" })
	window := alertLine(phone)
	mark := switchLine(phone, app.SettingAttention, lang.X("settings.attention", "Mark Offhook in the list of windows"),
		lang.X("settings.attention.hint", "While a call rings and another program is in front."))
	message := switchLine(phone, app.SettingNotification, lang.X("settings.notification", "Message of the desktop"),
		lang.X("settings.notification.hint", "For each ringing call, with Answer and Decline where the desktop can show them."))
	flash := switchLine(phone, app.SettingRingFlash, lang.X("settings.flash", "Flash when a call rings"),
		lang.X("settings.flash.hint", "For those who cannot hear it ring."))
	tray := switchLine(phone, app.SettingTray, lang.X("settings.tray", "Icon beside the clock"),
		lang.X("settings.tray.hint", "With your state and a menu, where your desktop has a place for icons."))
	hide := switchLine(phone, app.SettingCloseToTray, lang.X("settings.closeToTray", "Closing the window keeps Offhook running"),
		lang.X("settings.closeToTray.hint", "Behind the icon, where there is one. Quit is in its menu."))
	start := selectLine(phone, app.SettingAutostart, lang.X("settings.autostart", "Start when you log in to the computer"), "", []settingOption{
		{string(app.AutostartOff), lang.X("settings.off", "Off")},
		{string(app.AutostartWindow), lang.X("settings.autostart.window", "With the window")},
		{string(app.AutostartBackground), lang.X("settings.autostart.background", "In the background")},
	}, same)
	return &settingsPart{
		name: "look", icon: "contrast", title: lang.X("settings.look", "Appearance"), short: lang.X("settings.look.short", "Look"),
		lines: []*settingLine{language, colours, size, window, message, mark, flash, tray, hide, start},
		content: widgets.Column(widgets.GapLarge,
			settingsCard(lang.X("settings.look", "Appearance"), boxes(language, colours, size)...),
			settingsCard(lang.X("settings.look.ring", "Ringing"), boxes(window, message, mark, flash)...),
			settingsCard(lang.X("settings.look.desktop", "On the desktop"), boxes(tray, hide, start)...)),
	}
}

// alertLine is when a ringing call has a window of its own. Nothing in the file
// means the same as while another program is in front.
func alertLine(phone Phone) *settingLine {
	away := lang.X("settings.alertWindow.away", "While another program is in front")
	return selectLine(phone, app.SettingAlertWindow, lang.X("settings.alertWindow", "Small window for a ringing call"),
		lang.X("settings.alertWindow.hint", "It lies above all others and never takes the keyboard."), []settingOption{
			{string(app.AlertAway), away},
			{string(app.AlertAlways), lang.X("settings.alertWindow.always", "Always")},
			{string(app.AlertNever), lang.X("settings.alertWindow.never", "Never")},
		}, func(string) string { return away })
}
