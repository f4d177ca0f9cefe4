package wti

import (
	"context"
	"strings"
)

// Lamps reads all lamps of our phone (GetLampMode, protocol notes §6.4).
func (c *Client) Lamps(ctx context.Context) ([]LampMode, error) {
	var list []LampMode
	err := c.readPhone(ctx, opGetLampMode, func(p value) error {
		list = lampsIn(p)
		return nil
	})
	return list, err
}

// lampsIn reads an answer to GetLampMode.
func lampsIn(p value) (list []LampMode) {
	for l := range p.get("lampModeList", "lampModes").items("lamp", "lampMode") {
		if mode, ok := l.get("lampMode", "mode").number(); ok && l.get("lamp").text() != "" {
			list = append(list, LampMode{Lamp: l.get("lamp").text(), Mode: mode})
		}
	}
	return list
}

// Display reads what our phone's display shows, one line per row (GetDisplay,
// protocol notes §6.1).
func (c *Client) Display(ctx context.Context) (string, error) {
	var rows []string
	err := c.readPhone(ctx, opGetDisplay, func(p value) error {
		rows = rowsIn(p)
		return nil
	})
	return strings.Join(rows, "\n"), err
}

// rowsIn reads an answer to GetDisplay.
func rowsIn(p value) (rows []string) {
	for d := range p.get("displayList", "displays").items("contentsOfDisplay", "displayID") {
		rows = append(rows, d.get("contentsOfDisplay", "contents").text())
	}
	return rows
}

// Ringer says whether our phone's bell rings (GetRingerStatus, protocol notes §6.1).
func (c *Client) Ringer(ctx context.Context) (bool, error) {
	ringing := false
	err := c.readPhone(ctx, opGetRinger, func(p value) error {
		for r := range p.get("ringerStatusList", "ringerStatus").items("ringMode", "ringer") {
			ringing = ringing || ringMode(r.get("ringMode", "mode").text()) > 0
		}
		return nil
	})
	return ringing, err
}

// Hook says whether our phone's handset is down (GetHookswitchStatus, protocol notes
// §6.1).
func (c *Client) Hook(ctx context.Context) (onHook bool, err error) {
	err = c.readPhone(ctx, opGetHookswitch, func(p value) error {
		onHook, err = readHook(p)
		return err
	})
	return onHook, err
}

func readHook(p value) (onHook bool, err error) {
	known := false
	for h := range p.get("hookswitchStatusList").items("hookswitchOnHook", "hookswitch") {
		onHook, known = h.get("hookswitchOnHook", "onHook").flag()
	}
	if !known {
		return false, errAnswer(opGetHookswitch, "hookswitchOnHook")
	}
	return onHook, nil
}

func (c *Client) readPhone(ctx context.Context, op string, read answer) error {
	s, err := c.session()
	if err != nil {
		return wrapRequest(op, err)
	}
	return s.physical(ctx, op, deviceOnly{s.ownDevice()}, read)
}

// errAnswer is that an answer does not tell what it was asked for.
func errAnswer(op, member string) error {
	return &Error{Op: op, Text: "answer without " + member}
}

// ringMode is 1 for ringing, 0 for silence, -1 for neither.
func ringMode(word string) int {
	switch strings.ToLower(word) {
	case "ringing", "true", "1":
		return 1
	case "notringing", "not ringing", "false", "0":
		return 0
	}
	return -1
}
