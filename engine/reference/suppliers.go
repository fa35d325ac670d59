package reference

import (
	"slices"
	"strconv"
	"strings"
)

func (w world) setSupplier(s *Shot, mold Mold) {
	s.SupplierID = null(mold.SupplierCompanyID)
	company, ok := w.company(s.SupplierID, s.TimeUTC)
	if !ok {
		s.Flags |= NoSupplier
		return
	}
	chain, cycle := w.ancestors(company, s.TimeUTC)
	if cycle {
		s.Flags |= SupplierCycle
	}
	names := []string{}
	for _, c := range slices.Backward(chain) {
		names = append(names, companyName(c))
	}
	s.SupplierName = null(company.Name)
	s.SupplierRoot = some(names[0])
	s.SupplierPath = some(strings.Join(names, " / "))
	s.SupplierLevel = some(int64(len(chain) - 1))
	s.SupplierCategory = some(w.supplierCategory(company))
}

// ancestors goes from a company up to its root. In a cycle the company with
// the lowest id is the root.
func (w world) ancestors(c Company, t int64) (chain []Company, cycle bool) {
	for {
		if at := slices.IndexFunc(chain, func(seen Company) bool { return seen.ID == c.ID }); at >= 0 {
			root := at
			for i := at; i < len(chain); i++ {
				if chain[i].ID < chain[root].ID {
					root = i
				}
			}
			return chain[:root+1], true
		}
		chain = append(chain, c)
		parent, ok := w.company(null(c.ParentID), t)
		if !ok {
			return chain, false
		}
		c = parent
	}
}

func (w world) company(id Int, t int64) (Company, bool) {
	for _, c := range w.in.Companies {
		if id == some(c.ID) && c.holds(t) {
			return c, true
		}
	}
	return Company{}, false
}

// companyName stands in a path: a company without a NAME goes by its ID.
func companyName(c Company) string {
	if c.Name == nil {
		return strconv.FormatInt(c.ID, 10)
	}
	return *c.Name
}

func (w world) supplierCategory(c Company) string {
	if w.params.SupplierCategory != nil {
		if category, ok := w.params.SupplierCategory(c); ok {
			return category
		}
	}
	switch {
	case c.Tier != nil:
		return *c.Tier
	case c.CompanyType != nil:
		return *c.CompanyType
	}
	return "Unclassified"
}
