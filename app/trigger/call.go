package trigger

// Call is what others are told of a call. Everything may be empty, and all that
// came from outside may hold anything: it is to be encoded, never interpreted.
type Call struct {
	// ID is the call's own for the log, empty for none. It is used again after the
	// call, so nothing outside is told of it.
	ID        string
	Direction string // In or Out
	Number    string // of the other end, empty when withheld
	Name      string // of the other end in the directory
	Collected string // digits that the caller entered
	VDN       string
	Skill     string
	Service   string // the administrator's name of VDN or skill, else its number
	UserData  string // user-to-user information
	UCID      string
}

// serves reports whether a call is for a service, named by the number of its VDN
// or skill or by the administrator's name. Empty is every service.
func (c Call) serves(service string) bool {
	return service == "" || service == c.VDN || service == c.Skill || service == c.Service
}
