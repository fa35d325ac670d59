package pipelinetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// Write makes the raw layer of a file the one of in.
func Write(ctx context.Context, s *store.Store, in reference.Input) error {
	return s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, t := range tables(in) {
			if _, err := tx.Exec(ctx, "DELETE FROM raw."+t.name); err != nil {
				return err
			}
			if err := insert(ctx, tx, t); err != nil {
				return fmt.Errorf("write raw.%s: %w", t.name, err)
			}
		}
		return nil
	})
}

// insert writes all rows at once: a statement costs more than a row.
func insert(ctx context.Context, tx *store.Tx, t table) error {
	if len(t.rows) == 0 {
		return nil
	}
	marks := "(" + strings.TrimSuffix(strings.Repeat("?, ", strings.Count(t.columns, ",")+1), ", ") + ")"
	all := strings.TrimSuffix(strings.Repeat(marks+", ", len(t.rows)), ", ")
	_, err := tx.Exec(ctx, fmt.Sprintf("INSERT INTO raw.%s (%s) VALUES %s", t.name, t.columns, all), slices.Concat(t.rows...)...)
	return err
}

type table struct {
	name, columns string
	rows          [][]any
}

func tables(in reference.Input) []table {
	return []table{
		rowsOf("data_shot", "packet_id, counter_code, shot_start_time, content, arrived_utc", in.Packets, func(p reference.Packet) []any {
			return []any{fmt.Sprint(p.PacketID), null(p.CounterCode), null(p.ShotStartTime), null(p.Content), p.ArrivedUTC}
		}),
		rowsOf("statistics", "ci, mold_id, hour, shot_count, deleted_utc", in.Statistics, func(s reference.Statistic) []any {
			return []any{null(s.CI), null(s.MoldID), null(s.Hour), null(s.ShotCount), goneSince(s.Gone)}
		}),
		rowsOf("mold_history", `id, equipment_code, counter_code, contracted_cycle_time, tooling_type, total_cavities,
			designed_shot, initial_shot, supplier_company_id, location_id, valid_from, valid_to`, in.Molds, func(m reference.Mold) []any {
			return []any{m.ID, null(m.EquipmentCode), null(m.CounterCode), null(m.ContractedCycleTime), null(m.ToolingType), null(m.TotalCavities),
				null(m.DesignedShot), null(m.InitialShot), null(m.SupplierCompanyID), null(m.LocationID), null(m.ValidFrom), null(m.ValidTo)}
		}),
		rowsOf("mold_part_history", "mold_id, part_id, cavity, switched_time, valid_from, valid_to", in.MoldParts, func(p reference.MoldPart) []any {
			return []any{p.MoldID, null(p.PartID), null(p.Cavity), null(p.SwitchedTime), null(p.ValidFrom), null(p.ValidTo)}
		}),
		rowsOf("part_history", "id, part_code, name, valid_from, valid_to", in.Parts, func(p reference.Part) []any {
			return []any{p.ID, null(p.PartCode), null(p.Name), null(p.ValidFrom), null(p.ValidTo)}
		}),
		rowsOf("company_history", "id, name, parent_id, company_type, tier, valid_from, valid_to", in.Companies, func(c reference.Company) []any {
			return []any{c.ID, null(c.Name), null(c.ParentID), null(c.CompanyType), null(c.Tier), null(c.ValidFrom), null(c.ValidTo)}
		}),
		rowsOf("location_history", "id, name, time_zone_id, valid_from, valid_to", in.Locations, func(l reference.Location) []any {
			return []any{l.ID, null(l.Name), null(l.TimeZoneID), null(l.ValidFrom), null(l.ValidTo)}
		}),
		rowsOf("mold_location_history", "mold_id, location_id, confirmed_at, valid_from, valid_to", in.MoldLocations, func(m reference.MoldLocation) []any {
			return []any{m.MoldID, null(m.LocationID), null(m.ConfirmedAt), null(m.ValidFrom), null(m.ValidTo)}
		}),
		rowsOf("work_order", "id, mold_id, order_type, status, completed_at", in.WorkOrders, func(w reference.WorkOrder) []any {
			return []any{w.ID, w.MoldID, null(w.OrderType), null(w.Status), dayStart(w.CompletedDay)}
		}),
	}
}

func dayStart(day *int64) any {
	if day == nil {
		return nil
	}
	return time.Unix(*day*86400, 0).UTC()
}

// goneSince is when a sync found a row gone; when does not matter.
func goneSince(gone bool) any {
	if !gone {
		return nil
	}
	return time.Unix(0, 0).UTC()
}

func rowsOf[T any](name, columns string, all []T, row func(T) []any) table {
	t := table{name: name, columns: columns}
	for _, r := range all {
		t.rows = append(t.rows, row(r))
	}
	return t
}

func null[T any](p *T) any {
	if p == nil {
		return nil
	}
	if at, ok := any(*p).(time.Time); ok {
		return at.UTC()
	}
	return *p
}
