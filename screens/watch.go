package screens

import "fyne.io/fyne/v2/data/binding"

// watch calls show with the value now, after every change, and for content that
// was built anew.
func watch[T any](m *Main, item binding.Item[T], show func(T)) {
	i := len(m.shows)
	m.shows = append(m.shows, func() {
		if v, err := item.Get(); err == nil {
			show(v)
		}
	})
	if i < m.heard {
		return // it has a listener, which calls what is in this place now
	}
	m.heard++
	item.AddListener(binding.NewDataListener(func() { m.shows[i]() }))
}

// hear calls do with the value now and after every change, and not again for new
// content: the value asks for something once. Call it after all [watch].
func hear[T any](item binding.Item[T], do func(T)) {
	item.AddListener(binding.NewDataListener(func() {
		if v, err := item.Get(); err == nil {
			do(v)
		}
	}))
}
