// Package contact reads and writes directories as files: comma-separated values
// and vCards. Files come from anywhere and may be hostile; what cannot be used
// is told with its line, and the rest is taken.
//
// Entry points: [Read], [WriteCSV], [WriteVCard]. The functions keep no state and
// may be called by several goroutines at once.
package contact
