package testdesk

import (
	"context"
	"fmt"
	"image"
	"regexp"
	"strconv"
)

// leastSize matches xwininfo's account of a window's size hints (ICCCM §4.1.2.3).
var leastSize = regexp.MustCompile(`minimum size: (\d+) by (\d+)`)

// LeastSize returns the smallest content size, in pixels, that a window lets
// somebody give it.
func (d *Desk) LeastSize(ctx context.Context, id string) (image.Point, error) {
	out, err := d.output(ctx, "xwininfo", "-size", "-id", id)
	if err != nil {
		return image.Point{}, err
	}
	m := leastSize.FindStringSubmatch(out)
	if m == nil {
		return image.Point{}, fmt.Errorf("testdesk: no least size in %q", out)
	}
	width, _ := strconv.Atoi(m[1]) // digits
	height, _ := strconv.Atoi(m[2])
	return image.Pt(width, height), nil
}

// Drag gives a window one content size after the other, as fast as a hand that
// drags its corner does, and waits until it has the last.
func (d *Desk) Drag(ctx context.Context, id string, sizes ...image.Point) (Window, error) {
	var args []string
	for _, s := range sizes {
		args = append(args, "windowsize", id, strconv.Itoa(s.X), strconv.Itoa(s.Y), "sleep", "0.008")
	}
	last := sizes[len(sizes)-1]
	return d.arrange(ctx, id, func(w Window) bool { return w.Inside.Size() == last }, args...)
}
