package app_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"offhook/app"
	"offhook/app/doctor"
	"offhook/internal/testdesk"
	"offhook/wti"
	"offhook/wti/simulator"
)

// patient is what the doctor looks at: a desk with its settings, and what is in
// front of it.
type patient struct {
	t        *testing.T
	settings app.Settings
	secrets  app.Secrets
	roots    *x509.CertPool
	limit    time.Duration
	progress func(doctor.Check)
	inUse    bool
	desk     *testdesk.Desk
}

const (
	ctiPassword = "s3cret-of-cti"
	stationCode = "836415"
)

func scenarioWithSecrets() *simulator.Scenario {
	s := simulator.Default()
	s.Users[0].Password = ctiPassword
	for i := range s.Stations {
		s.Stations[i].SecurityCode = stationCode
	}
	return s
}

// simulate serves an AES and leads the patient to it.
func (p *patient) simulate(change ...func(*simulator.Options)) *simulator.Server {
	p.t.Helper()
	o := simulator.Options{Scenario: scenarioWithSecrets(), RegisterDelay: -1}
	for _, f := range change {
		f(&o)
	}
	s, err := simulator.New(o)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = s.Close() })
	p.settings.Servers = []string{s.URL()}
	return s
}

// phoneLess ends the examination before the phone, where the fault is elsewhere.
func (p *patient) phoneLess() { p.secrets.StationCode = "" }

func (p *patient) examine(ctx context.Context) doctor.Report {
	return app.CheckUp(ctx, app.Options{Settings: p.settings, Secrets: p.secrets, RootCAs: p.roots, Secure: app.Keychain{}},
		app.CheckUpOptions{Version: "test", Limit: p.limit, Progress: p.progress, InUse: p.inUse})
}

func newPatient(t *testing.T, desk *testdesk.Desk) *patient {
	s := app.DefaultSettings()
	s.CTIUser, s.SwitchName, s.Extension, s.InsecureWS, s.Language = "demo", "CM1", "4750", true, "en"
	return &patient{t: t, desk: desk, settings: s, secrets: app.Secrets{CTIPassword: ctiPassword, StationCode: stationCode}}
}

// answering leads the patient to a web server that answers everything alike.
func (p *patient) answering(status int, header ...string) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if len(header) == 2 {
			w.Header().Set(header[0], header[1])
		}
		w.WriteHeader(status)
	}))
	p.t.Cleanup(s.Close)
	p.settings.Servers = []string{"ws" + strings.TrimPrefix(s.URL, "http")}
}

// silent takes connections and says nothing.
func (p *patient) silent(scheme string) {
	l := listenHere(p.t)
	var held sync.WaitGroup
	held.Go(func() {
		var all []net.Conn
		for {
			c, err := l.Accept()
			if err != nil {
				break
			}
			all = append(all, c)
		}
		for _, c := range all {
			_ = c.Close()
		}
	})
	p.t.Cleanup(func() { _ = l.Close(); held.Wait() })
	p.settings.Servers = []string{scheme + "://" + l.Addr().String()}
	p.limit = 500 * time.Millisecond
}

func listenHere(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// blackHole is an address whose machine takes no notice of anybody who connects:
// the queue of connections that nobody accepts is full.
func blackHole(t *testing.T) string {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Close(fd) })
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Listen(fd, 0); err != nil {
		t.Fatal(err)
	}
	name, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	address := fmt.Sprintf("127.0.0.1:%d", name.(*syscall.SockaddrInet4).Port)
	for range 20 {
		c, err := net.DialTimeout("tcp", address, 300*time.Millisecond)
		if err != nil {
			return address
		}
		t.Cleanup(func() { _ = c.Close() })
	}
	t.Fatal("the queue takes ever more connections")
	return ""
}

// noNames has every name unknown, or no answer at all, by a name server of its own.
func noNames(t *testing.T, answer bool) {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var served sync.WaitGroup
	served.Go(func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(buf)
			if err != nil {
				return
			}
			if answer && n > 12 {
				buf[2], buf[3] = buf[2]|0x80, 0x80|3 // an answer; recursion; no such name (RFC 1035 §4.1.1)
				_, _ = server.WriteTo(buf[:n], from)
			}
		}
	})
	old := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
	t.Cleanup(func() { net.DefaultResolver = old; _ = server.Close(); served.Wait() })
}

// certified leads the patient to an AES with a certificate of this kind, whose CA
// is trusted, at a host of its own.
func (p *patient) certified(host string, change func(*x509.Certificate)) {
	p.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		p.t.Fatal(err)
	}
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Ward CA"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().AddDate(-2, 0, 0), NotAfter: time.Now().AddDate(2, 0, 0),
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "AES"}, DNSNames: []string{"aes.example.com"},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: time.Now().AddDate(1, 0, 0),
	}
	change(leaf)
	der := make([][]byte, 2)
	for i, c := range []*x509.Certificate{leaf, ca} {
		if der[i], err = x509.CreateCertificate(rand.Reader, c, ca, &key.PublicKey, key); err != nil {
			p.t.Fatal(err)
		}
	}
	trusted, err := x509.ParseCertificate(der[1])
	if err != nil {
		p.t.Fatal(err)
	}
	p.roots = x509.NewCertPool()
	p.roots.AddCert(trusted)
	l := listenHere(p.t)
	_, port, _ := net.SplitHostPort(l.Addr().String())
	p.simulate(func(o *simulator.Options) {
		o.Listener = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{{Certificate: der, PrivateKey: key}}})
	})
	p.settings.Servers = []string{"wss://" + net.JoinHostPort(host, port)}
	p.phoneLess()
}

// afterRegistration does something to the switch just before the voice begins.
func (p *patient) afterRegistration(f func() error) {
	p.progress = func(c doctor.Check) {
		if c.Step == doctor.StepRegistration {
			if err := f(); err != nil {
				p.t.Error(err)
			}
		}
	}
}

// The faults that an administrator meets, each made for real: what the doctor says
// of it, and of nothing else.
var ailments = []struct {
	name    string
	cause   func(p *patient)
	step    doctor.Step
	finding doctor.Finding
	who     doctor.Who
	verdict doctor.Verdict // failed when empty
	says    string         // part of the cause
}{
	{name: "a name that no name server knows", step: doctor.StepName, finding: "nameUnknown", who: doctor.Network, says: "aes.example.test",
		cause: func(p *patient) { noNames(p.t, true); p.settings.Servers = []string{"aes.example.test"} }},
	{name: "a name server that does not answer", step: doctor.StepName, finding: "nameServerSilent", who: doctor.Network, says: "aes.example.test",
		cause: func(p *patient) {
			noNames(p.t, false)
			p.settings.Servers, p.limit = []string{"aes.example.test"}, time.Second
		}},
	{name: "a port that refuses", step: doctor.StepTCP, finding: "refused", who: doctor.AES, says: "127.0.0.1",
		cause: func(p *patient) {
			l := listenHere(p.t)
			p.settings.Servers = []string{"wss://" + l.Addr().String()}
			_ = l.Close()
		}},
	{name: "a firewall that swallows connections", step: doctor.StepTCP, finding: "noAnswer", who: doctor.Network,
		cause: func(p *patient) {
			p.settings.Servers, p.limit = []string{"wss://" + blackHole(p.t)}, time.Second
		}},
	{name: "a CA that is not trusted", step: doctor.StepTLS, finding: "certificateNotTrusted", who: doctor.Desk, says: "Offhook Simulator CA",
		cause: func(p *patient) {
			p.simulate(func(o *simulator.Options) { o.TLS = true })
			p.roots = x509.NewCertPool()
		}},
	{name: "a certificate that has ended", step: doctor.StepTLS, finding: "certificateExpired", who: doctor.AES, says: "2025-",
		cause: func(p *patient) {
			p.certified("127.0.0.1", func(c *x509.Certificate) { c.NotAfter = time.Date(2025, 12, 24, 0, 0, 0, 0, time.UTC) })
		}},
	{name: "a certificate that is not good yet", step: doctor.StepTLS, finding: "certificateNotYetValid", who: doctor.Desk,
		cause: func(p *patient) {
			p.certified("127.0.0.1", func(c *x509.Certificate) { c.NotBefore = time.Now().AddDate(0, 1, 0) })
		}},
	{name: "a certificate that ends soon", step: doctor.StepTLS, finding: "certificateEndsSoon", who: doctor.AES, verdict: doctor.Warning, says: "Ward CA",
		cause: func(p *patient) {
			p.certified("127.0.0.1", func(c *x509.Certificate) {
				c.NotAfter, c.IPAddresses = time.Now().AddDate(0, 0, 10), []net.IP{net.IPv4(127, 0, 0, 1)}
			})
		}},
	{name: "a certificate for another name", step: doctor.StepTLS, finding: "certificateForAnotherName", who: doctor.Desk, says: "aes.example.com",
		cause: func(p *patient) { p.certified("localhost", func(*x509.Certificate) {}) }},
	{name: "an address where the certificate has a name", step: doctor.StepTLS, finding: "certificateHasNameNotAddress", who: doctor.Desk, says: "127.0.0.1",
		cause: func(p *patient) { p.certified("127.0.0.1", func(*x509.Certificate) {}) }},
	{name: "wss to a port that does not encrypt", step: doctor.StepTLS, finding: "noTLS", who: doctor.Desk,
		cause: func(p *patient) {
			s := p.simulate()
			p.settings.Servers = []string{"wss" + strings.TrimPrefix(s.URL(), "ws")}
		}},
	{name: "ws where that is not permitted", step: doctor.StepTLS, finding: "insecureAddress", who: doctor.You,
		cause: func(p *patient) { p.simulate(); p.settings.InsecureWS = false }},
	{name: "a server that begins no TLS", step: doctor.StepTLS, finding: "silent", who: doctor.AES,
		cause: func(p *patient) { p.silent("wss") }},
	{name: "a silent server", step: doctor.StepWebSocket, finding: "silentServer", who: doctor.AES,
		cause: func(p *patient) { p.silent("ws") }},
	{name: "HTTP 404", step: doctor.StepWebSocket, finding: "noWTI", who: doctor.AES, says: "404",
		cause: func(p *patient) { p.answering(404) }},
	{name: "HTTP 503", step: doctor.StepWebSocket, finding: "serverBusy", who: doctor.AES, says: "503",
		cause: func(p *patient) { p.answering(503) }},
	{name: "HTTP 403", step: doctor.StepBasic, finding: "forbidden", who: doctor.AES,
		cause: func(p *patient) { p.answering(403) }},
	{name: "a wrong password", step: doctor.StepBasic, finding: "unauthorizedPasswordLikely", who: doctor.AES, says: "older than 10.2",
		cause: func(p *patient) { p.simulate(); p.secrets.CTIPassword = "wrong-" + ctiPassword }},
	{name: "an AES older than 10.2 that says nothing of how to sign in", step: doctor.StepBasic, finding: "unauthorized", who: doctor.AES, says: "older than 10.2",
		cause: func(p *patient) { p.simulate(func(o *simulator.Options) { o.Dialect.OldAES = true }) }},
	{name: "a server that wants a token and no password", step: doctor.StepBasic, finding: "unauthorizedOldAESLikely", who: doctor.AES, says: "password looks alike",
		cause: func(p *patient) { p.answering(401, "WWW-Authenticate", "Bearer") }},
	{name: "a protocol version that is not supported", step: doctor.StepVersion, finding: "versionNotSupported", who: doctor.AES,
		cause: func(p *patient) {
			p.simulate().Refuse("StartApplicationSession", "definedError", "requestedProtocolVersionNotSupported", -1)
		}},
	{name: "a session that is refused", step: doctor.StepSession, finding: "refused.serverBusy", who: doctor.AES,
		cause: func(p *patient) {
			p.simulate().Refuse("StartApplicationSession", "definedError", "maxNumberSessions", -1)
		}},
	{name: "a session start without an answer", step: doctor.StepSession, finding: "refused.noAnswer", who: doctor.AES,
		cause: func(p *patient) {
			p.simulate().Ignore("StartApplicationSession", 100)
			p.limit = 500 * time.Millisecond
		}},
	{name: "a switch name that AES does not have", step: doctor.StepDevice, finding: "refused.wrongDevice", who: doctor.Desk,
		cause: func(p *patient) { p.simulate(); p.settings.SwitchName = "CM9" }},
	{name: "a device that another session holds", step: doctor.StepDevice, finding: "refused.stationBusy", who: doctor.You,
		cause: func(p *patient) {
			p.simulate().Refuse("GetDeviceId", "systemResourceAvailibility", "resourceBusy", -1)
		}},
	{name: "a monitor that is refused", step: doctor.StepMonitor, finding: "refused.noPrivilege", who: doctor.AES,
		cause: func(p *patient) {
			p.simulate().Refuse("MonitorStart", "operation", "privilegeViolationSpecifiedDevice", -1)
		}},
	{name: "no TSAPI licence", step: doctor.StepMonitor, finding: "noCallControl", who: doctor.AES, verdict: doctor.Warning,
		cause: func(p *patient) {
			p.simulate(func(o *simulator.Options) { o.NoTSAPILicence = true })
			p.phoneLess()
		}},
	{name: "a wrong security code", step: doctor.StepRegistration, finding: "refused.stationCode", who: doctor.You,
		cause: func(p *patient) { p.simulate(); p.secrets.StationCode = "111111" }},
	{name: "an extension that another phone has", step: doctor.StepRegistration, finding: "refused.inUse", who: doctor.You,
		cause: func(p *patient) { s := p.simulate(); occupy(p.t, s); p.settings.ForceLogin = true }},
	{name: "no voice to here", step: doctor.StepRTPIn, finding: "nothingArrives", who: doctor.Network, says: "127.0.0.1",
		cause: func(p *patient) {
			s := p.simulate()
			p.afterRegistration(func() error { return s.SetMediaFaults("4750", simulator.MediaFaults{Silent: true}) })
		}},
	{name: "no voice from here", step: doctor.StepRTPOut, finding: "voiceIsNotReceived", who: doctor.Network, says: "127.0.0.1",
		cause: func(p *patient) {
			s := p.simulate()
			p.afterRegistration(func() error { return s.SetMediaFaults("4750", simulator.MediaFaults{Deaf: true}) })
		}},
	{name: "voice with loss", step: doctor.StepRTPIn, finding: "voiceArrivesWithLoss", who: doctor.Network, verdict: doctor.Warning,
		cause: func(p *patient) {
			s := p.simulate()
			p.afterRegistration(func() error { return s.SetMediaFaults("4750", simulator.MediaFaults{LoseEvery: 5}) })
		}},
	{name: "a phone that does not go off hook", step: doctor.StepRTPOut, finding: "refused.outOfService", who: doctor.AES,
		cause: func(p *patient) {
			p.simulate().Refuse("SetHookswitchStatus", "systemResourceAvailibility", "resourceOutOfService", -1)
		}},
	{name: "a switch that begins no voice", step: doctor.StepRTPOut, finding: "noMediaStart", who: doctor.Switch, says: "no voice",
		cause: func(p *patient) { p.simulate().DelayEvents(time.Minute); p.limit = 2 * time.Second }},
	{name: "no microphone", step: doctor.StepAudio, finding: "noMicrophone", who: doctor.You, says: "phones",
		cause: func(p *patient) {
			p.simulate()
			p.phoneLess()
			alsaOnly(p.t, "pcm.phones { type asym playback.pcm { type null } hint { show on description \"phones\" } }\n")
		}},
	{name: "no sound device", step: doctor.StepAudio, finding: "noSoundDevice", who: doctor.Desk,
		cause: func(p *patient) { p.simulate(); p.phoneLess(); alsaOnly(p.t, "") }},
	{name: "a locked keychain", step: doctor.StepKeychain, finding: doctor.KeychainLocked, who: doctor.You,
		cause: func(p *patient) {
			p.simulate()
			p.phoneLess()
			if err := p.desk.LockKeyring(p.t.Context()); err != nil {
				p.t.Fatal(err)
			}
		}},
	{name: "no keychain", step: doctor.StepKeychain, finding: doctor.KeychainAbsent, who: doctor.Desk, verdict: doctor.Warning,
		cause: func(p *patient) {
			p.simulate()
			p.phoneLess()
			p.t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(p.t.TempDir(), "nobody"))
		}},
}

// alsaOnly leaves no sound but what an ALSA configuration has.
func alsaOnly(t *testing.T, config string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "alsa.conf")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ALSA_CONFIG_PATH", file)
	t.Setenv("PULSE_SERVER", "unix:/nowhere")
}

// occupy registers another phone with the patient's extension.
func occupy(t *testing.T, s *simulator.Server) {
	t.Helper()
	c, err := wti.New(wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: ctiPassword, SwitchName: "CM1", Extension: "4750",
		StationCode: stationCode, LocalMedia: func(netip.Addr) (wti.LocalMedia, error) {
			return wti.LocalMedia{RTP: netip.MustParseAddrPort("127.0.0.1:30000"), RTCP: netip.MustParseAddrPort("127.0.0.1:30001"), Codecs: []string{"g711U"}}, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestTheDoctorNamesTheFault(t *testing.T) {
	desk := testdesk.InTest(t, testdesk.Options{})
	tone := make([]int16, testdesk.SampleRate)
	for i := range tone {
		tone[i] = int16(i % 97 * 100)
	}
	stop, err := desk.Speak(t.Context(), tone)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for _, a := range ailments {
		t.Run(a.name, func(t *testing.T) {
			p := newPatient(t, desk)
			a.cause(p)
			report := p.examine(t.Context())
			if t.Failed() {
				return
			}
			defer func() {
				if t.Failed() {
					t.Log("\n" + report.Text())
				}
			}()
			wholeReport(t, report)
			want := a.verdict
			if want == "" {
				want = doctor.Failed
			}
			if report.OK != (want != doctor.Failed) {
				t.Errorf("OK is %v", report.OK)
			}
			for _, c := range report.Failures() {
				if c.Step != a.step {
					t.Errorf("%s failed as well: %s", c.Step, c.Finding)
				}
			}
			c := of(report, a.step)
			if c.Verdict != want || c.Finding != a.finding || c.Who != a.who {
				t.Errorf("%s: %s, %s, %q; want %s, %s, %q", a.step, c.Verdict, c.Finding, c.Who, want, a.finding, a.who)
			}
			if !strings.Contains(c.Cause, a.says) {
				t.Errorf("the cause %q does not tell of %q", c.Cause, a.says)
			}
			if c.Tell == "" || want == doctor.Failed && c.Log == "" {
				t.Errorf("nothing to tell or to look for: %+v", c)
			}
		})
	}
}

func of(r doctor.Report, s doctor.Step) doctor.Check {
	if i := slices.IndexFunc(r.Checks, func(c doctor.Check) bool { return c.Step == s }); i >= 0 {
		return r.Checks[i]
	}
	return doctor.Check{}
}

// wholeReport checks what holds of every report: all steps in their order, each
// with words for people, and no secret anywhere.
func wholeReport(t *testing.T, r doctor.Report) {
	t.Helper()
	var steps []doctor.Step
	for _, c := range r.Checks {
		steps = append(steps, c.Step)
		if c.Cause == "" || c.Cause == string(c.Finding) || strings.Contains(c.Cause+c.Tell+c.Log, "{{") || strings.Contains(c.Cause+c.Tell, "<no value>") {
			t.Errorf("%s has no words of its own: %+v", c.Step, c)
		}
		if (c.Verdict == doctor.Failed || c.Verdict == doctor.Warning) && c.Who == doctor.Nobody {
			t.Errorf("nobody is named for %s", c.Step)
		}
	}
	if !slices.Equal(steps, doctor.Steps()) {
		t.Errorf("steps are %v, want %v", steps, doctor.Steps())
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{ctiPassword, stationCode} {
		if strings.Contains(string(data)+r.Text(), secret) {
			t.Errorf("the report holds %q", secret)
		}
	}
}

func TestTheDoctorFindsNothingWrong(t *testing.T) {
	desk := testdesk.InTest(t, testdesk.Options{})
	stop, err := desk.Speak(t.Context(), []int16{1000, -1000, 2000, -2000})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	p := newPatient(t, desk)
	p.certified("127.0.0.1", func(c *x509.Certificate) { c.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)} })
	p.secrets.StationCode = stationCode
	report := p.examine(t.Context())
	wholeReport(t, report)
	for _, c := range report.Checks {
		if c.Verdict != doctor.OK && c.Finding != "noProxy" && c.Finding != "addressGiven" {
			t.Errorf("%s: %s %s: %s %s", c.Step, c.Verdict, c.Finding, c.Cause, c.Details)
		}
	}
	if !strings.Contains(of(report, doctor.StepTLS).Cause, "Ward CA") {
		t.Errorf("the CA is not named: %q", of(report, doctor.StepTLS).Cause)
	}
	t.Run("and what it took is given back", func(t *testing.T) { // else the second time the extension were in use
		if again := p.examine(t.Context()); !again.OK {
			t.Error(again.Text())
		}
	})
}

// The phone of an agent who is signed in is left alone.
func TestTheDoctorLeavesAPhoneInUseAlone(t *testing.T) {
	p := newPatient(t, testdesk.InTest(t, testdesk.Options{NoSound: true}))
	s := p.simulate()
	p.inUse = true
	report := p.examine(t.Context())
	wholeReport(t, report)
	for _, step := range []doctor.Step{doctor.StepDevice, doctor.StepMonitor, doctor.StepRegistration, doctor.StepRTPOut, doctor.StepRTPIn} {
		if c := of(report, step); c.Verdict != doctor.Skipped || c.Finding != "inUseHere" {
			t.Errorf("%s: %+v", step, c)
		}
	}
	if slices.Contains(s.Received(), "GetDeviceId") {
		t.Errorf("the phone was touched: %v", s.Received())
	}
}

// Without passwords the doctor goes as far as it can and tries none.
func TestTheDoctorTriesNoEmptyPassword(t *testing.T) {
	p := newPatient(t, testdesk.InTest(t, testdesk.Options{NoSound: true}))
	authorized := make(chan bool, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, has := r.Header["Authorization"]
		authorized <- has
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer s.Close()
	p.settings.Servers = []string{"ws" + strings.TrimPrefix(s.URL, "http")}
	p.settings.Remember = false
	p.secrets = app.Secrets{}
	report := p.examine(t.Context())
	wholeReport(t, report)
	if <-authorized {
		t.Error("credentials were sent")
	}
	if c := of(report, doctor.StepBasic); c.Verdict != doctor.Skipped || c.Finding != "noPassword" || c.Tell == "" {
		t.Errorf("%+v", c)
	}
	if c := of(report, doctor.StepWebSocket); c.Verdict != doctor.OK {
		t.Errorf("%+v", c)
	}
}

// Every server of the list is looked at; the phone once, by the first that works.
func TestTheDoctorLooksAtEveryServer(t *testing.T) {
	p := newPatient(t, testdesk.InTest(t, testdesk.Options{NoSound: true}))
	l := listenHere(t)
	dead := "ws://" + l.Addr().String()
	_ = l.Close()
	s := p.simulate()
	p.settings.Servers = []string{dead, s.URL()}
	p.phoneLess()
	report := p.examine(t.Context())
	var tcp []string
	devices := 0
	for _, c := range report.Checks {
		switch c.Step {
		case doctor.StepTCP:
			tcp = append(tcp, c.Server+" "+string(c.Verdict))
		case doctor.StepDevice:
			if devices++; c.Verdict != doctor.OK {
				t.Errorf("device: %+v", c)
			}
		}
	}
	if want := []string{strings.TrimPrefix(dead, "ws://") + " failed", strings.TrimSuffix(strings.TrimPrefix(s.URL(), "ws://"), "/api/wti/session") + " ok"}; !slices.Equal(tcp, want) {
		t.Errorf("TCP: %v, want %v", tcp, want)
	}
	if devices != 1 {
		t.Errorf("the extension was looked at %d times", devices)
	}
}

func TestTheDoctorCanBeStopped(t *testing.T) {
	p := newPatient(t, testdesk.InTest(t, testdesk.Options{NoSound: true}))
	p.silent("ws")
	p.limit = 0
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	begun := time.Now()
	report := p.examine(ctx)
	if d := time.Since(begun); d > 5*time.Second {
		t.Errorf("stopped after %v", d)
	}
	wholeReport(t, report)
	if c := of(report, doctor.StepWebSocket); c.Verdict != doctor.Skipped || c.Finding != "cancelled" {
		t.Errorf("%+v", c)
	}
}

// proxyVariable names the variable by which a test of its own process learns where
// the server is: Go reads the proxy's variables once.
const proxyVariable = "OFFHOOK_TEST_BEHIND_PROXY"

func TestTheDoctorBehindAProxy(t *testing.T) {
	if port := os.Getenv(proxyVariable); port != "" {
		p := newPatient(t, nil)
		p.settings.Servers, p.settings.Remember = []string{"ws://aes.example.test:" + port}, false
		p.phoneLess()
		fmt.Println("REPORT", jsonOf(t, p.examine(t.Context())))
		return
	}
	testdesk.InTest(t, testdesk.Options{NoSound: true})
	server := newPatient(t, nil).simulate()
	_, port, _ := net.SplitHostPort(strings.TrimSuffix(strings.TrimPrefix(server.URL(), "ws://"), "/api/wti/session"))
	for _, c := range []struct {
		name    string
		permits bool
		verdict doctor.Verdict
		finding doctor.Finding
	}{{"that permits it", true, doctor.OK, "proxyPassed"}, {"that does not", false, doctor.Failed, "proxyRefused"}} {
		t.Run(c.name, func(t *testing.T) {
			proxy := httptest.NewServer(connectProxy(c.permits))
			defer proxy.Close()
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTheDoctorBehindAProxy$", "-test.count=1")
			cmd.Env = append(os.Environ(), proxyVariable+"="+port, "HTTP_PROXY=http://porter:hunter2hunter2@"+strings.TrimPrefix(proxy.URL, "http://"), "NO_PROXY=")
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			_, line, _ := strings.Cut(string(out), "REPORT ")
			var report doctor.Report
			if err := json.NewDecoder(strings.NewReader(line)).Decode(&report); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if got := of(report, doctor.StepProxy); got.Verdict != c.verdict || got.Finding != c.finding || got.Cause == "" {
				t.Errorf("proxy: %+v", got)
			}
			if got := of(report, doctor.StepSession); (got.Verdict == doctor.OK) != c.permits {
				t.Errorf("session: %+v", got)
			}
			if strings.Contains(string(out), "hunter2") {
				t.Error("the proxy's password is in the report")
			}
		})
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// connectProxy connects whatever is asked for with the port on this machine.
func connectProxy(permits bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !permits || r.Method != http.MethodConnect {
			http.Error(w, "not from here", http.StatusForbidden)
			return
		}
		_, port, _ := net.SplitHostPort(r.Host)
		to, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer func() { _ = to.Close() }()
		from, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer func() { _ = from.Close() }()
		_, _ = io.WriteString(from, "HTTP/1.1 200 Connected\r\n\r\n")
		go func() {
			_, _ = io.Copy(to, from)
			_ = to.Close()
		}()
		_, _ = io.Copy(from, to)
	})
}
