package app

// LinkSettings say what a tel: or callto: link may do by itself.
type LinkSettings struct {
	// Trust dials a link's number at once while no call is up. Otherwise the number
	// is shown and the agent dials it.
	Trust bool `toml:"trust"`
}
