// Package lookup says when a text that somebody types, or a number that
// somebody calls from, means an entry of the history or the directory: letters
// match in either case, telephone numbers in any spelling.
package lookup
