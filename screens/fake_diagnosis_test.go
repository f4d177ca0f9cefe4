package screens

import (
	"log/slog"

	"offhook/app"
)

func (f *fakePhone) WatchTrace(q app.TraceQuery) { f.say("trace %q %q", q.Search, q.Call) }
func (f *fakePhone) UnwatchTrace()               { f.say("no trace") }
func (f *fakePhone) SaveTrace()                  { f.say("save trace") }
func (f *fakePhone) SaveSupport()                { f.say("save support") }
func (f *fakePhone) StartCheckUp()               { f.say("check up") }
func (f *fakePhone) StopCheckUp()                { f.say("no check up") }
func (f *fakePhone) SetLogLevel(l slog.Level)    { f.say("log %s", l) }
func (f *fakePhone) Train(o app.TrainerOrder)    { f.say("train %d %+v", o.Act, o) }
