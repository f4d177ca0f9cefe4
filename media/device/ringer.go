package device

import (
	"log/slog"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hajimehoshi/oto/v2"
)

// Ringer plays tones on the system's default output, or on the one that Choose
// named. It opens that at the first Play and lets it sleep when nothing was played for a second. Its methods may
// be called from any goroutine and never wait for the sound system; without one
// the ringer stays silent.
type Ringer struct {
	log     *slog.Logger
	wish    chan struct{} // something changed
	done    chan struct{}
	once    sync.Once
	wg      sync.WaitGroup
	sound   ringerSound
	volume  atomic.Uint64 // float64 bits
	cadence atomic.Pointer[Cadence]
	choice  atomic.Pointer[Choice]

	mu     sync.Mutex // guards err and failed
	err    error      // not yet returned by Play
	failed bool       // err was logged
}

// NewRinger returns a ringer. The logger may be nil.
func NewRinger(log *slog.Logger) *Ringer {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	r := &Ringer{log: log.With("pkg", "device"), wish: make(chan struct{}, 1), done: make(chan struct{})}
	r.SetVolume(1)
	r.sound.volume = &r.volume
	r.wg.Go(r.run)
	return r
}

// Play starts a tone in place of the one that plays. An unknown tone is
// silence. When the sound system failed since the last call it returns that
// error, once.
func (r *Ringer) Play(t Tone) error {
	score := scoreOf(t)
	if c := r.cadence.Load(); t == Ring && c != nil {
		score.steps = trill(*c)
	}
	r.sound.ask(score)
	r.poke()
	r.mu.Lock()
	defer r.mu.Unlock()
	err := r.err
	r.err = nil
	return err
}

// Stop ends the tone; it is heard no more within 100 ms.
func (r *Ringer) Stop() { r.sound.ask(nil) }

// SetVolume sets the loudness, 0…1. It also holds for the tone that plays.
func (r *Ringer) SetVolume(v float64) { r.volume.Store(math.Float64bits(min(max(v, 0), 1))) }

// Close ends the tone and the ringer's goroutine. When the sound system hangs
// in it, it is left behind after a second.
func (r *Ringer) Close() error {
	r.Stop()
	r.once.Do(func() { close(r.done) })
	joined := make(chan struct{})
	go func() {
		r.wg.Wait()
		close(joined)
	}()
	select {
	case <-joined:
	case <-time.After(time.Second):
		r.log.Warn("ringer does not end; left behind")
	}
	return nil
}

func (r *Ringer) poke() {
	select {
	case r.wish <- struct{}{}:
	default:
	}
}

const (
	ringerWatch = 100 * time.Millisecond // while a tone plays: is the output still there?
	ringerSleep = time.Second            // of silence before the output sleeps
)

// run is the ringer's goroutine. It alone talks to the output.
func (r *Ringer) run() {
	for {
		select {
		case <-r.done:
			return
		case <-r.wish:
		}
		r.sing()
	}
}

// sing keeps the output awake while tones are wanted.
func (r *Ringer) sing() {
	retry := retryFirst
	for !r.sound.silent() {
		if c := r.chosen(); c != (Choice{}) {
			if !r.stayChosen(c) {
				return
			}
			continue
		}
		context, err := shared.open()
		if err != nil {
			r.fail(err)
			r.sound.giveUp()
			if !wait(r.done, retry) {
				return
			}
			retry = min(2*retry, retryLast)
			continue
		}
		r.recovered()
		retry = retryFirst
		if !r.stay(context) {
			return
		}
	}
}

// stay plays until a second of silence or a failure of the output; false when
// the ringer closes.
func (r *Ringer) stay(context *oto.Context) bool {
	if err := shared.wake(); err != nil {
		r.fail(err)
	}
	player := shared.player(context, &r.sound)
	defer func() {
		if err := player.Close(); err != nil {
			r.log.Debug("ringer player", "err", err)
		}
		if err := shared.rest(); err != nil {
			r.log.Debug("ringer output", "err", err)
		}
	}()
	tick := time.NewTicker(ringerWatch)
	defer tick.Stop()
	for quiet := time.Duration(0); quiet < ringerSleep; {
		select {
		case <-r.done:
			return false
		case <-tick.C:
		}
		if context.Err() != nil || r.chosen() != (Choice{}) {
			return true
		}
		if quiet += ringerWatch; !r.sound.silent() {
			quiet = 0
		}
	}
	return true
}

func (r *Ringer) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.failed {
		r.failed, r.err = true, err
		r.log.Warn("no output for ringing", "err", err)
	}
}

func (r *Ringer) recovered() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = false
}

// ringerSound is what the output reads. Read runs on the library's goroutine.
type ringerSound struct {
	volume *atomic.Uint64
	wanted atomic.Pointer[wanted]
	ended  atomic.Pointer[wanted] // what Read has played to its end

	current  *wanted // what follows belongs to whoever reads
	tone     generator
	loudness float64
}

type wanted struct{ score *score }

// ask sets what is to be heard; nil is silence.
func (s *ringerSound) ask(score *score) {
	s.wanted.Store(&wanted{score})
}

// silent reports whether nothing is or will be heard.
func (s *ringerSound) silent() bool {
	w := s.wanted.Load()
	return w == nil || w.score == nil || s.ended.Load() == w
}

// giveUp drops a tone that cannot be played and would be late afterwards. One
// that repeats is still wanted when the output comes back.
func (s *ringerSound) giveUp() {
	if w := s.wanted.Load(); w != nil && w.score != nil && !w.score.repeat {
		s.ended.Store(w)
	}
}

// Read fills p with stereo samples. It never blocks and never returns less: the
// library would spin, or close the player for good.
func (s *ringerSound) Read(p []byte) (int, error) {
	s.begin()
	n := len(p) &^ 3
	for i := 0; i < n; i += 4 {
		v := s.next()
		p[i], p[i+1] = byte(v), byte(uint16(v)>>8)
		p[i+2], p[i+3] = p[i], p[i+1]
	}
	s.end()
	return n, nil
}

// begin, next and end make a stretch of sound: take over what is wanted, a sample
// each, and note what has come to its end.
func (s *ringerSound) begin() {
	if w := s.wanted.Load(); w != s.current {
		s.current = w
		s.tone.play(w.score)
	}
	s.loudness = math.Float64frombits(s.volume.Load())
}

func (s *ringerSound) next() int16 { return int16(32767 * s.loudness * s.tone.sample()) }

func (s *ringerSound) end() {
	if s.tone.silent() {
		s.ended.Store(s.current)
	}
}
