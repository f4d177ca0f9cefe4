package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"offhook/app"
)

// trainer lets things happen in a simulated AES through its control endpoint:
// over the network, or in this program.
type trainer struct {
	base    string // URL without the slash at the end
	client  *http.Client
	choices app.TrainerChoices
}

var _ app.Trainer = (*trainer)(nil)

// usual are the callers, services and colleagues of the built-in scenario.
func usual() app.TrainerChoices {
	return app.TrainerChoices{
		Callers: []app.TrainerChoice{
			{Number: "15551234567", Name: "M. Keller"}, {Number: "4687712345", Name: "A. Lindgren"}, {Number: "442079460123", Name: "T. Barker"},
		},
		Services:   []app.TrainerChoice{{Number: "7000", Name: "Orders"}, {Number: "7001", Name: "Invoices"}},
		Colleagues: []app.TrainerChoice{{Number: "4753", Name: "Kim Novak"}, {Number: "4751", Name: "Sam Rivera"}},
	}
}

// newTrainer speaks to the control endpoint at an http address of this machine.
func newTrainer(address string) (*trainer, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.Host == "" {
		return nil, fmt.Errorf("trainer address %q: want http://127.0.0.1:PORT, as simulate --control says", address)
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("trainer address %s: only an address of this machine is allowed", address)
	}
	return &trainer{base: strings.TrimSuffix(address, "/"), client: &http.Client{}, choices: usual()}, nil
}

// insideTrainer speaks to a control endpoint in this program, without a socket.
func insideTrainer(h http.Handler) *trainer {
	return &trainer{base: "http://127.0.0.1", client: &http.Client{Transport: inside{h}}, choices: usual()}
}

// Choices implements app.Trainer.
func (t *trainer) Choices() app.TrainerChoices { return t.choices }

// Do implements app.Trainer.
func (t *trainer) Do(ctx context.Context, o app.TrainerOrder) error {
	switch o.Act {
	case app.ActRing:
		return t.post(ctx, "/calls", map[string]any{"number": o.Caller, "vdn": o.Service, "digits": "42", "userData": "CUSTOMER=42", "voice": "speech:parcels"})
	case app.ActAbandon:
		return t.abandon(ctx, o.Extension)
	case app.ActColleagueAnswer:
		return t.colleague(ctx, o, "answer", nil)
	case app.ActColleagueHangup:
		return t.colleague(ctx, o, "hangup", nil)
	case app.ActColleagueCall:
		return t.colleague(ctx, o, "call", map[string]any{"number": o.Extension})
	case app.ActColleagueBusy, app.ActColleagueFree:
		return t.colleague(ctx, o, "busy", map[string]any{"on": o.Act == app.ActColleagueBusy})
	}
	fault, err := faultOf(o)
	if err != nil {
		return err
	}
	return t.post(ctx, "/faults", fault)
}

// faultOf is the fault that an order asks for.
func faultOf(o app.TrainerOrder) (map[string]any, error) {
	kinds := map[app.Act]string{
		app.ActCutSocket: "dropSockets", app.ActExpireToken: "expireTokens", app.ActExpireSession: "expireSessions",
		app.ActLinkDown: "linkDown", app.ActLinkUp: "linkUp", app.ActLicenceAway: "licenceAway", app.ActLicenceBack: "licenceBack",
		app.ActNoAnswer: "noAnswer", app.ActForceAux: "forceAgent", app.ActImpair: "media", app.ActHeal: "media", app.ActRefuse: "refuse",
	}
	kind := kinds[o.Act]
	if kind == "" {
		return nil, fmt.Errorf("act %d is not known", o.Act)
	}
	f := map[string]any{"kind": kind}
	switch o.Act {
	case app.ActNoAnswer, app.ActHeal:
		f["station"] = o.Extension
	case app.ActForceAux:
		f["agent"], f["mode"], f["reason"] = o.Agent, "auxWork", o.Reason
	case app.ActImpair:
		f["station"] = o.Extension
		f["media"] = map[string]any{"lossPercent": o.LossPercent, "jitterMs": o.JitterMs, "silent": o.Deaf, "deaf": o.Mute}
	case app.ActRefuse:
		category, code, ok := strings.Cut(o.Code, ".")
		if !ok {
			category, code = "operation", o.Code
		}
		f["request"], f["category"], f["code"], f["times"] = o.Request, category, code, 1
	}
	return f, nil
}

func (t *trainer) colleague(ctx context.Context, o app.TrainerOrder, act string, body map[string]any) error {
	if body == nil {
		body = map[string]any{}
	}
	return t.post(ctx, "/stations/"+url.PathEscape(o.Colleague)+"/"+act, body)
}

// abandon hangs the newest outside call up that is at the station or waits.
func (t *trainer) abandon(ctx context.Context, extension string) error {
	var calls []struct{ ID, UCID, State string }
	if err := t.ask(ctx, http.MethodGet, "/calls", nil, &calls); err != nil {
		return err
	}
	var station struct{ Connections []struct{ Call string } }
	if err := t.ask(ctx, http.MethodGet, "/stations/"+url.PathEscape(extension), nil, &station); err != nil {
		return err
	}
	slices.Reverse(calls)
	for _, here := range []bool{true, false} {
		for _, c := range calls {
			at := slices.ContainsFunc(station.Connections, func(p struct{ Call string }) bool { return p.Call == c.ID })
			if at == here && (here || c.State == "queued") {
				return t.post(ctx, "/calls/"+url.PathEscape(c.UCID)+"/hangup", map[string]any{})
			}
		}
	}
	return errors.New("nobody waits, rings or talks here")
}

func (t *trainer) post(ctx context.Context, path string, body map[string]any) error {
	return t.ask(ctx, http.MethodPost, path, body, nil)
}

// ask sends one request; to gets the answer unless it is nil.
func (t *trainer) ask(ctx context.Context, method, path string, body map[string]any, to any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("trainer: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, method, t.base+path, bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("trainer: %w", err)
	}
	res, err := t.client.Do(req)
	if err != nil {
		return fmt.Errorf("trainer: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return fmt.Errorf("trainer: %w", err)
	}
	if res.StatusCode != http.StatusOK {
		var refused struct{ Error string }
		if json.Unmarshal(answer, &refused) == nil && refused.Error != "" {
			return errors.New(refused.Error)
		}
		return fmt.Errorf("trainer: %s", res.Status)
	}
	if to == nil {
		return nil
	}
	if err := json.Unmarshal(answer, to); err != nil {
		return fmt.Errorf("trainer: %w", err)
	}
	return nil
}
