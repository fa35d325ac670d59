package config

import (
	"maps"
	"regexp"
	"strings"

	"sprue/engine/pipeline"
	"sprue/sync/push"
	"sprue/sync/snowflake"
	"sprue/sync/source"
)

// about is what there is to say about a setting beside its type. Doctor and
// the JSON Schema print it.
type about struct {
	means  string
	empty  string   // what an empty value stands for; "" where it is none
	words  []string // the only values there are
	unused bool     // read and checked, but nothing goes by it yet
}

var index = regexp.MustCompile(`\[\d+\]`)

// abouts are all settings by their paths, as in sources[].name.
type abouts map[string]about

// of finds a setting by its path, as in sources[0].name. Entries of 'for'
// take what the section itself takes; what stands below a setting without
// being one, such as a key of shots.extra, is used where that is.
func (all abouts) of(path string) about {
	path = index.ReplaceAllString(path, "[]")
	if found, ok := all[path]; ok {
		return found
	}
	if found, ok := all[strings.Replace(path, ".for[].", ".", 1)]; ok {
		found.empty = "the wider one's"
		return found
	}
	if above := strings.LastIndexAny(path, ".["); above > 0 {
		return about{unused: all.of(path[:above]).unused}
	}
	return about{}
}

func allAbouts() abouts {
	all := abouts{}
	for _, section := range []map[string]about{aboutPlace(), aboutSnapshots(), aboutSources(), aboutPush(), aboutBuild(), aboutRunRate(), aboutROI(), aboutCalendar(), aboutGroups(), aboutQuality(), aboutMaintenance(), aboutBenchmark(), aboutServer(), aboutLater()} {
		maps.Copy(all, section)
	}
	return all
}

func aboutPlace() map[string]about {
	return map[string]about{
		"database": {means: "the one DuckDB file; made if missing"},
		"log":      {means: "what goes to stderr, and how"},
		"log.level": {means: "from which level on there are messages",
			words: logLevels()},
		"log.format": {means: "of each message", words: LogFormats()},
	}
}

// aboutLater are the sections that no part of this version reads.
func aboutLater() map[string]about {
	return map[string]about{
		"alerts": {means: "who is told of what", unused: true},
		"auth":   {means: "who may log in", unused: true},
	}
}

func aboutSnapshots() map[string]about {
	return map[string]about{
		"snapshots":                  {means: "versions of the data"},
		"snapshots.folder":           {means: "where they are", empty: "<database>.snapshots"},
		"snapshots.before_migration": {means: "make one before the tables are changed for a newer sprue"},
		"snapshots.keep":             {means: "which ones 'sprue snapshot prune' keeps"},
		"snapshots.keep.last":        {means: "the last ones"},
		"snapshots.keep.daily":       {means: "the last one of each of so many days (UTC) that have any"},
		"snapshots.keep.weekly":      {means: "the last one of each of so many ISO weeks"},
		"snapshots.keep.monthly":     {means: "the last one of each of so many months"},
	}
}

func aboutSources() map[string]about {
	return map[string]about{
		"sources":               {means: "where tables are mirrored from", empty: "none"},
		"sources[].name":        {means: "in the ledger; each source has its own"},
		"sources[].kind":        {means: "of the source", words: kinds()},
		"sources[].path":        {means: "the folder of its files"},
		"sources[].tables":      {means: "those that it delivers", empty: "all", words: source.Names()},
		"sources[].cursor":      {means: "column of DATA_SHOT with the time of arrival", empty: "none"},
		"sources[].schema_mode": {means: "what becomes of columns and keys of shots that change, for all tables or for each", empty: "evolve", words: []string{"evolve", "freeze", "discard"}},
		"sources[].deletes":     {means: "what becomes of rows that vanish", empty: "mark", words: []string{"mark", "mirror"}},
		"sources[].overlap":     {means: "how far behind the watermark a sync of a table begins that is read by its cursor, for all tables or for each", empty: overlaps()},
		"sources[].batch_mb":    {means: "MB of a batch once unpacked; 0 is 128", empty: "128"},

		"sources[].connection":             {means: "the name of one in connections.toml or config.toml, of kind snowflake as all that follows", empty: "none"},
		"sources[].connections_dir":        {means: "the folder of those files", empty: "~/.snowflake"},
		"sources[].account":                {means: "ORG-ACCOUNT", empty: "of the connection"},
		"sources[].user":                   {means: "who logs in", empty: "of the connection"},
		"sources[].database":               {means: "where the tables are", empty: "of the connection"},
		"sources[].schema":                 {means: "where the tables are", empty: "of the connection"},
		"sources[].warehouse":              {means: "what computes", empty: "of the connection, else of the user"},
		"sources[].role":                   {means: "whose rights count", empty: "of the connection, else of the user"},
		"sources[].authenticator":          {means: "how to log in", empty: "as the secrets say, a key first", words: []string{snowflake.KeyPair, snowflake.OAuth, snowflake.Token, snowflake.Browser, snowflake.Password}},
		"sources[].private_key_file":       {means: "a key in PKCS #8, also an encrypted one", empty: "none"},
		"sources[].private_key_passphrase": {means: "opens it; write ${VARIABLE} or file:PATH", empty: "none"},
		"sources[].token_file":             {means: "holds an OAuth or programmatic access token", empty: "none"},
		"sources[].password":               {means: "write ${VARIABLE} or file:PATH", empty: "none"},
		"sources[].passcode":               {means: "of a second factor", empty: "none"},
		"sources[].host":                   {means: "another address than the account's, as of a private link", empty: "of the account"},
		"sources[].port":                   {means: "of that address", empty: "443"},
		"sources[].protocol":               {means: "of that address", empty: "https", words: []string{"https", "http"}},
		"sources[].query_tag":              {means: "marks the queries in the warehouse's history", empty: "sprue"},
		"sources[].statement_timeout":      {means: "ends a query that runs longer; 0s is 10m"},
		"sources[].keep_alive":             {means: "keep a session open that is idle"},
	}
}

func aboutPush() map[string]about {
	return map[string]about{
		"push":                 {means: "where 'sprue push' writes tables"},
		"push.source":          {means: "the source of kind snowflake whose account and log-in are used", empty: "the only one"},
		"push.connection":      {means: "the name of one in connections.toml or config.toml, in place of a source", empty: "none"},
		"push.connections_dir": {means: "the folder of those files", empty: "~/.snowflake"},
		"push.database":        {means: "where the schema is", empty: "of the source"},
		"push.schema":          {means: "a schema of its own for the copies", empty: "none: nothing can be pushed"},
		"push.role":            {means: "who may write there", empty: "of the source"},
		"push.warehouse":       {means: "what computes", empty: "of the source"},
		"push.tables":          {means: "those that are sent", empty: strings.Join(push.Usual(), ", ")},
	}
}

// overlaps lists the defaults of the tables that have one.
func overlaps() string {
	var each []string
	for _, table := range source.Catalogue() {
		if table.Overlap > 0 {
			each = append(each, table.Name+": "+brief(pipeline.Duration(table.Overlap).String()))
		}
	}
	return strings.Join(each, ", ")
}

func aboutBuild() map[string]about {
	return map[string]about{
		"pipeline":                    {means: "how much a build may take at once; changes no figure"},
		"pipeline.memory_limit_mb":    {means: "MB that the process aims to stay in, at least 64; DuckDB gets two thirds, in a large sync of a warehouse a quarter", empty: "1500"},
		"pipeline.max_workers":        {means: "threads; 0 takes all cores", empty: "all cores"},
		"pipeline.chunk_size_days":    {means: "fewest UTC days in a chunk of a full build"},
		"pipeline.batch_upload_size":  {means: "shots in a batch; a chunk of a build aims at four, and a file of a push has so many rows at most"},
		"pipeline.enable_incremental": {means: "false: every build is a full one"},
		"shots":                       {means: "how packets are read"},
		"shots.shot_time":             {means: "is a shot's timestamp the end or the start of its cycle?", words: []string{"end", "start"}},
		"shots.counter_pattern":       {means: "counters to mirror, with * and ?", empty: "all counters"},
		"shots.hour_zone":             {means: "IANA zone of the clock of STATISTICS.HOUR"},
		"shots.assignment_max_age":    {means: "after this long without a STATISTICS row, an assignment is stale"},
		"shots.extra":                 {means: "further keys of a shot that become columns, with their SQL types", empty: "none"},
		"overrides":                   {means: "corrections of what the sources say; the last one that fits decides", empty: "none"},
		"overrides[].counter":         {means: "this counter …"},
		"overrides[].tool":            {means: "… sat on this tool"},
		"overrides[].approved_ct":     {means: "approved cycle time of the tool, s"},
		"overrides[].from":            {means: "first instant", empty: "open"},
		"overrides[].to":              {means: "first instant left out", empty: "open"},
	}
}

func aboutRunRate() map[string]about {
	return map[string]about{
		"run_rate":                      {means: "parameters of the run rate"},
		"run_rate.run_gap":              {means: "a longer silence ends the run"},
		"run_rate.break_on_part_change": {means: "a change of part ends the run"},
		"run_rate.tolerance":            {means: "share around the reference that is normal: 0.05 is ±5 %"},
		"run_rate.stop_factor":          {means: "a cycle longer than this many references hides a stop"},
		"run_rate.idle_ct":              {means: "the counter's 'at least this long', s"},
		"run_rate.gap_slack":            {means: "jitter allowed between ct and the difference of timestamps, s"},
		"run_rate.reference":            {means: "what cycles are compared with", words: []string{"mode", "median", "approved"}},
		"run_rate.min_shots":            {means: "fewest shots that carry a mode of their own"},
		"run_rate.shot_time":            {means: "end or start, where it is not that of 'shots'", empty: "shots.shot_time", words: []string{"end", "start"}},
		"run_rate.micro_stop":           {means: "a shorter stop is a micro-stop"},
		"run_rate.for":                  {means: "narrower parameters; the nearest wins: location, then tool, then part", empty: "none"},
		"run_rate.for[].location":       {means: "id of the location"},
		"run_rate.for[].tool":           {means: "code of the tool"},
		"run_rate.for[].part":           {means: "code of the part"},
	}
}

func aboutROI() map[string]about {
	return map[string]about{
		"roi":                 {means: "what time, parts and capital are worth"},
		"roi.labour_rate":     {means: "labour, money/h"},
		"roi.machine_rate":    {means: "machine, money/h"},
		"roi.margin_per_part": {means: "margin, money/part", empty: "none: lost parts have no value"},
		"roi.sold_out":        {means: "is every extra part sold?"},
		"roi.annual_hours":    {means: "planned production hours a year of the tool", empty: "none: a year goes on as the window does"},
		"roi.tolerance":       {means: "share around the approved cycle time that is on target: 0.05 is ±5 %"},
		"roi.discount_rate":   {means: "of the net present value: 0.10 is 10 % a year"},
		"roi.horizon_years":   {means: "years over which an investment is judged"},
		"roi.currency":        {means: "of all money, as USD"},
		"roi.for":             {means: "narrower economics; the nearest wins: company, then location, then tool, then part", empty: "none"},
		"roi.for[].company":   {means: "id of the supplier"},
		"roi.for[].location":  {means: "id of the location"},
		"roi.for[].tool":      {means: "code of the tool"},
		"roi.for[].part":      {means: "code of the part"},

		"roi.recommend":                      {means: "from where a recommendation is made"},
		"roi.recommend.slow_deviation":       {means: "slow_cycle: mean cycle time above the approved one, as a share of it"},
		"roi.recommend.slow_deviation_major": {means: "slow_cycle: above it the severity is major"},
		"roi.recommend.steady_cv":            {means: "slow_cycle: largest spread of the cycle time within a day, standard deviation / mean"},
		"roi.recommend.unsteady_cv":          {means: "unstable: spread of the cycle time above it"},
		"roi.recommend.efficiency":           {means: "unstable: share of normal shots below it"},
		"roi.recommend.efficiency_watch":     {means: "unstable: below it the tool is to be watched"},
		"roi.recommend.stability":            {means: "stops: share of run time that produces below it"},
		"roi.recommend.stability_watch":      {means: "stops: below it the tool is to be watched"},
		"roi.recommend.micro_stop_share":     {means: "micro_stops: their share of run time above it"},
		"roi.recommend.gain_share":           {means: "approved_ct_wrong: share of shots faster than approved above it, over four weeks"},
		"roi.recommend.supplier_gap":         {means: "supplier_gap: deviation above that of the best supplier of the part"},
		"roi.recommend.life_share":           {means: "end_of_life: share of the designed shots above it"},
		"roi.recommend.life_months":          {means: "end_of_life: months until the designed shots are reached below it"},
		"roi.recommend.quality_score":        {means: "bad_data: score of the data below it, 0..100"},
		"roi.recommend.quarantine_share":     {means: "bad_data: share of items in quarantine above it"},
	}
}

func aboutCalendar() map[string]about {
	return map[string]about{
		"calendar":                      {means: "days and shifts, on the plant's own clock"},
		"calendar.day_start":            {means: "when a production day begins, as \"06:00\""},
		"calendar.shifts":               {means: "named shifts", empty: "none"},
		"calendar.shifts[].name":        {means: "of the shift"},
		"calendar.shifts[].start":       {means: "as \"06:00\""},
		"calendar.shifts[].end":         {means: "as \"14:00\"; at or before the start it is on the next day"},
		"calendar.shifts[].days":        {means: "on which it starts; none means all", empty: "every day", words: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}},
		"calendar.breaks":               {means: "planned breaks of every day", empty: "none"},
		"calendar.breaks[].start":       {means: "as \"10:00\""},
		"calendar.breaks[].end":         {means: "as \"10:30\""},
		"calendar.holidays":             {means: "days without planned production, as 2026-12-25", empty: "none"},
		"calendar.planned_stops":        {means: "other times without planned production", empty: "none"},
		"calendar.planned_stops[].from": {means: "first instant, as 2026-08-03T06:00:00Z"},
		"calendar.planned_stops[].to":   {means: "first instant after it"},
		"calendar.for":                  {means: "calendars of single locations; what one leaves out is the site's", empty: "none"},
		"calendar.for[].location":       {means: "id of the location"},
	}
}

func aboutGroups() map[string]about {
	return map[string]about{
		"families":                            {means: "names for groups of tools; the first rule that fits decides", empty: "none"},
		"families[].family":                   {means: "the name"},
		"families[].supplier":                 {means: "supplier id", empty: "any"},
		"families[].type":                     {means: "TOOLING_TYPE", empty: "any"},
		"suppliers":                           {means: "names for groups of suppliers"},
		"suppliers.categories":                {means: "the first rule that fits decides", empty: "none"},
		"suppliers.categories[].category":     {means: "the name"},
		"suppliers.categories[].company_type": {means: "COMPANY_TYPE", empty: "any"},
		"suppliers.categories[].tier":         {means: "TIER", empty: "any"},
		"suppliers.categories[].name":         {means: "pattern on NAME, with * and ?", empty: "any"},
	}
}

func aboutQuality() map[string]about {
	return map[string]about{
		"quality":                  {means: "how data and processes are judged; no setting changes a shot"},
		"quality.freshness":        {means: "age of a source's last sync up to which its tables are in time"},
		"quality.limits":           {means: "share of broken rows up to which a rule is silent, by its id; of a rule of your own, their number", empty: "each rule's own"},
		"quality.off":              {means: "ids of rules that the report leaves out; shots keep their flags", empty: "none"},
		"quality.rules":            {means: "rules of your own", empty: "none"},
		"quality.rules[].id":       {means: "its name"},
		"quality.rules[].level":    {means: "1 packet, 2 shot, 3 table, 4 across sources, 5 timeliness"},
		"quality.rules[].table":    {means: "table of the sources that it is about", empty: "DATA_SHOT"},
		"quality.rules[].checks":   {means: "what is so where nothing is broken"},
		"quality.rules[].sql":      {means: "one SELECT of subject and broken, a row for each subject that breaks it"},
		"quality.rules[].severity": {means: "how bad that is", empty: "warning", words: pipeline.Severities()},
		"quality.rules[].weight":   {means: "points that it takes from the overall score while it fires"},
		"quality.rules[].limit":    {means: "broken rows up to which it is silent"},
		"quality.rules[].advice":   {means: "what to do", empty: "none"},
		"quality.level1":           {means: "limits of cycle time of level 1 where MOLD has none: distance from the approved one, a share of it"},
		"quality.level2":           {means: "the same of level 2"},
		"quality.spc":              {means: "when a process is out of control"},
		"quality.baselines":        {means: "pinned baselines, of which the last one that fits decides", empty: "the earliest steady days"},
		"quality.baselines[].tool": {means: "the tool"},
		"quality.baselines[].part": {means: "the part", empty: "every part of the tool"},
		"quality.baselines[].from": {means: "first local production day, as 2026-03-02"},
		"quality.baselines[].to":   {means: "the first day after it"},
		"quality.spc.rule_1":       {means: "Nelson's rule 1 is on: a point beyond 3σ"},
		"quality.spc.rule_2":       {means: "rule 2: nine points in a row on one side"},
		"quality.spc.rule_3":       {means: "rule 3: six points in a row rising or falling"},
		"quality.spc.rule_4":       {means: "rule 4: fourteen points in a row up and down"},
		"quality.spc.rule_5":       {means: "rule 5: two of three points beyond 2σ on one side"},
		"quality.spc.rule_6":       {means: "rule 6: four of five points beyond 1σ on one side"},
		"quality.spc.rule_7":       {means: "rule 7: fifteen points in a row within 1σ"},
		"quality.spc.rule_8":       {means: "rule 8: eight points in a row beyond 1σ on both sides"},
		"quality.spc.ewma":         {means: "whether an EWMA past its limit is a signal"},
		"quality.spc.cusum":        {means: "whether a CUSUM past h is a signal"},
		"quality.spc.subgroup":     {means: "consecutive shots of a subgroup, 2 to 25"},
		"quality.spc.lambda":       {means: "weight of the newest value in the EWMA"},
		"quality.spc.l":            {means: "reach of the EWMA's limits, in sigmas"},
		"quality.spc.k":            {means: "slack of the CUSUM, in sigmas"},
		"quality.spc.h":            {means: "decision limit of the CUSUM, in sigmas"},
		"quality.spc.alarm_need":   {means: "signals that make an alarm, among the last alarm_of subgroups"},
		"quality.spc.alarm_of":     {means: "subgroups among which they are counted"},
		"quality.spc.drift_days":   {means: "days over which a drift is judged, 10 to 365"},
		"quality.spc.drift_share":  {means: "share of the level by which a drift must change it over these days"},
		"quality.spc.shift_share":  {means: "share of the level that a shift must have"},
	}
}

func aboutMaintenance() map[string]about {
	return map[string]about{
		"maintenance":                   {means: "after how many shots a tool is to be maintained; no setting changes a shot"},
		"maintenance.every_shots":       {means: "shots between two planned maintenances, of every tool that is not named", empty: "none is planned"},
		"maintenance.for":               {means: "plans of single tools", empty: "none"},
		"maintenance.for[].tool":        {means: "the tool"},
		"maintenance.for[].every_shots": {means: "shots between two of its planned maintenances"},
	}
}

func aboutBenchmark() map[string]about {
	return map[string]about{
		"benchmark":                   {means: "what the performance score of a tool is made of; the weights sum to 1; no setting changes a shot"},
		"benchmark.stability_weight":  {means: "weight of stability"},
		"benchmark.efficiency_weight": {means: "weight of efficiency"},
		"benchmark.deviation_weight":  {means: "weight of how near cycles are to the approved ones"},
		"benchmark.deviation_limit":   {means: "deviation from the approved cycle time, either way, from which nothing of that weight counts: 0.20 is ±20 %"},
	}
}

func aboutServer() map[string]about {
	return map[string]about{
		"server":             {means: "the dashboard"},
		"server.addr":        {means: "HOST:PORT where it listens"},
		"server.every":       {means: "how often it mirrors and builds; 0s never"},
		"server.hosts":       {means: "names under which it may be called beside those of this machine", empty: "none"},
		"server.timeout":     {means: "of one answer"},
		"server.grace":       {means: "for answers under way when it stops"},
		"server.development": {means: "also serve /design, the parts of the pages"},
		"server.kiosk":       {means: "the first page is the screen on the wall"},
		"server.good":        {means: "share from which efficiency and stability are good"},
		"server.watch":       {means: "share from which they are to be watched; red below"},
	}
}
