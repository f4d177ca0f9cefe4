package screens

import (
	"go/ast"
	"testing"
)

// TestEveryCountedTextHasItsForms finds texts with a count for which English has
// one form alone: Fyne logs each as a failure, and shows its key.
func TestEveryCountedTextHasItsForms(t *testing.T) {
	english := catalogue(t, "en.json")
	counted := 0
	for name, f := range source(t, ".", "widgets", "../app", "../cli") {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "XN" {
				return true
			}
			counted++
			key := literal(call.Args[0])
			forms, _ := english[key].(map[string]any)
			if forms["one"] == nil || forms["other"] == nil {
				t.Errorf("%s: %s has the forms %v, want one and other", name, key, forms)
			}
			return true
		})
	}
	if counted == 0 {
		t.Error("no counted text was found: is the search broken?")
	}
}
