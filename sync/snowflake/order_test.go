package snowflake

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// TestOrder has pages that follow one another, and then one that belongs before them.
func TestOrder(t *testing.T) {
	pool := memory.DefaultAllocator
	instants := func(values ...arrow.Timestamp) arrow.Array {
		return ints(array.NewTimestampBuilder(pool, arrow.FixedWidthTypes.Timestamp_us.(*arrow.TimestampType)), values...)
	}
	wide := func(values ...int64) arrow.Array {
		var all []decimal128.Num
		for _, v := range values {
			all = append(all, decimal128.FromI64(v))
		}
		return ints(array.NewDecimal128Builder(pool, &arrow.Decimal128Type{Precision: 38}), all...)
	}
	for name, pages := range map[string][]arrow.Array{
		"a whole second before a part of it": {instants(1780308000000000), instants(1780308000500000), instants(1780307999000000)},
		"before 1970":                        {instants(-20_000_000), instants(-1_000_000, 5), instants(-3)},
		"numbers below zero":                 {wide(-100, -20), wide(-1), wide(9), wide(10, 11), wide(-5)},
		"narrow numbers":                     {ints(array.NewInt64Builder(pool), -20, -3), ints(array.NewInt64Builder(pool), -1, 100), ints(array.NewInt64Builder(pool), int64(20))},
		"text":                               {ints(array.NewStringBuilder(pool), "2026060109"), ints(array.NewStringBuilder(pool), "2026060110"), ints(array.NewStringBuilder(pool), "2026060108")},
	} {
		t.Run(name, func(t *testing.T) {
			in := order{column: "C"}
			for i, keys := range pages {
				schema := arrow.NewSchema([]arrow.Field{{Name: "C", Type: keys.DataType(), Nullable: true}}, nil)
				err := in.check(array.NewRecordBatch(schema, []arrow.Array{keys}, int64(keys.Len())))
				if last := i == len(pages)-1; errors.Is(err, errPage) != last {
					t.Errorf("page %d: %v", i+1, err)
				}
			}
		})
	}
}

// TestNeverReached: what nothing has ever answered is not waited for again and again; a
// way that breaks later is.
func TestNeverReached(t *testing.T) {
	refused := &url.Error{Op: "Post", URL: "https://none", Err: &net.OpError{Op: "dial", Err: errors.New("connection refused")}}
	for _, test := range []struct {
		name  string
		err   error
		rows  int64
		tries int
	}{
		{"nothing listens", refused, 0, 1},
		{"nothing listens any more", refused, 3, attempts},
		{"a certificate that nobody trusts", &url.Error{Op: "Post", URL: "https://none", Err: &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}}, 0, 1},
		{"no TLS", &url.Error{Op: "Post", URL: "https://none", Err: http.ErrSchemeMismatch}, 0, 1},
		{"an answer breaks off", &net.OpError{Op: "read", Err: errors.New("reset")}, 0, attempts},
	} {
		s, err := New(Config{Name: "sf", Account: "A"}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		WithoutWaits(s)
		s.cost.Rows = test.rows
		tries := 0
		if err := s.retry(t.Context(), func() error { tries++; return test.err }); !errors.Is(err, test.err) || tries != test.tries {
			t.Errorf("%s: %d tries and %v, want %d", test.name, tries, err, test.tries)
		}
	}
}
