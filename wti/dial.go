package wti

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

const (
	standardPath = "/api/wti/session" // protocol notes §1.1
	// dialLimit is how long connecting may take in all: TCP, TLS and the upgrade,
	// which a busy AES answers late.
	dialLimit = 15 * time.Second
	// connectLimit is how long TCP alone may take at the first try, its double at
	// later ones: a server that swallows connections is noticed soon, and where
	// names are looked up slowly the second try gets through.
	connectLimit = 5 * time.Second
)

// ServerURL completes what a person typed as a server: wss and the standard path
// where they are missing (protocol notes §1.1).
func ServerURL(server string) (string, error) {
	s := strings.TrimSpace(server)
	if s == "" {
		return "", errors.New("empty server name")
	}
	if !strings.Contains(s, "://") {
		if strings.Count(s, ":") > 1 && !strings.HasPrefix(s, "[") {
			s = "[" + s + "]" // a bare IPv6 address
		}
		s = "wss://" + s
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return "", errors.New("server is not a URL") // the error would show what was typed
	case u.Scheme != "wss" && u.Scheme != "ws":
		return "", fmt.Errorf("server scheme %q is neither wss nor ws", u.Scheme)
	case u.Hostname() == "":
		return "", errors.New("server URL without a host")
	case u.User != nil:
		return "", errors.New("server URL with a user name in it")
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = standardPath
	}
	return u.String(), nil
}

// placement is how the access token goes with an upgrade request.
type placement struct {
	bearer Secret // used instead of Basic when set
	query  bool   // in the URL and not in a header
}

// dial opens the WebSocket. Failures are *ConnectError, or the context's cause.
func (c *Client) dial(ctx context.Context, server string, p placement, limit time.Duration) (*websocket.Conn, error) {
	if strings.HasPrefix(server, "ws://") && !c.opt.AllowInsecure {
		return nil, &ConnectError{Server: server, Kind: KindInsecure, Err: errors.New("unencrypted connections are not allowed")}
	}
	var let func() bool // the connection outlive ctx; nil before there is one
	connect := c.connectTCP(min(limit, c.servers.connecting(server)))
	d := websocket.Dialer{
		NetDialContext: func(dialling context.Context, network, addr string) (net.Conn, error) {
			conn, err := connect(dialling, network, addr)
			if err == nil { // the library waits for the answer without looking at the context
				let = context.AfterFunc(ctx, func() { _ = conn.Close() })
			}
			return conn, err
		},
		TLSClientConfig:  c.tlsConfig(),
		HandshakeTimeout: limit,
	}
	if c.opt.NetDialContext == nil {
		d.Proxy = http.ProxyFromEnvironment
	}
	headers := http.Header{}
	if a := c.authorization(p); a != "" {
		headers.Set("Authorization", a)
	}
	ws, resp, err := d.DialContext(ctx, p.url(server), headers)
	if let != nil && !let() && err == nil {
		err = errors.Join(context.Cause(ctx), ws.Close())
	}
	if resp != nil && err != nil {
		return nil, &ConnectError{
			Server: server, Kind: statusKind(resp.StatusCode), Status: resp.StatusCode,
			Schemes: schemes(resp.Header.Values("WWW-Authenticate")), Err: errors.New(resp.Status),
		}
	}
	if err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("wti: connect %s: %w", server, context.Cause(ctx))
		}
		return nil, c.connectError(server, err)
	}
	return ws, nil
}

// connectTCP dials within a limit of its own. A host with several addresses has
// the limit for all of them.
func (c *Client) connectTCP(limit time.Duration) func(context.Context, string, string) (net.Conn, error) {
	dial := c.opt.NetDialContext
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		return dial(ctx, network, addr)
	}
}

func (c *Client) tlsConfig() *tls.Config {
	return &tls.Config{RootCAs: c.opt.RootCAs, MinVersion: tls.VersionTLS12}
}

func (p placement) url(server string) string {
	if !p.query {
		return server
	}
	sep := "?"
	if strings.Contains(server, "?") {
		sep = "&"
	}
	return server + sep + "access_token=" + url.QueryEscape(p.bearer.Reveal())
}

// schemes are the authentication schemes of a 401's challenges, in lower case,
// each once (RFC 9110 §11.6.1). Where one header line has several challenges the
// first is taken.
func schemes(challenges []string) (list []string) {
	for _, c := range challenges {
		name, _, _ := strings.Cut(strings.TrimSpace(c), " ")
		name = strings.ToLower(strings.TrimRight(name, ","))
		if name != "" && len(name) <= 32 && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// authorization is empty where there is nothing to prove who we are with.
func (c *Client) authorization(p placement) string {
	if p.bearer != "" && !p.query {
		return "Bearer " + p.bearer.Reveal()
	}
	if c.opt.CTIUser == "" {
		return ""
	}
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(c.opt.CTIUser+":"+c.opt.CTIPassword.Reveal()))
}

// statusKind classifies the HTTP answer to an upgrade (protocol notes §1.2).
func statusKind(status int) Kind {
	switch {
	case status == http.StatusUnauthorized:
		return KindUnauthorized
	case status == http.StatusForbidden:
		return KindForbidden
	case status == http.StatusNotFound:
		return KindNoWTI
	case status == http.StatusTooManyRequests || status >= 500:
		return KindServerBusy
	}
	return KindNoWTI // it speaks HTTP, but not WTI
}

func (c *Client) connectError(server string, err error) *ConnectError {
	e := &ConnectError{Server: server, Kind: KindUnreachable, Err: err}
	if text := c.redact.text(err.Error()); text != err.Error() {
		e.Err = errors.New(text)
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		e.Kind = KindWrongName
		return e
	}
	_, unverified := errors.AsType[*tls.CertificateVerificationError](err)
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	_, invalid := errors.AsType[x509.CertificateInvalidError](err)
	if unverified || unknown || invalid {
		e.Kind = KindNotTrusted
	}
	return e
}
