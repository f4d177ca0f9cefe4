// Offhook is a desktop softphone for agents of Avaya Call Center Elite. It
// speaks WTI to Application Enablement Services and carries the voice itself.
package main

import (
	"os"

	"offhook/cli"
)

// version is set at build time.
var version = "dev"

func main() {
	os.Exit(cli.Main(os.Args[1:], version))
}
