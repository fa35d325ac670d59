package main

import (
	"context"
	"errors"
	"net"
	"syscall"

	"sprue/cmd/config"
	"sprue/engine"
)

// listen takes the port before any long work, so that one in use is known at
// once.
func (a *app) listen(ctx context.Context, addr string, insecure bool) (net.Listener, error) {
	if addr == "" {
		addr = a.file.Server.Addr
	}
	host, port, err := splitAddr(addr)
	if err != nil {
		return nil, err
	}
	if host == "" {
		host = "127.0.0.1" // ':8080' means this machine; 0.0.0.0:8080 means all its addresses
	}
	if !insecure && !isLoopback(host) {
		return nil, cannotListen(addr, "others could reach it, and there is no log-in yet",
			"leave the host out for this machine only, or say --insecure if the network is trusted", nil)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, explainListen(addr, host, err)
	}
	return listener, nil
}

// splitAddr refuses what is no address.
func splitAddr(addr string) (host, port string, err error) {
	host, port, err = config.SplitAddr(addr)
	var own *engine.Error
	if errors.As(err, &own) {
		return "", "", cannotListen(addr, own.Message, own.Hint, err)
	}
	return host, port, err
}

func cannotListen(addr, message, hint string, cause error) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "listen on " + addr, Message: message, Hint: hint, Cause: cause}
}

// explainListen: whatever the system refuses, another address mends it.
func explainListen(addr, host string, err error) error {
	var lookup *net.DNSError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, syscall.EADDRINUSE):
		return cannotListen(addr, "the address is already in use", "another program listens there: choose another port with --addr, or :0 for a free one", err)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return cannotListen(addr, "this machine has no address "+host, "leave the host out for this machine only; 0.0.0.0 is all its addresses", err)
	case errors.As(err, &lookup):
		return cannotListen(addr, "no machine is called "+host, "write an address of this machine, such as 127.0.0.1:8080", err)
	case errors.Is(err, syscall.EACCES):
		return cannotListen(addr, "the system does not allow it", "ports below 1024 are for root: choose another with --addr", err)
	}
	return cannotListen(addr, rootOf(err).Error(), "choose another address with --addr, such as 127.0.0.1:8080", err)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// rootOf is the operating system's word without the ones that wrap it.
func rootOf(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}
