//go:build linux

package main

import (
	"container/heap"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"time"
)

// impairment is what happens to RTP on its way; all else is only delayed.
type impairment struct {
	loss   float64       // of single packets, 0 to 1
	bad    float64       // probability to go over to a burst, in which all are lost
	good   float64       // and to come out of it (Gilbert)
	delay  time.Duration // of everything
	jitter time.Duration // evenly distributed from 0, or how long a stall is
	stalls bool          // jitter is 5 ms, and now and then everything stalls
	seed   uint64
}

func link(ctx context.Context, args []string) error {
	var i impairment
	f := flag.NewFlagSet("link", flag.ExitOnError)
	f.Float64Var(&i.loss, "loss", 0, "share of single packets that are lost, 0 to 1")
	f.Float64Var(&i.bad, "bad", 0, "probability of a burst of losses to begin")
	f.Float64Var(&i.good, "good", 1, "probability of a burst to end")
	f.DurationVar(&i.delay, "delay", 0, "delay of everything")
	f.DurationVar(&i.jitter, "jitter", 0, "most that RTP is delayed besides")
	f.BoolVar(&i.stalls, "stalls", false, "jitter is the length of stalls")
	f.Uint64Var(&i.seed, "seed", 7, "seed of chance")
	_ = f.Parse(args) // it exits
	a, err := openTUN("tna")
	if err != nil {
		return err
	}
	b, err := openTUN("tnb")
	if err != nil {
		return err
	}
	if err := place("tna", "nsa", "10.77.0.1", "10.77.0.2"); err != nil {
		return err
	}
	if err := place("tnb", "nsb", "10.77.0.2", "10.77.0.1"); err != nil {
		return err
	}
	fmt.Println("link up")
	var pumps sync.WaitGroup
	for n, way := range [][2]*os.File{{a, b}, {b, a}} {
		p := &pump{impairment: i, to: way[1], wake: make(chan struct{}, 1), chance: rand.New(rand.NewPCG(i.seed, uint64(n)))}
		pumps.Go(func() { p.read(way[0]) })
		pumps.Go(func() { p.deliver(ctx) })
	}
	<-ctx.Done()
	_, _ = a.Close(), b.Close() // which ends the readers
	pumps.Wait()
	return nil
}

// pump carries one direction.
type pump struct {
	impairment
	to     *os.File
	wake   chan struct{}
	chance *rand.Rand
	burst  bool
	stall  time.Time // until when it lasts

	mu      sync.Mutex // guards what follows
	waiting queue
	count   uint64
}

func (p *pump) read(from *os.File) {
	buf := make([]byte, 2048)
	for {
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		now, delay := time.Now(), p.delay
		if isRTP(buf[:n]) {
			more, lost := p.fate(now)
			if lost {
				continue
			}
			delay += more
		}
		p.mu.Lock()
		p.count++
		heap.Push(&p.waiting, parcel{now.Add(delay), p.count, append([]byte(nil), buf[:n]...)})
		p.mu.Unlock()
		select {
		case p.wake <- struct{}{}:
		default:
		}
	}
}

// fate draws the same for every packet, whatever comes of it, so that one seed
// treats all phones alike.
func (p *pump) fate(now time.Time) (delay time.Duration, lost bool) {
	u, v, w := p.chance.Float64(), p.chance.Float64(), p.chance.Float64()
	if p.burst {
		p.burst = u >= p.good
	} else {
		p.burst = u < p.bad
	}
	if p.burst || v < p.loss {
		return 0, true
	}
	if !p.stalls {
		return time.Duration(w * float64(p.jitter)), false
	}
	if v > 0.99 && now.After(p.stall) {
		p.stall = now.Add(p.jitter)
	}
	return max(p.stall.Sub(now), 0) + time.Duration(w*float64(5*time.Millisecond)), false
}

// deliver writes packets when they are due.
func (p *pump) deliver(ctx context.Context) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		wait := time.Hour
		p.mu.Lock()
		for len(p.waiting) > 0 {
			if wait = time.Until(p.waiting[0].due); wait > 0 {
				break
			}
			_, _ = p.to.Write(heap.Pop(&p.waiting).(parcel).data) // a full queue is one more loss
			wait = time.Hour
		}
		p.mu.Unlock()
		timer.Reset(wait)
		select {
		case <-timer.C:
		case <-p.wake:
		case <-ctx.Done():
			return
		}
	}
}

// isRTP reports whether an IPv4 packet is media, and not RTCP, STUN or SIP.
func isRTP(b []byte) bool {
	if len(b) < 40 || b[0]>>4 != 4 || b[9] != 17 {
		return false
	}
	header := int(b[0]&15) * 4
	if len(b) < header+20 {
		return false
	}
	payload := b[header+8:]
	kind := payload[1] & 0x7f
	return payload[0]>>6 == 2 && (kind < 72 || kind > 79)
}

// parcel is a packet on its way, queue those that wait, the next one first.
type (
	parcel struct {
		due  time.Time
		n    uint64
		data []byte
	}
	queue []parcel
)

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].due.Equal(q[j].due) {
		return q[i].n < q[j].n
	}
	return q[i].due.Before(q[j].due)
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(parcel)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
