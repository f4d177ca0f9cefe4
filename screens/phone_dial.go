package screens

import "offhook/app"

// Dialling tells what would be dialled, and takes numbers from outside.
type Dialling interface {
	// WouldDial and Pretty answer at once.
	WouldDial(text string) app.DialPreview
	Pretty(number string) string
	// OfferNumber shows a number from outside, and DismissOffer takes it away.
	OfferNumber(text string, from app.OfferSource)
	DismissOffer()
}
