//go:build linux

package main

import "testing"

const streams = `========================= RTP Streams ========================
   Start time      End time     Src IP addr  Port    Dest IP addr  Port       SSRC          Payload  Pkts         Lost   Min Delta(ms)  Mean Delta(ms)   Max Delta(ms)  Min Jitter(ms) Mean Jitter(ms)  Max Jitter(ms) Problems?
     0.015979     21.135912       10.77.0.2  4000       10.77.0.1  4000 0x98C34344            g711U  1057     0 (0.0%)          10.446          20.000          29.616           0.002           0.066           1.200 
     0.000000     21.138847       10.77.0.1  4000       10.77.0.2  4000 0x05F17552            g711U  1058     3 (0.3%)          11.971          19.999          28.287           0.017           0.126           1.196 X
     0.000000      0.020000       10.77.0.1  4000       10.77.0.2  4000 0x05F17553            g711U  2     0 (0.0%)          20.000          20.000          20.000           0.017           0.126           1.196 
==============================================================
`

func TestStreamOfTsharksTable(t *testing.T) {
	got, err := parseStream(streams)
	if want := (rtpStream{"1058", "3", "11.971", "19.999", "28.287", "X"}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	if got, err := parseStream("nothing"); err == nil {
		t.Errorf("no stream at all gives %+v", got)
	}
}

func TestWrongTimestampsAreCounted(t *testing.T) {
	for name, c := range map[string]struct {
		lines string
		want  int
	}{
		"steady":           {"1\t160\t1\n2\t320\t0\n3\t480\t0\n", 0},
		"a packet is lost": {"1\t160\t0\n3\t480\t0\n", 0},
		"out of order":     {"2\t320\t0\n1\t160\t0\n3\t480\t0\n", 0},
		"both turn over":   {"65535\t4294967200\t0\n0\t64\t0\n", 0},
		"a pause":          {"1\t160\t0\n2\t960\t1\n3\t1120\t0\n", 0},
		"a leap":           {"1\t160\t0\n2\t960\t0\n3\t1120\t0\n", 1},
		"standing still":   {"1\t160\t0\n2\t160\t0\n3\t320\t0\n", 1},
	} {
		if got := wrongTimes(c.lines); got != c.want {
			t.Errorf("%s: %d are wrong, want %d", name, got, c.want)
		}
	}
}
