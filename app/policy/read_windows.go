package policy

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows/registry"
)

// The keys. Only administrators write below Software\Policies; the inner key has
// the defaults, as is usual with group policies.
const (
	policyKey   = `Software\Policies\Offhook`
	defaultsKey = policyKey + `\Recommended`
)

// Read finds what group policies set for this computer.
func Read(shape Shape) Machine {
	return Machine{Defaults: fromRegistry(shape, defaultsKey), Policy: fromRegistry(shape, policyKey)}
}

func fromRegistry(shape Shape, path string) Document {
	name := `HKLM\` + path
	values, err := readRegistry(path)
	if err != nil {
		return Document{Name: name, Err: fmt.Errorf("%s: %w", name, err)}
	}
	return FromValues(shape, name, values)
}

// readRegistry reads the values of a key of the machine; none where there is no
// such key. The view is that of 64-bit programs, whoever asks.
func readRegistry(path string) (map[string]any, error) {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if errors.Is(err, registry.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = k.Close() }()
	names, err := k.ReadValueNames(-1)
	if err != nil {
		return nil, err
	}
	values := map[string]any{}
	for _, name := range names {
		if name == "" { // the key's own value
			continue
		}
		if values[name], err = readValue(k, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return values, nil
}

// readValue reads one value: a text, a list of texts, or a whole number.
func readValue(k registry.Key, name string) (any, error) {
	_, kind, err := k.GetValue(name, nil)
	if err != nil {
		return nil, err
	}
	switch kind {
	case registry.MULTI_SZ:
		v, _, err := k.GetStringsValue(name)
		return v, err
	case registry.DWORD, registry.QWORD:
		v, _, err := k.GetIntegerValue(name)
		return v, err
	}
	v, _, err := k.GetStringValue(name) // an error for what is no text
	return v, err
}
