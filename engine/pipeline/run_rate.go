package pipeline

import "context"

// runRateScope makes the scope tables of the mart models.
func runRateScope() []string {
	return []string{
		"CREATE OR REPLACE TEMP TABLE scope_tool (equipment_code VARCHAR, from_utc TIMESTAMP, to_utc TIMESTAMP, read_from_utc TIMESTAMP, read_to_utc TIMESTAMP)",
		"CREATE OR REPLACE TEMP TABLE scope_bucket (equipment_code VARCHAR, from_local_date DATE, to_local_date DATE, from_shift_date DATE, to_shift_date DATE, from_bucket_start_utc TIMESTAMP, to_bucket_start_utc TIMESTAMP)",
	}
}

// runRate computes the marts of the tools in dirty_tool.
func (b *build) runRate(context.Context) error { return nil }
