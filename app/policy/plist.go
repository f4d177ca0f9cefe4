package policy

import (
	"fmt"
	"maps"

	"howett.net/plist"
)

// FromPropertyLists makes a document out of property lists, as macOS keeps
// preferences; those named later go first. A setting is a key with its table,
// "voice.ring_volume", or a dictionary "voice" has it. Files that are not there set
// nothing.
func FromPropertyLists(shape Shape, paths ...string) Document {
	d := Document{Name: paths[0]}
	all := map[string]any{}
	for _, path := range paths {
		data, err := readBounded(path)
		if err != nil {
			d.Err = err
			return d
		}
		if data == nil {
			continue
		}
		d.Name = path
		var values map[string]any
		if _, err := plist.Unmarshal(data, &values); err != nil {
			d.Err = fmt.Errorf("%s: %w", path, err)
			return d
		}
		maps.Copy(all, flat(shape, "", values))
	}
	if len(all) > 0 {
		if d.Text, d.Err = encode(shape, all); d.Err != nil {
			d.Err = fmt.Errorf("%s: %w", d.Name, d.Err)
		}
	}
	return d
}

// flat names each setting of nested dictionaries with its table. A dictionary that
// is a setting's value, such as the names of services, stays whole.
func flat(shape Shape, table string, values map[string]any) map[string]any {
	all := map[string]any{}
	for name, v := range values {
		name = table + name
		if inner, ok := v.(map[string]any); ok {
			if _, whole := shape[name]; !whole {
				maps.Copy(all, flat(shape, name+".", inner))
				continue
			}
		}
		all[name] = v
	}
	return all
}
