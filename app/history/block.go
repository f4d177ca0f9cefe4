package history

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"offhook/app/database"
)

// block is what a search reads of some hundreds of calls that follow each other,
// newest first. It is one row of the table blocks, whose key is the ID of the
// block's oldest call: a search of 100,000 calls reads some 200 rows.
type block struct {
	calls []blockCall
	// text is lookup.Text of each call, each ended by a line feed. No word of a
	// search has one, so that nothing is found across two calls.
	text []byte
}

// blockCall is one call of a block.
type blockCall struct {
	id     int64
	missed bool
	end    int // of its text, the line feed included
}

// blockCalls and blockText, in bytes, are the most that a block holds, unless it
// is one call alone. Keeping a call writes its block again.
const (
	blockCalls = 512
	blockText  = 64 << 10
)

// headSize is the length of a call in heads: its ID, and the end of its text
// twice, odd when the call was missed; both little-endian.
const headSize = 8 + 4

// heads is what a block knows of its calls beside their texts, as it is kept.
func (b *block) heads() []byte {
	out := make([]byte, 0, headSize*len(b.calls))
	for _, c := range b.calls {
		end := uint32(c.end) << 1
		if c.missed {
			end |= 1
		}
		out = binary.LittleEndian.AppendUint64(out, uint64(c.id))
		out = binary.LittleEndian.AppendUint32(out, end)
	}
	return out
}

// parse takes over a row of blocks. It keeps text. An error wraps
// database.ErrDamaged.
func (b *block) parse(heads, text []byte) error {
	b.calls, b.text = b.calls[:0], text
	was := 0
	for ; len(heads) >= headSize; heads = heads[headSize:] {
		end := binary.LittleEndian.Uint32(heads[8:])
		c := blockCall{int64(binary.LittleEndian.Uint64(heads)), end&1 != 0, int(end >> 1)}
		if c.end <= was || c.end > len(text) {
			return fmt.Errorf("%w: in a block of the search, call %d ends at %d", database.ErrDamaged, c.id, c.end)
		}
		was = c.end
		b.calls = append(b.calls, c)
	}
	if was != len(text) || len(heads) > 0 {
		return fmt.Errorf("%w: a block of the search has %d bytes of text, %d used", database.ErrDamaged, len(text), was)
	}
	return nil
}

// start is where the text of the i-th call begins.
func (b *block) start(i int) int {
	if i == 0 {
		return 0
	}
	return b.calls[i-1].end
}

// place is where a call is, or would be.
func (b *block) place(id int64) (int, bool) {
	return slices.BinarySearchFunc(b.calls, id, func(c blockCall, id int64) int {
		switch {
		case c.id > id:
			return -1
		case c.id < id:
			return 1
		}
		return 0
	})
}

// insert adds a call; one that is there already is replaced.
func (b *block) insert(id int64, missed bool, text string) {
	b.remove(id)
	i, _ := b.place(id)
	at := b.start(i)
	line := text + "\n"
	b.text = slices.Insert(b.text, at, []byte(line)...)
	b.calls = slices.Insert(b.calls, i, blockCall{id, missed, at})
	b.move(i, len(line))
}

// remove forgets a call.
func (b *block) remove(id int64) {
	i, there := b.place(id)
	if !there {
		return
	}
	from, to := b.start(i), b.calls[i].end
	b.text = slices.Delete(b.text, from, to)
	b.calls = slices.Delete(b.calls, i, i+1)
	b.move(i, from-to)
}

// cut forgets the calls up to an ID.
func (b *block) cut(upTo int64) {
	i, _ := b.place(upTo)
	b.text, b.calls = b.text[:b.start(i)], b.calls[:i]
}

// move moves the texts from the i-th call on.
func (b *block) move(i, by int) {
	for ; i < len(b.calls); i++ {
		b.calls[i].end += by
	}
}

// full reports whether a block holds more than it should.
func (b *block) full() bool {
	return len(b.calls) > blockCalls || len(b.calls) > 1 && len(b.text) > blockText
}

// split takes the older half out of a block.
func (b *block) split() (older block) {
	i := len(b.calls) / 2
	at := b.start(i)
	older.calls, older.text = slices.Clone(b.calls[i:]), bytes.Clone(b.text[at:])
	older.move(0, -at)
	b.calls, b.text = b.calls[:i], b.text[:at]
	return older
}

// oldest is the ID of the last call.
func (b *block) oldest() int64 { return b.calls[len(b.calls)-1].id }

// missed is how many calls nobody took.
func (b *block) missed() (n int) {
	for _, c := range b.calls {
		if c.missed {
			n++
		}
	}
	return n
}

// search is what calls are looked for by.
type search struct {
	words  [][]byte // each has to be in the text; the longest comes first
	missed bool
}

func newSearch(words []string, missed bool) search {
	s := search{missed: missed}
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	for i, w := range words {
		// A word that is in a longer one is found with it.
		if !slices.ContainsFunc(words[:i], func(longer string) bool { return strings.Contains(longer, w) }) {
			s.words = append(s.words, []byte(w))
		}
	}
	return s
}

// extends reports whether all that s finds is among what another search finds.
func (s search) extends(other search) bool {
	if other.missed && !s.missed {
		return false
	}
	for _, w := range other.words {
		if !slices.ContainsFunc(s.words, func(longer []byte) bool { return bytes.Contains(longer, w) }) {
			return false
		}
	}
	return true
}

// in reports whether a text has the longest word.
func (s search) in(text []byte) bool {
	return len(s.words) == 0 || bytes.Contains(text, s.words[0])
}

// find calls f with each call that fits, newest first. With words it runs through
// the text of the block for the longest one, and looks for the others in the
// calls that have it.
func (s search) find(b *block, f func(id int64)) {
	if len(s.words) == 0 {
		for _, c := range b.calls {
			if c.missed || !s.missed {
				f(c.id)
			}
		}
		return
	}
	for i, at := 0, 0; at < len(b.text); i++ {
		hit := bytes.Index(b.text[at:], s.words[0])
		if hit < 0 {
			return
		}
		for b.calls[i].end <= at+hit {
			i++
		}
		if c := b.calls[i]; (c.missed || !s.missed) && s.others(b.text[b.start(i):c.end]) {
			f(c.id)
		}
		at = b.calls[i].end
	}
}

func (s search) others(text []byte) bool {
	for _, w := range s.words[1:] {
		if !bytes.Contains(text, w) {
			return false
		}
	}
	return true
}
