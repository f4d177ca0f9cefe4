package wti

import (
	"slices"
	"sync"
	"time"
)

// How servers are chosen when there are several.
const (
	stickyTime   = 10 * time.Minute // how long the server that worked is tried first
	firstRest    = 5 * time.Second  // of a server that failed, doubling with each failure
	longestRest  = 5 * time.Minute
	failBackWait = time.Minute // between looks at the preferred server
	impatience   = 2 * time.Second
)

// server is one entry of the list with its health.
type server struct {
	url      string
	failures int       // in a row
	rests    time.Time // until when it is tried last
}

// servers is the ordered list of servers. It outlives connections and is safe
// for concurrent use.
type servers struct {
	mu   sync.Mutex // guards the fields below
	list []server
	used int       // index of the one that worked last
	last time.Time // when it did, zero when none has
}

func newServers(urls []string) *servers {
	v := &servers{}
	for _, u := range urls {
		v.list = append(v.list, server{url: u})
	}
	return v
}

// order lists the servers to try: for a while the one that worked last, then as
// configured, and at the end those that failed lately, the soonest to be rested
// first. None is left out.
func (v *servers) order() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := time.Now()
	list := slices.Clone(v.list)
	if !v.last.IsZero() && now.Sub(v.last) < stickyTime {
		worked := list[v.used]
		list = slices.Insert(slices.Delete(list, v.used, v.used+1), 0, worked)
	}
	slices.SortStableFunc(list, func(a, b server) int {
		x, y := a.rests, b.rests
		if now.After(x) {
			x = time.Time{}
		}
		if now.After(y) {
			y = time.Time{}
		}
		return x.Compare(y)
	})
	urls := make([]string, len(list))
	for i, s := range list {
		urls[i] = s.url
	}
	return urls
}

// worked notes that a server has, or still had, a session of ours.
func (v *servers) worked(url string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for i := range v.list {
		if s := &v.list[i]; s.url == url {
			s.failures, s.rests = 0, time.Time{}
			v.used, v.last = i, time.Now()
		}
	}
}

// failed lets a server rest, longer with each failure.
func (v *servers) failed(url string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for i := range v.list {
		if s := &v.list[i]; s.url == url {
			s.rests = time.Now().Add(min(firstRest<<min(s.failures, 10), longestRest))
			s.failures++
		}
	}
}

// preferred is the first server of the list.
func (v *servers) preferred() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.list[0].url
}

// patience is how long a server may take to accept a connection. With several
// it is short, so that a dead one does not hold up the others, and grows with
// each failure, so that a slow one comes into its own.
func (v *servers) patience(url string) time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.list) == 1 {
		return dialLimit
	}
	for _, s := range v.list {
		if s.url == url {
			return min(impatience<<min(s.failures, 3), dialLimit)
		}
	}
	return impatience
}

// connecting is how long TCP to a server may take: longer once that has failed.
func (v *servers) connecting(url string) time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, s := range v.list {
		if s.url == url && s.failures > 0 {
			return 2 * connectLimit
		}
	}
	return connectLimit
}

// seen notes that a server accepts connections, so that it rests no longer.
func (v *servers) seen(url string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for i := range v.list {
		if v.list[i].url == url {
			v.list[i].rests = time.Time{}
		}
	}
}

func (v *servers) several() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(v.list) > 1
}
