package app_test

import (
	"path/filepath"
	"testing"
	"testing/synctest"

	"offhook/app"
)

func TestNumbersAreGroupedToBeReadAndDialledAsTheyAre(t *testing.T) {
	dir := t.TempDir()
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) { o.HistoryPath = filepath.Join(dir, "h.db") })
		d.signIn()
		d.emit(offeredBy("1", "+4930901820"))
		if c := d.call(); c.Remote != "+4930901820" || c.Shown != "+49 30 901820" {
			t.Errorf("the call shows %q for %q", c.Shown, c.Remote)
		}
		d.emit(clearedCall("1"))
		if c := d.history().Calls; len(c) != 1 || c[0].Number != "+4930901820" || c[0].Shown != "+49 30 901820" {
			t.Errorf("the history has %+v", c)
		}
		d.app.OfferNumber("tel:+44-20-7946-0000", app.FromLink)
		synctest.Wait()
		if o, _ := d.app.State().Offer.Get(); o.Number != "+442079460000" || o.Shown != "+44 20 7946 0000" {
			t.Errorf("the offer shows %q for %q", o.Shown, o.Number)
		}
	})
}
