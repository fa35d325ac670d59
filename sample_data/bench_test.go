package sampledata

import "testing"

func BenchmarkWrite(b *testing.B) {
	for _, format := range []string{"parquet", "csv", "ndjson"} {
		b.Run(format, func(b *testing.B) {
			shots := int64(0)
			for b.Loop() {
				o := Options{Dir: b.TempDir(), Shots: 1_000_000, To: utc(b, "2026-11-24"), Format: format}
				shots += mustWrite(b, o).Shots
			}
			b.ReportMetric(float64(shots)/b.Elapsed().Seconds(), "shots/s")
		})
	}
}
