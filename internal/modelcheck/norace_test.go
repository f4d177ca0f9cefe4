//go:build !race

package modelcheck

const drawnOrder = false
