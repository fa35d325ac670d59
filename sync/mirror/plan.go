package mirror

import (
	"context"

	"sprue/sync/source"
)

// planner is a source that can tell which queries it would run.
type planner interface {
	Plan(ctx context.Context, req source.Request) ([]source.Planned, error)
}

// plan counts what a sync of the table would read.
func (r *run) plan(ctx context.Context, f source.Found, known []source.Piece) error {
	c := r.counts()
	if !f.Table.Large {
		if len(f.Pieces) == 0 || r.rereads() || !same(f.Pieces, known) {
			c.Pieces, c.Bytes = int64(len(f.Pieces)), sizeOf(f.Pieces)
			return r.planQueries(ctx, source.Request{Table: f.Table})
		}
		return nil
	}
	if unchanged, err := r.unchanged(ctx, f); err != nil || unchanged {
		return err
	}
	req, err := r.request(ctx, f, known)
	if err != nil {
		return err
	}
	c.From, c.To = req.From, req.To
	for _, p := range r.fresh(f.Pieces, req.Known) {
		c.Pieces++
		c.Bytes += p.Size
	}
	return r.planQueries(ctx, req)
}

func (r *run) planQueries(ctx context.Context, req source.Request) (err error) {
	if p, ok := r.src.(planner); ok {
		r.counts().Planned, err = p.Plan(ctx, req)
	}
	return err
}

// toRead is the number of bytes of all tables that will be read, as far as it is
// known before.
func (r *run) toRead(found []source.Found, known map[string][]source.Piece) (total int64) {
	for _, f := range found {
		held := known[f.Table.Name]
		switch {
		case r.rereads() || (!f.Table.Large && !same(f.Pieces, held)):
			total += sizeOf(f.Pieces)
		case f.Table.Large:
			total += sizeOf(r.fresh(f.Pieces, held))
		}
	}
	return total
}

// fresh are the pieces that are not held as they are.
func (r *run) fresh(pieces, held []source.Piece) []source.Piece {
	by := make(map[string]source.Piece, len(held))
	for _, p := range held {
		by[p.Path] = p
	}
	var fresh []source.Piece
	for _, p := range pieces {
		if h, ok := by[p.Path]; !ok || !h.Same(p) {
			fresh = append(fresh, p)
		}
	}
	return fresh
}

func sizeOf(pieces []source.Piece) (total int64) {
	for _, p := range pieces {
		total += p.Size
	}
	return total
}
