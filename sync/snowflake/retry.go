package snowflake

import (
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"github.com/snowflakedb/gosnowflake"
)

// The driver itself asks again after a 429 or 5xx. What follows is for what it
// cannot mend: an answer that breaks off, an address that has expired, a page
// that is not the right one, a session that has ended.
const (
	attempts  = 6
	firstWait = 500 * time.Millisecond
	longest   = 20 * time.Second
)

// retry runs do until it succeeds, fails for good, or has failed often enough.
// The waits double, and differ by chance so that clients do not come back in
// step.
func (s *Source) retry(ctx context.Context, do func() error) error {
	wait := firstWait
	for attempt := 1; ; attempt++ {
		err := do()
		if err == nil || ctx.Err() != nil || attempt == attempts || !passing(err) || s.neverReached(err) {
			return errors.Join(ctx.Err(), err)
		}
		s.log.Info("the warehouse will be asked again", "source", s.cfg.Name, "attempt", attempt, "error", s.scrub(err))
		if isSessionGone(err) {
			if err := s.Close(); err != nil {
				s.log.Info("a session could not be closed", "source", s.cfg.Name, "error", s.scrub(err))
			}
		}
		if err := s.sleep(ctx, wait/2+rand.N(wait)); err != nil {
			return err
		}
		wait = min(2*wait, longest)
	}
}

// neverReached tells whether nothing listens there and nothing ever did since this
// source was made: a wrong address, a closed port, no network; or whether what listens
// speaks no TLS, or has a certificate that nobody here trusts. The driver has tried for
// as long as a log-in may take.
func (s *Source) neverReached(err error) bool {
	return (isDial(err) || isTLS(err)) && s.Cost().Rows == 0 || s.nobodyCame(err)
}

func isTLS(err error) bool {
	var untrusted *tls.CertificateVerificationError
	return errors.As(err, &untrusted) || errors.Is(err, http.ErrSchemeMismatch)
}

func isDial(err error) bool {
	var no *net.OpError
	return errors.As(err, &no) && no.Op == "dial"
}

// nobodyCame tells whether the browser was left without a log-in, or none could be
// opened: each further try would open one more window, and wait as long again.
func (s *Source) nobodyCame(err error) bool {
	return s.cfg.way() == Browser && !s.loggedIn.Load() && isTransport(err) && !isDial(err)
}

// errPage is a page of a result that cannot be the right one.
var errPage = errors.New("a page of the result is not the right one")

// passing tells whether it makes sense to ask again.
func passing(err error) bool {
	var said *gosnowflake.SnowflakeError
	if !errors.As(err, &said) {
		return isTransport(err)
	}
	switch said.Number {
	case gosnowflake.ErrFailedToGetChunk, gosnowflake.ErrFailedToPostQuery, gosnowflake.ErrFailedToUploadToStage, gosnowflake.ErrFailedToRenewSession,
		gosnowflake.ErrCodeServiceUnavailable, codeSessionExpired, codeTokenExpired:
		return true
	}
	return isSessionGone(err)
}

const (
	codeSessionExpired = 390112
	codeMasterExpired  = 390114
	codeTokenExpired   = 390110
)

// isSessionGone tells whether a new log-in is needed.
func isSessionGone(err error) bool {
	var said *gosnowflake.SnowflakeError
	return errors.As(err, &said) && (said.Number == gosnowflake.ErrSessionGone || said.Number == codeMasterExpired)
}
