//go:build race

package modelcheck

// drawnOrder says that the scheduler draws the order of goroutines, as it does under
// the race detector.
const drawnOrder = true
