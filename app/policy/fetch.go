package policy

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// fetchLimit bounds fetching settings from a server, redirects included.
const fetchLimit = 30 * time.Second

// mostRedirects bounds how often a server may send us elsewhere.
const mostRedirects = 5

// ErrAddress is about an address that settings are not fetched from.
var ErrAddress = errors.New("use a file, or an https address without user and password in it")

// IsAddress tells an address from a file's path.
func IsAddress(source string) bool { return strings.Contains(source, "://") }

// FromURL fetches settings from an https address, once: nothing is kept, and nobody
// asks again. The server's certificate is verified against roots, the system's
// authorities when nil; with roots given no other counts. It goes through the proxy
// of the environment and follows redirects to https alone.
func FromURL(ctx context.Context, address string, roots *x509.CertPool) (Document, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return Document{}, ErrAddress
	}
	ctx, cancel := context.WithTimeout(ctx, fetchLimit)
	defer cancel()
	client := &http.Client{
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}},
		CheckRedirect: onlyHTTPS,
	}
	defer client.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Document{}, ErrAddress
	}
	res, err := client.Do(req)
	if err != nil {
		return Document{}, err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return Document{}, fmt.Errorf("%s: the server says %s", u.Redacted(), res.Status)
	}
	d := Document{Name: u.Scheme + "://" + u.Host + u.Path, Lines: true} // a query may have a key in it
	d.Text, err = io.ReadAll(io.LimitReader(res.Body, mostText+1))
	if err == nil && len(d.Text) > mostText {
		err = fmt.Errorf("%s: more than %d bytes", d.Name, mostText)
	}
	return d, err
}

func onlyHTTPS(req *http.Request, via []*http.Request) error {
	switch {
	case req.URL.Scheme != "https":
		return errors.New("sent on to an address without https")
	case len(via) >= mostRedirects:
		return errors.New("sent on too often")
	}
	return nil
}
