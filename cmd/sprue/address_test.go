package main

import (
	"errors"
	"net"
	"os"
	"syscall"
	"testing"

	"sprue/engine"
)

func TestAddresses(t *testing.T) {
	for name, test := range map[string]struct {
		addr string
		want []string
	}{
		"port too high":      {"127.0.0.1:99999", []string{"listen on 127.0.0.1:99999", "0 to 65535", "hint: "}},
		"negative port":      {"127.0.0.1:-1", []string{"0 to 65535"}},
		"port in words":      {"127.0.0.1:http", []string{`"http"`, "0 to 65535"}},
		"no port":            {"127.0.0.1", []string{"HOST:PORT", "127.0.0.1:8080"}},
		"no port after all":  {"127.0.0.1:", []string{"0 to 65535"}},
		"two ports":          {"127.0.0.1:80:81", []string{"HOST:PORT"}},
		"IPv6 unbracketed":   {"::1:8080", []string{"HOST:PORT"}},
		"not on loopback":    {"0.0.0.0:0", []string{"--insecure"}},
		"a host not ours":    {"192.0.2.1:0", []string{"--insecure"}},
		"a name, not a host": {"example.invalid:0", []string{"--insecure"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, command := range []string{"serve", "demo"} {
				newPlace(t).run(command, "--addr", test.addr).refused(t, 2, test.want...)
			}
		})
	}
	newPlace(t).run("serve", "--insecure", "--addr", "192.0.2.1:0").refused(t, 2, "this machine has no address 192.0.2.1", "0.0.0.0")
}

func TestAnAddressOfTheConfiguration(t *testing.T) {
	p := newPlace(t)
	p.write("sprue.yaml", "server: { addr: \"127.0.0.1:70000\" }\n")
	p.run("serve").refused(t, 2, "line 1: server.addr", "127.0.0.1:70000", "0 to 65535")
	p.write("sprue.yaml", "server: { addr: \"1:2:3\" }\n")
	p.run("doctor").refused(t, 2, "line 1: server.addr", `"1:2:3"`, "HOST:PORT")
}

func TestPortInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	p := newPlace(t)
	for _, command := range []string{"serve", "demo"} {
		p.run(command, "--addr", taken.Addr().String()).refused(t, 2, "already in use", "--addr")
	}
	if _, err := os.Stat(p.env.Dir + "/sprue-demo/data"); err == nil {
		t.Error("the demo made its data before it looked at the port")
	}
}

// What this machine cannot be brought to say: a name that is not known, and
// the rights of a user.
func TestRefusalsOfTheSystem(t *testing.T) {
	for want, err := range map[string]error{
		"no machine is called plant":   &net.DNSError{Err: "no such host", Name: "plant"},
		"the system does not allow it": os.NewSyscallError("bind", syscall.EACCES),
		"something else":               errors.New("something else"),
	} {
		var told *engine.Error
		if !errors.As(explainListen("plant:80", "plant", &net.OpError{Op: "listen", Err: err}), &told) ||
			told.Code != engine.CodeUsage || told.Message != want || told.Hint == "" {
			t.Errorf("%v: %#v", err, told)
		}
	}
}
