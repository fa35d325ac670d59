package pipeline

import (
	"context"
	"fmt"

	"sprue/engine"
)

// checkBalance holds the promise that no item is lost or counted twice.
func (b *build) checkBalance(ctx context.Context) error {
	var pairs int64
	var example string
	err := b.tx.QueryRow(ctx, `
		SELECT count(*), coalesce(min(concat(
			coalesce(counter_code, 'no counter'), ' on ', coalesce(utc_day::VARCHAR, 'no day'), ': ', items, ' items, ', kept, ' kept, ',
			quarantined, ' quarantined, ', duplicates, ' duplicates')), '')
		FROM core.balance
		WHERE items <> kept + quarantined + duplicates`).Scan(&pairs, &example)
	if err != nil {
		return fmt.Errorf("check the balance: %w", err)
	}
	if pairs > 0 {
		return &engine.Error{
			Code:    engine.CodeData,
			Doing:   "check the balance of items",
			Message: fmt.Sprintf("it fails for %s, as for %s", engine.Counted(pairs, "counter day", "counter days"), example),
			Hint:    "nothing was changed; please report this with the packets of that day",
		}
	}
	return nil
}
