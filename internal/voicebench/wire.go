//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// wireFrom is the address of host A in the rig, whose stream is looked at.
const wireFrom = "10.77.0.1"

// frameTicks is what a timestamp must grow by with each packet: 20 ms at 8 kHz.
const frameTicks = 160

// wire prints what tshark finds in the RTP that host A sent, captured at host B.
// Timestamps that do not follow the sequence numbers count as wrong, except after
// a marker, as a pause ends.
func wire(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("usage: voicebench wire CAPTURE")
	}
	table, err := tshark(ctx, args[0], "-q", "-z", "rtp,streams")
	if err != nil {
		return err
	}
	s, err := parseStream(table)
	if err != nil {
		return err
	}
	fields, err := tshark(ctx, args[0], "-Y", "rtp && ip.src=="+wireFrom,
		"-T", "fields", "-e", "rtp.seq", "-e", "rtp.timestamp", "-e", "rtp.marker")
	if err != nil {
		return err
	}
	fmt.Printf("result packets=%s lost=%s wrong=%d least=%s mean=%s most=%s problems=%s\n",
		s.packets, s.lost, wrongTimes(fields), s.least, s.mean, s.most, s.problems)
	return nil
}

func tshark(ctx context.Context, path string, args ...string) (string, error) {
	all := append([]string{"-n", "-r", path, "--enable-heuristic", "rtp_udp"}, args...)
	out, err := exec.CommandContext(ctx, "tshark", all...).Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return "", fmt.Errorf("tshark: %w: %s", err, exit.Stderr)
	}
	return string(out), err
}

// rtpStream is a line of tshark's table of streams, as it has it.
type rtpStream struct{ packets, lost, least, mean, most, problems string }

// parseStream finds the stream of host A that has the most packets.
func parseStream(table string) (best rtpStream, err error) {
	const columns = 17 // without the last one, which is empty when all is well
	most := 0
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		if len(f) < columns || f[2] != wireFrom {
			continue
		}
		if n, err := strconv.Atoi(f[8]); err != nil || n <= most {
			continue
		} else {
			most = n
		}
		best = rtpStream{packets: f[8], lost: f[9], least: f[11], mean: f[12], most: f[13], problems: "none"}
		if len(f) > columns {
			best.problems = f[columns]
		}
	}
	if most == 0 {
		return best, fmt.Errorf("no stream from %s in %q", wireFrom, table)
	}
	return best, nil
}

// wrongTimes counts among lines of sequence number, timestamp and marker.
func wrongTimes(lines string) (wrong int) {
	var lastSeq, lastTime int
	first := true
	for line := range strings.Lines(lines) {
		var seq, time int
		var marker string
		if n, _ := fmt.Sscan(line, &seq, &time, &marker); n != 3 {
			continue
		}
		step := int(int16(seq - lastSeq))
		begins := marker == "1" || marker == "True"
		if !first && !begins && int(int32(time-lastTime)) != step*frameTicks {
			wrong++
		}
		first, lastSeq, lastTime = false, seq, time
	}
	return wrong
}
