package cli

import (
	"encoding/json"
	"errors"
	"fmt"

	"offhook/app/control"
)

type traceCommand struct {
	Call string `help:"Draw this call's story: its UCID or its call id, from status." placeholder:"UCID"`
	RTP  string `help:"Write the headers of all RTP packets, without the voice, to this capture file for Wireshark, until Ctrl-C." name:"rtp" type:"path" placeholder:"FILE"`
}

// Run prints the ladder of one call or, without one, each frame as a line of
// JSON.
func (c *traceCommand) Run(e *environment) error {
	if c.RTP != "" {
		return e.traceRTP(c.RTP)
	}
	path, err := e.socket()
	if err != nil {
		return err
	}
	var failed error
	err = control.Stream(e.ctx, path, control.Request{Command: "trace", Text: c.Call}, func(r control.Response) bool {
		if failed = outcome(r); failed != nil {
			return false
		}
		var text string
		if failed = json.Unmarshal(r.Data, &text); failed == nil {
			_, failed = fmt.Fprint(e.stdout, text)
		}
		return failed == nil
	})
	return errors.Join(failed, notRunning(err))
}
