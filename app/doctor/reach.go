package doctor

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"offhook/resources/lang"
	"offhook/wti"
)

// endsSoon is how long before its end a certificate is worth a warning.
const endsSoon = 30 * 24 * time.Hour

// reach are the checks of the way to the server, up to the CTI user.
func (a *attempt) reach() []Check {
	steps := []Step{StepName, StepTCP, StepProxy, StepTLS, StepWebSocket, StepBasic}
	w, target := a.path.seen(), urlOf(a.server)
	if wti.KindOf(a.err) == wti.KindInsecure || a.client == nil {
		c := a.o.refusal(StepTLS, a.err, You, logNothing())
		c.Finding = tlsForbidden
		return fill(steps, []Check{c})
	}
	proxy := a.proxy(target)
	known := values{"Name": target.Hostname(), "Address": w.addr, "User": a.options.CTIUser}
	if proxy != nil {
		known["Proxy"] = proxy.Host
	}
	var list []Check
	for _, look := range []func(*way, *url.URL, *url.URL, values) Check{a.nameCheck, a.tcpCheck, a.proxyCheck, a.tlsCheck, a.httpCheck} {
		c := look(w, target, proxy, known)
		list = append(list, c)
		if c.Verdict == Failed {
			return fill(steps, list)
		}
	}
	return append(list, a.basicCheck(known))
}

// fill puts checks in the order of the steps; steps without one were not reached.
func fill(steps []Step, list []Check) []Check {
	all := without(steps, notReached)
	for _, c := range list {
		if i := slices.Index(steps, c.Step); i >= 0 {
			all[i] = c
		}
	}
	return all
}

// urlOf reads a server as the client does.
func urlOf(server string) *url.URL {
	if full, err := wti.ServerURL(server); err == nil {
		if u, err := url.Parse(full); err == nil {
			return u
		}
	}
	return &url.URL{Scheme: "wss", Host: server}
}

// proxy is the one that the client's connection takes, nil for none.
func (a *attempt) proxy(target *url.URL) *url.URL {
	if a.options.NetDialContext != nil {
		return nil // as the client has it
	}
	u := *target
	u.Scheme = map[string]string{"wss": "https", "ws": "http"}[u.Scheme]
	p, err := http.ProxyFromEnvironment(&http.Request{URL: &u})
	if err != nil {
		return nil
	}
	return p
}

func (a *attempt) nameCheck(w *way, target, proxy *url.URL, _ values) Check {
	host := target.Hostname()
	if proxy != nil {
		host = proxy.Hostname() // the proxy looks the server's name up
	}
	v := values{"Name": host}
	switch {
	case isAddress(host):
		return found(StepName, Skipped, nameNotNeeded, nil)
	case w.name.done() || !w.tcp.begun.IsZero():
		var list []string
		for _, ip := range w.addrs {
			list = append(list, ip.String())
		}
		v["Addresses"] = strings.Join(list, ", ")
		return found(StepName, OK, nameFound, v).after(w.name.took())
	}
	why := a.why(w.name)
	f := nameSilent
	if e, ok := errors.AsType[*net.DNSError](why); ok && e.IsNotFound {
		f = nameUnknown
	}
	return found(StepName, Failed, f, v).after(w.name.took()).because(why)
}

func (a *attempt) tcpCheck(w *way, target, _ *url.URL, v values) Check {
	if w.addr == "" {
		v = values{"Address": target.Host}
	}
	if w.tcp.done() {
		return found(StepTCP, OK, tcpOpen, v).after(w.tcp.took())
	}
	why := a.why(w.tcp)
	f := tcpOther
	switch {
	case isRefused(why):
		f = tcpRefused
	case isLate(why):
		f = tcpSilent
	}
	return found(StepTCP, Failed, f, v).after(w.tcp.took()).because(why)
}

func (a *attempt) proxyCheck(w *way, _, proxy *url.URL, v values) Check {
	switch {
	case proxy == nil:
		return found(StepProxy, Skipped, proxyNone, nil)
	case w.got:
		return found(StepProxy, OK, proxyPassed, v)
	}
	return found(StepProxy, Failed, proxyRefused, v).because(a.err)
}

func (a *attempt) tlsCheck(w *way, target, _ *url.URL, v values) Check {
	if target.Scheme == "ws" {
		return found(StepTLS, Warning, tlsPlainWS, nil)
	}
	if w.tls.done() {
		f, verdict := tlsTrusted, OK
		cert := w.state.PeerCertificates[0]
		if time.Until(cert.NotAfter) < endsSoon {
			f, verdict = tlsEnding, Warning
		}
		return found(StepTLS, verdict, f, certificate(cert, v, cert.NotAfter)).after(w.tls.took())
	}
	why := a.why(w.tls)
	f, v := certificateTrouble(why, target.Hostname(), v)
	return found(StepTLS, Failed, f, v).after(w.tls.took()).because(why)
}

// certificateTrouble says why a handshake failed.
func certificateTrouble(err error, host string, v values) (Finding, values) {
	if e, ok := errors.AsType[x509.HostnameError](err); ok {
		v = certificate(e.Certificate, v, e.Certificate.NotAfter)
		if isAddress(host) && len(e.Certificate.IPAddresses) == 0 {
			return tlsAddress, v
		}
		return tlsWrongName, v
	}
	if e, ok := errors.AsType[x509.CertificateInvalidError](err); ok && e.Reason == x509.Expired {
		if time.Now().Before(e.Cert.NotBefore) {
			return tlsNotYet, certificate(e.Cert, v, e.Cert.NotBefore)
		}
		return tlsExpired, certificate(e.Cert, v, e.Cert.NotAfter)
	}
	if e, ok := errors.AsType[*tls.CertificateVerificationError](err); ok && len(e.UnverifiedCertificates) > 0 {
		cert := e.UnverifiedCertificates[0]
		return tlsNotTrusted, certificate(cert, v, cert.NotAfter)
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return tlsPlain, v
	}
	if isLate(err) {
		return tlsSilent, v
	}
	return tlsOther, v
}

// certificate adds what the texts tell of one.
func certificate(c *x509.Certificate, v values, day time.Time) values {
	all := values{"Names": namesOf(c), "Issuer": issuerOf(c), "Date": lang.Date(day)}
	for k, x := range v {
		all[k] = x
	}
	return all
}

// namesOf are the names that a certificate is for, the first few of them.
func namesOf(c *x509.Certificate) string {
	names := slices.Clone(c.DNSNames)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		return c.Subject.CommonName // which nobody accepts any more
	}
	const most = 5
	if len(names) > most {
		names = append(names[:most:most], "…")
	}
	return strings.Join(names, ", ")
}

func issuerOf(c *x509.Certificate) string {
	if c.Issuer.CommonName != "" {
		return c.Issuer.CommonName
	}
	return c.Issuer.String()
}

func (a *attempt) httpCheck(w *way, _, _ *url.URL, _ values) Check {
	took := w.http.took()
	if a.connected() {
		return found(StepWebSocket, OK, wsOpen, nil).after(took)
	}
	e, _ := errors.AsType[*wti.ConnectError](a.err)
	if e == nil || e.Status == 0 {
		f := wsNoHTTP
		if isLate(a.err) {
			f = wsSilent
		}
		return found(StepWebSocket, Failed, f, nil).after(took).because(a.err)
	}
	v := values{"Status": e.Status}
	switch e.Kind {
	case wti.KindUnauthorized, wti.KindForbidden:
		return found(StepWebSocket, OK, wsAnswered, nil).after(took)
	case wti.KindServerBusy:
		return found(StepWebSocket, Failed, wsBusy, v).after(took).because(e)
	}
	return found(StepWebSocket, Failed, wsMissing, v).after(took).because(e)
}

// basicCheck is about the answer to our credentials.
func (a *attempt) basicCheck(v values) Check {
	e, _ := errors.AsType[*wti.ConnectError](a.err)
	switch {
	case a.options.CTIUser == "" && !a.connected():
		return found(StepBasic, Skipped, basicUnknown, nil)
	case a.connected():
		return found(StepBasic, OK, basicTaken, v)
	case e != nil && e.Kind == wti.KindForbidden:
		c := a.o.refusal(StepBasic, a.err, AES, logREST())
		c.Finding = basicForbidden
		return c
	}
	f := basicEither
	switch {
	case e != nil && slices.Contains(e.Schemes, "basic"):
		f = basicWrong
	case e != nil && len(e.Schemes) > 0:
		f = basicOld
	}
	return found(StepBasic, Failed, f, v).because(a.err)
}

// why is the reason that a phase did not end well: our own patience before what
// comes of its end.
func (a *attempt) why(p phase) error {
	if _, ours := errors.AsType[*limitError](a.err); ours || p.err == nil {
		return a.err
	}
	return p.err
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// isRefused says that the other machine answered that nobody listens.
func isRefused(err error) bool {
	const onWindows = syscall.Errno(10061) // WSAECONNREFUSED
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, onWindows)
}

// isLate says that something took too long.
func isLate(err error) bool {
	if _, ok := errors.AsType[*limitError](err); ok {
		return true
	}
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}
