//go:build !windows && !darwin

package policy

// The files. They are fixed: a path that the environment could change would let
// users leave the policy.
const (
	policyFile   = "/etc/offhook/policy.toml"
	defaultsFile = "/etc/offhook/defaults.toml"
)

// Read finds what was set for this computer. The files are text of their own form,
// so that no shape is needed.
func Read(Shape) Machine {
	return Machine{Defaults: FromFile(defaultsFile), Policy: FromFile(policyFile)}
}
