package screens

import (
	"strings"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// presenceLook is how a colleague's presence is shown.
func presenceLook(s wti.PresenceState) look {
	word := app.ColleagueView{State: s}.Word()
	switch s {
	case wti.PresenceIdle:
		return look{"ready", word, widgets.ColorReady, widgets.ColorReadySoft}
	case wti.PresenceRinging:
		return look{"answer", word, widgets.ColorManual, widgets.ColorManualSoft}
	case wti.PresenceOnCall:
		return look{"headset", word, widgets.ColorAux, widgets.ColorAuxSoft}
	case wti.PresenceUnavailable:
		return look{"offline", word, widgets.ColorIdle, widgets.ColorIdleSoft}
	}
	return look{"dots", word, widgets.ColorIdle, widgets.ColorIdleSoft}
}

// target is somebody to whom a call can go.
type target struct {
	name, number string
	look         look
}

// targets are the colleagues whom a text may mean, with their presence, and the
// contacts that the directory has found for it. Who is both counts as a
// colleague.
func targets(colleagues []app.ColleagueView, contacts []app.Contact, text string) []target {
	var list []target
	known := map[string]bool{}
	for _, v := range matching(colleagues, text) {
		list = append(list, target{v.Name, v.Extension, presenceLook(v.State)})
	}
	for _, v := range colleagues {
		known[v.Extension] = true
	}
	for _, c := range contacts {
		if number, err := app.Dialable(c.Number); err == nil && !known[number] {
			list = append(list, target{c.Name, number, contactLook(c)})
		}
	}
	return list
}

// contactLook is how a contact is shown: what number it is, or that it is a
// favourite.
func contactLook(c app.Contact) look {
	l := look{"contacts", plain(c.Label), widgets.ColorIdle, widgets.ColorIdleSoft}
	if c.Favourite {
		l.icon, l.ink = "star-full", widgets.ColorAux
	}
	switch {
	case l.word != "":
	case c.Favourite:
		l.word = lang.X("picker.favourite", "Favourite")
	default:
		l.word = lang.X("picker.contact", "Contact")
	}
	return l
}

// matching are the colleagues whom a text may mean: each of its words begins a
// word of the name, or is part of the extension. No text means all of them.
func matching(list []app.ColleagueView, text string) []app.ColleagueView {
	words := strings.Fields(fold(text))
	var found []app.ColleagueView
	for _, v := range list {
		if meant(v, words) {
			found = append(found, v)
		}
	}
	return found
}

func meant(v app.ColleagueView, words []string) bool {
	name := strings.Fields(fold(v.Name))
	for _, w := range words {
		hit := strings.Contains(v.Extension, w)
		for _, n := range name {
			hit = hit || strings.HasPrefix(n, w)
		}
		if !hit {
			return false
		}
	}
	return true
}

// marks are letters with marks and what a hurried hand types for them.
var marks = strings.NewReplacer(
	"ä", "a", "á", "a", "à", "a", "â", "a", "ã", "a", "å", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"í", "i", "ì", "i", "î", "i", "ï", "i", "ñ", "n", "ö", "o", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ø", "o",
	"ü", "u", "ú", "u", "ù", "u", "û", "u", "ß", "ss", "š", "s", "ž", "z", "č", "c", "ł", "l", ",", " ")

// fold makes texts comparable: lower case, without marks.
func fold(s string) string { return marks.Replace(strings.ToLower(s)) }
