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
func Resident(pid int) int64 {
	text, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kib, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kib << 10
		}
	}
	return 0
}
