package screens

import (
	"log/slog"

	"offhook/app"
)

// Diagnosis is for whoever looks for a fault. Every method only queues and returns
// at once; the outcome arrives through app.State.
type Diagnosis interface {
	WatchTrace(app.TraceQuery)
	UnwatchTrace()
	SaveTrace()
	SaveSupport()
	StartCheckUp()
	StopCheckUp()
	SetLogLevel(slog.Level)
}

// Training lets things happen in a simulated telephone system.
type Training interface {
	Train(app.TrainerOrder)
}
