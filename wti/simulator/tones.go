package simulator

import (
	"strings"
	"time"
)

// collection gathers the tones that a station hears (protocol notes §5.8).
// Guarded by Server.mu.
type collection struct {
	station    *station
	tones      string
	criteria   bool // TonesRetrieved is due when one of the following is met
	count      int
	flush      string
	interdigit time.Duration
	timeout    *timer
}

// toneStation finds the station that a tone request is about.
func (x *exchange) toneStation() (*station, error) {
	o := sub(x.p, "object")
	id := str(o, "deviceObject", "device")
	if id == "" {
		id = str(sub(o, "deviceObject"), "deviceIdentifier")
	}
	if id == "" {
		id = str(sub(o, "callObject"), "deviceID")
	}
	x.p["device"] = id
	return x.phoneOf("device")
}

// toneStart is ToneCollectionStart.
func (x *exchange) toneStart() (object, error) {
	st, err := x.toneStation()
	if err != nil {
		return nil, err
	}
	st.collection = &collection{station: st}
	return object{}, nil
}

func (x *exchange) collecting() (*collection, error) {
	st, err := x.toneStation()
	if err != nil {
		return nil, err
	}
	if st.collection == nil {
		return nil, wrongState("invalidObjectState", "no tones are collected at %s", st.ext)
	}
	return st.collection, nil
}

// toneCriteria is ToneRetrievalCriteria; times are milliseconds.
func (x *exchange) toneCriteria() (object, error) {
	k, err := x.collecting()
	if err != nil {
		return nil, err
	}
	k.criteria = true
	k.count, _ = number(x.p, "numberOfTones")
	k.flush = str(x.p, "flushCharacter")
	initial, _ := number(x.p, "initialTimeout")
	between, _ := number(x.p, "interdigitTimeout")
	k.interdigit = time.Duration(between) * time.Millisecond
	k.wait(time.Duration(initial) * time.Millisecond)
	k.check("")
	return object{}, nil
}

// toneFlush is ToneCollectionFlushBuffer.
func (x *exchange) toneFlush() (object, error) {
	k, err := x.collecting()
	if err != nil {
		return nil, err
	}
	if flag(x.p, "sendEvent") {
		criteria := k.criteria
		k.retrieved("bufferFlushed")
		k.criteria = criteria
	}
	k.tones = ""
	if flag(x.p, "clearCriteria") {
		k.criteria = false
		k.timeout.stop()
	}
	return object{}, nil
}

// toneStop is ToneCollectionStop.
func (x *exchange) toneStop() (object, error) {
	k, err := x.collecting()
	if err != nil {
		return nil, err
	}
	k.timeout.stop()
	k.station.collection = nil
	return object{}, nil
}

// hear tells the monitors of a tone and keeps it for who collects.
func (st *station) hear(tone string) {
	st.server.emit(st.ext, "toneDetection.toneDetected", "ToneDetectedEvent",
		object{"device": identified(st.id()), "toneDetected": tone})
	if k := st.collection; k != nil {
		k.tones += tone
		k.wait(k.interdigit)
		k.check(tone)
	}
}

func (k *collection) wait(d time.Duration) {
	k.timeout.stop()
	if k.criteria && d > 0 {
		k.timeout = k.station.server.after(d, func() { k.retrieved("timeout") })
	}
}

func (k *collection) check(last string) {
	switch {
	case !k.criteria:
	case k.flush != "" && (last == k.flush || last == "" && strings.Contains(k.tones, k.flush)):
		k.retrieved("flushCharReceived")
	case k.count > 0 && len(k.tones) >= k.count:
		k.retrieved("charCountReceived")
	}
}

// retrieved reports what was collected; one criterion is good for one event.
func (k *collection) retrieved(cause string) {
	k.timeout.stop()
	k.station.server.emit(k.station.ext, "toneCollection.tonesRetrieved", "TonesRetrievedEvent",
		object{"device": identified(k.station.id()), "tcollcause": cause, "tones": k.tones})
	k.tones, k.criteria = "", false
}
