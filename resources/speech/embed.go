// Package speech holds short spoken prompts: what the simulated callers,
// colleagues and menus say. make.sh, beside this file, makes them anew.
//
// All audio is raw G.711 mu-law, 8000 samples a second, one channel.
package speech

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed *.ulaw
var files embed.FS

//go:embed prompts.tsv
var texts string

// Names lists the prompts in alphabetical order.
func Names() []string {
	var names []string
	for line := range strings.Lines(texts) {
		name, _, _ := strings.Cut(line, "\t")
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Text is what the prompt says, or "" for an unknown name.
func Text(name string) string {
	for line := range strings.Lines(texts) {
		if n, text, _ := strings.Cut(line, "\t"); n == name {
			return strings.TrimSpace(text)
		}
	}
	return ""
}

// Mulaw returns the prompt's audio. It fails when there is no such prompt.
func Mulaw(name string) ([]byte, error) {
	audio, err := files.ReadFile(name + ".ulaw")
	if err != nil {
		return nil, fmt.Errorf("speech: no prompt %q (there are: %s)", name, strings.Join(Names(), ", "))
	}
	return audio, nil
}
