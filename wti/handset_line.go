package wti

func (l *line) connection(own string) Connection { return Connection{Call: l.call, Device: own} }

// info is what is known of the line's call.
func (l *line) info() CallInfo { return CallInfo{Local: l.state} }

// us is our own end of a call.
func us(own string) Party { return Party{Number: numberOf(own), Device: own} }

// show returns the events of a line that is not a mere step of a recipe.
func (l *line) show(events ...Event) []Event {
	if l.hidden {
		return nil
	}
	return events
}

// answered: we talk.
func (l *line) answered(own string) Event {
	l.state, l.doubtful = StateConnected, false
	info := l.info()
	info.Calling = l.remote
	return Established{Connection: l.connection(own), Answering: us(own), Own: true, CallInfo: info}
}

// dial is that the number of our own call has been dialled. The lamps do not tell
// when somebody answers, so the call counts as one without answer supervision
// (protocol notes §7.3).
func (l *line) dial(number, own string) []Event {
	l.state, l.dialled, l.remote = StateConnected, true, Party{Number: number}
	info := l.info()
	info.Calling, info.Called = us(own), l.remote
	return l.show(Originated{Connection: l.connection(own), CallInfo: info},
		NetworkReached{Connection: l.connection(own), CallInfo: info})
}

// over: the call is over for us.
func (l *line) over(own string) []Event {
	l.state = StateNull
	info := CallInfo{Local: StateNull}
	return l.show(ConnectionCleared{Connection: l.connection(own), Own: true, CallInfo: info},
		CallCleared{Call: l.call, CallInfo: info})
}
