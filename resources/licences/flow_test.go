package licences_test

import (
	"slices"
	"strings"
	"testing"

	"offhook/resources/licences"
)

// No word of a licence is lost or moved when its lines are joined.
func TestFlowingTextsHaveEveryWord(t *testing.T) {
	words := func(text string) []string {
		list := strings.Fields(text)
		for i, w := range list { // rules may be shorter
			if len(w) > 24 && strings.Trim(w, w[:1]) == "" {
				list[i] = w[:24]
			}
		}
		return slices.DeleteFunc(list, func(w string) bool { return w == "//" })
	}
	for _, l := range licences.Of(nil) {
		if got, want := words(l.Flowing()), words(l.Text); !slices.Equal(got, want) {
			i := 0
			for i < len(got) && i < len(want) && got[i] == want[i] {
				i++
			}
			t.Errorf("%s: differs from word %d on: %q, want %q", l.Name, i, got[i:min(i+8, len(got))], want[i:min(i+8, len(want))])
		}
	}
}

func TestFlowingTexts(t *testing.T) {
	for what, c := range map[string]struct{ text, want string }{
		"a paragraph": {
			"Permission is hereby granted, free of charge, to any person obtaining a copy of\nthis software and associated documentation files, to deal in the software without\nrestriction.",
			"Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files, to deal in the software without restriction.",
		},
		"titles, holders and addresses": {
			"The MIT License (MIT)\n\nCopyright (c) 2014 Somebody with a long name and a long address <somebody@example.org>\nCopyright (c) 2015 Another\nAll rights reserved.\n\nExample Ltd\n1 Long Street\nTown",
			"The MIT License (MIT)\n\nCopyright (c) 2014 Somebody with a long name and a long address <somebody@example.org>\nCopyright (c) 2015 Another\nAll rights reserved.\n\nExample Ltd\n1 Long Street\nTown",
		},
		"a list that hangs": {
			"Redistribution is permitted provided that the following conditions are\nmet:\n\n   * Redistributions of source code must retain the above copyright\n     notice and this list.\n   * Neither the name of Google LLC nor the names of its contributors\n     may be used.",
			"Redistribution is permitted provided that the following conditions are met:\n\n   * Redistributions of source code must retain the above copyright notice and this list.\n   * Neither the name of Google LLC nor the names of its contributors may be used.",
		},
		"numbers, letters and what all is indented by": {
			"Apache License\n\n   1. Definitions.\n\n      (a) You must give any other recipients of the Work or Derivative Works\n          a copy of this License; and\n      (b) You must not.\n\n   2. Grant.",
			"Apache License\n\n1. Definitions.\n\n   (a) You must give any other recipients of the Work or Derivative Works a copy of this License; and\n   (b) You must not.\n\n2. Grant.",
		},
		"a title in the middle of a page": {
			"                              Apache License\n                        Version 2.0, January 2004\n\nText.",
			"Apache License\nVersion 2.0, January 2004\n\nText.",
		},
		"the head of a source file": {
			"// Copyright 2009 The Authors.\n//\n// Redistribution and use in source and binary forms, with or without\n// modification, are permitted.",
			"Copyright 2009 The Authors.\n\nRedistribution and use in source and binary forms, with or without modification, are permitted.",
		},
		"a long rule": {
			strings.Repeat("-", 80) + "\nText.",
			strings.Repeat("-", 24) + "\nText.",
		},
	} {
		if got := (licences.Licence{Text: c.text}).Flowing(); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", what, got, c.want)
		}
	}
}
