package wti

import (
	"context"
	"errors"
	"maps"
	"strings"
)

// bits is one category of a monitor filter.
type bits map[string]bool

func on(names ...string) bits {
	b := make(bits, len(names))
	for _, n := range names {
		b[n] = true
	}
	return b
}

// stationFilter is what an agent's own station needs (protocol notes §4.4): every
// event of §6.2, §7.2, §8.3 and §9.1 that is read, and no other, so that one that
// comes all the same betrays how the server takes the bits.
func stationFilter() map[string]any {
	return map[string]any{
		"callcontrol": on("bridged", "callCleared", "conferenced", "connectionCleared", "delivered", "digitsDialed",
			"diverted", "established", "failed", "held", "networkReached", "offered", "originated", "queued",
			"retrieved", "serviceInitiated", "transferred"),
		"callAssociated":        on("callInformation"),
		"physicalDeviceFeature": on("displayUpdated", "hookswitch", "lampMode", "messageWaiting", "ringerStatus"),
		"logicalDeviceFeature": on("agentBusy", "agentLoggedOn", "agentLoggedOff", "agentNotReady", "agentReady",
			"agentWorkingAfterCall", "doNotDisturb", "forwarding"),
	}
}

// avayaFilter is Avaya's part of it.
func avayaFilter() map[string]any {
	return map[string]any{
		"terminalUnregisteredEvent":           on("unregistered", "reregistered"),
		"mediaControl":                        on("mediaStarted", "mediaStopped"),
		"toneDetection":                       on("toneDetected"),
		"physicalDeviceFeaturesPrivateEvents": on("serviceLinkStatusChanged"),
		"callControlPrivate":                  on("enteredDigits"),
	}
}

// licensedGroups are what takes a TSAPI licence (protocol notes §4.1).
var licensedGroups = []string{"callcontrol", "callAssociated", "logicalDeviceFeature", "callControlPrivate"}

// monitorForm is one way to write MonitorStart (protocol notes §4.2, §4.3).
type monitorForm struct {
	extensions bool // Avaya's groups in extensions
	filter     bool // Avaya's groups in requestedMonitorFilter
	target     bool
	invert     bool
	empty      bool // no bits: in CSTA, suppress nothing
	phone      bool // without what takes a TSAPI licence
}

// monitorForms are the forms to try, the configured one first.
func (d Dialect) monitorForms(sense int) []monitorForm {
	first := monitorForm{
		extensions: d.AvayaFilterPlacement != "filter",
		filter:     d.AvayaFilterPlacement == "filter" || d.AvayaFilterPlacement == "both",
		target:     d.targetURL() != "",
		invert:     d.InvertFilter != "off" && d.InvertFilter != "none" && sense == 0,
		empty:      d.InvertFilter == "none" || sense >= 2,
	}
	if first.empty {
		first.extensions, first.filter = false, false
	}
	forms := []monitorForm{first}
	add := func(change func(*monitorForm)) {
		f := first
		change(&f)
		for _, g := range forms {
			if f == g {
				return
			}
		}
		forms = append(forms, f)
	}
	inFilter := func(f *monitorForm) { f.extensions, f.filter = false, !f.empty }
	bare := func(f *monitorForm) { f.extensions, f.filter = false, false }
	add(func(f *monitorForm) { f.target = false })
	add(inFilter)
	add(func(f *monitorForm) { inFilter(f); f.target = false })
	add(bare)
	add(func(f *monitorForm) { bare(f); f.target = false })
	add(func(f *monitorForm) { *f = monitorForm{empty: true} })
	return forms
}

// message writes the request in form f.
func (f monitorForm) message(device, targetURL string) monitorStart {
	var m monitorStart
	m.MonitorObject.DeviceObject = device
	filter, avaya := map[string]any{}, avayaFilter()
	if !f.empty {
		filter = stationFilter()
	}
	if f.phone {
		for _, group := range licensedGroups {
			delete(filter, group)
			delete(avaya, group)
		}
	}
	if f.invert {
		avaya["invertFilter"] = true
	}
	if f.filter {
		maps.Copy(filter, avaya)
	}
	m.RequestedMonitorFilter = filter
	if f.extensions {
		m.Extensions = private(map[string]any{"AvayaEvents": avaya})
	}
	if f.target {
		m.TargetURL = targetURL
	}
	return m
}

// startForm monitors our own station, before it is registered so that no event is
// lost (protocol notes §4.1). Forms that the server refuses are left
// for the next one; the one that works is remembered. phone leaves out what takes
// a TSAPI licence.
func (s *session) startForm(ctx context.Context, phone bool) error {
	d := s.c.opt.Dialect
	forms := d.monitorForms(get(&s.c.learned, &s.c.learned.sense))
	at := min(get(&s.c.learned, &s.c.learned.monitor), len(forms)-1)
	var first error
	silences := 0
	for i := at; i < len(forms); i++ {
		form := forms[i]
		form.phone = phone
		err := s.do(ctx, opMonitorStart, form.message(s.ownDevice(), d.targetURL()), s.readMonitor)
		if err == nil {
			set(&s.c.learned, &s.c.learned.monitor, i)
			return nil
		}
		if first == nil {
			first = err
		}
		if KindOf(err) == KindTimeout {
			silences++ // a form may be ignored instead of refused
		}
		if !formRefused(err) || silences > 1 {
			return first
		}
		s.c.log.Debug("monitor form refused", "form", i, "err", err)
	}
	set(&s.c.learned, &s.c.learned.monitor, 0)
	return first
}

// formRefused says that another form of the request may do better: the refusal
// is not about the device, the rights or the licence. Silence may be one.
func formRefused(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && !passes(e) && (e.Kind == KindOther || e.Kind == KindNotSupported || e.Kind == KindTimeout)
}

// passes says that a refusal is due to the moment, the link to the switch being
// down above all, and tells nothing of the request's form or of rights (protocol
// notes §10.2).
func passes(e *Error) bool {
	words := squash(e.Category + e.Code)
	return strings.Contains(words, "outofservice") || strings.Contains(words, "resourcebusy") || strings.Contains(words, "networkbusy")
}

// readMonitor runs on the reader, so that the very next event is compared with
// the new cross reference.
func (s *session) readMonitor(p value) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.monitor = crossRef(p)
	return nil
}

func crossRef(p value) string {
	return p.get("monitorCrossRefID", "crossRefID", "monitorCrossReferenceID").text()
}

func (s *session) stopMonitor(ctx context.Context) error {
	s.mu.Lock()
	monitor := s.monitor
	s.monitor = ""
	s.mu.Unlock()
	if monitor == "" {
		return nil
	}
	return errors.Join(s.do(ctx, opMonitorStop, monitorStop{monitor}, nil), s.stopProbes(ctx))
}
