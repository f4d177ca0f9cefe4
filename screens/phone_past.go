package screens

import "offhook/app"

// Past is the history and the directory. Every method but SearchHistory only queues
// and returns at once; the outcome arrives through app.State.
type Past interface {
	ShowHistory(app.HistoryQuery)
	// SearchHistory returns the outcome when it comes within some milliseconds.
	SearchHistory(app.HistoryQuery) (app.HistoryView, bool)
	SeenMissed()
	DeleteCalls(ids ...int64)
	UndoDelete()
	ExportHistory(app.HistoryQuery)

	ShowDirectory(app.DirectoryQuery)
	SaveContact(app.Contact)
	DeleteContacts(ids ...int64)
	UndoContacts()
	ImportContacts(path string)
	ExportContacts(q app.DirectoryQuery, vcard bool)
}
