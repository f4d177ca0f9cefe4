package textmode

import (
	"os"
	"testing"

	"offhook/resources/lang"
	_ "offhook/resources/locale"
)

func TestMain(m *testing.M) {
	if err := lang.Use(lang.English); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
