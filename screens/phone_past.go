package screens

import "offhook/app"

// Past is the history and the directory. Every method only queues and returns at
// once; the outcome arrives through app.State.
type Past interface {
	ShowHistory(app.HistoryQuery)
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
