package testdesk

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// RanFor returns how long the threads of a process have run so far, by the
// scheduler's own clock (proc(5), schedstat); 0 when it has ended.
func RanFor(pid int) (ran time.Duration) {
	threads, _ := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/schedstat")
	for _, path := range threads {
		text, _ := os.ReadFile(path) // a thread may have ended
		if fields := strings.Fields(string(text)); len(fields) > 0 {
			ns, _ := strconv.ParseInt(fields[0], 10, 64)
			ran += time.Duration(ns)
		}
	}
	return ran
}

// Resident returns the memory of a process that is in RAM now, in bytes; 0 when it
// has ended.
func Resident(pid int) int64 { return status("/proc/"+strconv.Itoa(pid), "VmRSS:") << 10 }

// Waits returns how often the first thread of a process, which a window's loop runs
// in, has gone to sleep so far; 0 when it has ended.
func Waits(pid int) int64 {
	id := strconv.Itoa(pid)
	return status("/proc/"+id+"/task/"+id, "voluntary_ctxt_switches:")
}

// status is a number of a status file (proc(5)).
func status(dir, field string) int64 {
	text, _ := os.ReadFile(dir + "/status")
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, field); ok {
			n, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n
		}
	}
	return 0
}
