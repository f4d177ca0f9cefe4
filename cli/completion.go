package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// completionCommand prints what a shell needs to complete our commands and
// flags, made from the same table as --help.
type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run implements the command.
func (c completionCommand) Run(env *environment, app *kong.Kong) error {
	write := map[string]func(io.Writer, []completion) error{"bash": writeBash, "zsh": writeZsh, "fish": writeFish}[c.Shell]
	return write(env.stdout, completions(app.Model))
}

// completion is what may follow one path of commands.
type completion struct {
	path string // "" for the program itself, else "directory import"
	next []candidate
}

// candidate is one word and what it does.
type candidate struct{ word, help string }

func completions(app *kong.Application) []completion {
	global := flagWords(app.Flags)
	var list []completion
	_ = kong.Visit(app, func(n kong.Visitable, next kong.Next) error {
		var node *kong.Node
		switch n := n.(type) {
		case *kong.Application:
			node = n.Node
		case *kong.Node:
			node = n
		default:
			return next(nil)
		}
		if node.Hidden {
			return nil
		}
		path := strings.TrimSpace(strings.TrimPrefix(node.FullPath(), "offhook"))
		list = append(list, completion{path: path, next: append(words(node), global...)})
		return next(nil)
	})
	return list
}

// words are the commands, values and flags of one node, without the global flags.
func words(n *kong.Node) (list []candidate) {
	for _, c := range n.Children {
		if !c.Hidden {
			list = append(list, candidate{c.Name, c.Help})
		}
	}
	for _, p := range n.Positional {
		if p.Enum == "" { // whose slice would be one empty word
			continue
		}
		for _, v := range p.EnumSlice() {
			list = append(list, candidate{word: v})
		}
	}
	if n.Type != kong.ApplicationNode {
		list = append(list, flagWords(n.Flags)...)
	}
	if n.DefaultCmd != nil { // whose word may be left out
		list = append(list, flagWords(n.DefaultCmd.Flags)...)
	}
	return list
}

func flagWords(flags []*kong.Flag) (list []candidate) {
	for _, f := range shown(flags) {
		list = append(list, candidate{"--" + f.Name, f.Help})
	}
	return list
}

// writeBash writes a function that finds the longest path of commands typed so
// far and offers what may follow.
func writeBash(w io.Writer, list []completion) error {
	var b strings.Builder
	b.WriteString("_offhook() {\n\tlocal word path='' next\n\tlocal -A words=(\n")
	for _, c := range list {
		names := make([]string, len(c.next))
		for i, n := range c.next {
			names[i] = n.word
		}
		_, _ = fmt.Fprintf(&b, "\t\t[%s]=%s\n", quoteShell("-"+c.path), quoteShell(strings.Join(names, " ")))
	}
	b.WriteString(`	)
	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		next=${path:+$path }$word
		[[ -n ${words[-$next]+set} ]] && path=$next
	done
	mapfile -t COMPREPLY < <(compgen -W "${words[-$path]}" -- "${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _offhook offhook
`)
	_, err := io.WriteString(w, b.String())
	return err
}

// writeZsh does the same with descriptions.
func writeZsh(w io.Writer, list []completion) error {
	var b strings.Builder
	b.WriteString("#compdef offhook\n_offhook() {\n\tlocal word at='' try\n\tlocal -A next=(\n")
	for _, c := range list {
		lines := make([]string, len(c.next))
		for i, n := range c.next {
			lines[i] = n.word + ":" + n.help
		}
		_, _ = fmt.Fprintf(&b, "\t\t%s %s\n", quoteShell("-"+c.path), quoteShell(strings.Join(lines, "\n")))
	}
	b.WriteString(`	)
	for word in "${(@)words[2,CURRENT-1]}"; do
		try=${at:+$at }$word
		(( ${+next[-$try]} )) && at=$try
	done
	local -a offers=("${(@f)next[-$at]}")
	_describe -t commands offhook offers || _files
}
_offhook "$@"
`)
	_, err := io.WriteString(w, b.String())
	return err
}

// writeFish writes one rule for each word.
func writeFish(w io.Writer, list []completion) error {
	var b strings.Builder
	for _, c := range list {
		condition := "__fish_use_subcommand"
		if c.path != "" {
			condition = "__fish_seen_subcommand_from " + c.path[strings.LastIndex(c.path, " ")+1:]
		}
		for _, n := range c.next {
			what := "-a " + quoteShell(n.word)
			if flag, ok := strings.CutPrefix(n.word, "--"); ok {
				what = "-l " + quoteShell(flag)
			}
			_, _ = fmt.Fprintf(&b, "complete -c offhook -n %s %s -d %s\n", quoteShell(condition), what, quoteShell(n.help))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func quoteShell(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
