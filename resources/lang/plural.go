package lang

// plural returns the plural form of a whole number in a language (Unicode CLDR,
// "Language Plural Rules", cardinals). A language without a rule here has the
// English one.
func plural(code string, n int) string {
	n = max(n, -n)
	switch code {
	case "fr", "pt": // "0 appel"
		return oneOrMillions(n <= 1, n)
	case "es":
		return oneOrMillions(n == 1, n)
	}
	if n == 1 {
		return "one"
	}
	return "other"
}

// oneOrMillions adds the form for whole millions: "un millón de llamadas".
func oneOrMillions(one bool, n int) string {
	switch {
	case one:
		return "one"
	case n != 0 && n%1_000_000 == 0:
		return "many"
	}
	return "other"
}
