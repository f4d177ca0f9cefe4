package screens

import "offhook/app"

func (f *fakePhone) ShowHistory(q app.HistoryQuery) {
	f.say("history %q %v %d", q.Search, q.Missed, q.First)
}
func (f *fakePhone) SearchHistory(q app.HistoryQuery) (app.HistoryView, bool) {
	f.say("history %q %v %d", q.Search, q.Missed, q.First)
	v := f.found
	f.found = app.HistoryView{}
	return v, v.Revision > 0
}
func (f *fakePhone) SeenMissed()                      { f.say("seen") }
func (f *fakePhone) DeleteCalls(ids ...int64)         { f.say("delete %v", ids) }
func (f *fakePhone) UndoDelete()                      { f.say("undo") }
func (f *fakePhone) ExportHistory(q app.HistoryQuery) { f.say("export %q %v", q.Search, q.Missed) }
func (f *fakePhone) ShowDirectory(q app.DirectoryQuery) {
	f.say("directory %q %v %d", q.Search, q.Favourites, q.First)
}
func (f *fakePhone) SaveContact(c app.Contact) {
	f.say("save %d %s/%s/%s/%s/%v", c.ID, c.Name, c.Company, c.Label, c.Number, c.Favourite)
}
func (f *fakePhone) DeleteContacts(ids ...int64) { f.say("delete contacts %v", ids) }
func (f *fakePhone) UndoContacts()               { f.say("undo contacts") }
func (f *fakePhone) ImportContacts(path string)  { f.say("import %s", path) }
func (f *fakePhone) ExportContacts(q app.DirectoryQuery, vcard bool) {
	f.say("export contacts %q %v %v", q.Search, q.Favourites, vcard)
}
