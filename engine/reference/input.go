package reference

import "time"

// Input is the raw layer as the mirror holds it, with the overrides of the
// configuration.
type Input struct {
	Packets       []Packet
	Statistics    []Statistic
	Molds         []Mold
	MoldParts     []MoldPart
	Parts         []Part
	Companies     []Company
	Locations     []Location
	MoldLocations []MoldLocation
	WorkOrders    []WorkOrder
	Overrides     []Override
}

// Packet is a row of DATA_SHOT. ShotStartTime is in epoch ns.
type Packet struct {
	PacketID      uint64
	CounterCode   *string
	ShotStartTime *int64
	Content       *string
	ArrivedUTC    time.Time
}

// Statistic is a row of STATISTICS. Hour is 'YYYYMMDDHH' on the clock of Params.HourZone. Gone says that
// the source has it no more.
type Statistic struct {
	CI        *string
	MoldID    *int64
	Hour      *string
	ShotCount *int64
	Gone      bool
}

// Validity is the half-open window in which a version of a dimension row
// holds; nil is open.
type Validity struct {
	ValidFrom *time.Time
	ValidTo   *time.Time
}

// Mold is a version of a row of MOLD. ContractedCycleTime is in tenths of a
// second.
type Mold struct {
	ID                  int64
	EquipmentCode       *string
	CounterCode         *string
	ContractedCycleTime *int64
	ToolingType         *string
	TotalCavities       *int64
	DesignedShot        *int64
	InitialShot         *int64
	SupplierCompanyID   *int64
	LocationID          *int64
	Validity
}

// MoldPart is a version of a row of MOLD_PART. SwitchedTime is epoch ns as
// text, junk included.
type MoldPart struct {
	MoldID       int64
	PartID       *int64
	Cavity       *int64
	SwitchedTime *string
	Validity
}

// Part is a version of a row of PART.
type Part struct {
	ID       int64
	PartCode *string
	Name     *string
	Validity
}

// Company is a version of a row of COMPANY.
type Company struct {
	ID          int64
	Name        *string
	ParentID    *int64
	CompanyType *string
	Tier        *string
	Validity
}

// Location is a version of a row of LOCATION.
type Location struct {
	ID         int64
	Name       *string
	TimeZoneID *string
	Validity
}

// MoldLocation is a version of a row of MOLD_LOCATION.
type MoldLocation struct {
	MoldID      int64
	LocationID  *int64
	ConfirmedAt *time.Time
	Validity
}

// WorkOrder is a row of WORK_ORDER; CompletedDay in days since 1970.
type WorkOrder struct {
	ID           int64
	MoldID       int64
	OrderType    *string
	Status       *string
	CompletedDay *int64
}

// Override is an entry of the configuration's `overrides`: with a Counter it
// maps that counter to Tool, else it sets Tool's ApprovedCT (s). The window is
// [From, To); nil is open. Tools are assumed to exist: one that MOLD does not
// have is an error of the configuration, not of the data.
type Override struct {
	Counter    string
	Tool       string
	ApprovedCT *float64
	From       *time.Time
	To         *time.Time
}

// holds tells whether the version is valid at t (µs).
func (v Validity) holds(t int64) bool { return inWindow(t, v.ValidFrom, v.ValidTo) }

func inWindow(t int64, from, to *time.Time) bool {
	if from != nil && t < from.UnixMicro() {
		return false
	}
	return to == nil || t < to.UnixMicro()
}
