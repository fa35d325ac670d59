package snowflaketest

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// The codes that a client has to come back for.
const (
	codeRunning      = "333333"
	codeRunningAsync = "333334"
)

type queryRequest struct {
	SQL        string         `json:"sqlText"`
	Async      bool           `json:"asyncExec"`
	Parameters map[string]any `json:"parameters"`

	Bindings map[string]binding `json:"bindings"`
}

func (s *Server) query(w http.ResponseWriter, r *http.Request) {
	var asked queryRequest
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	of, ok := s.session(w, r)
	if !ok {
		return
	}
	s.note(Entry{On: Query, SQL: asked.SQL, Tag: tag(of, asked)})
	ctx, end := s.begin(r)
	defer end()
	f := s.fault(Query, asked.SQL, 0)
	if f.strike(ctx, s, w) {
		if ctx.Err() != nil {
			refuse(w, "000604", "57014", "SQL execution canceled")
		}
		return
	}
	began := time.Now()
	var made *result
	sql, err := s.grammar.bound(asked.SQL, asked.Bindings)
	if err == nil {
		made, err = s.remembered(ctx, of, sql)
	}
	if err != nil {
		made = &result{err: err}
	}
	made.began, made.ended = began, time.Now()
	made.of, made.sql, made.id = of, asked.SQL, fmt.Sprintf("01b%05d-0000-0000-0000-000000000000", s.next())
	s.mu.Lock()
	s.results[made.id] = made
	s.mu.Unlock()
	if made.busy = f.Busy; asked.Async || made.busy > 0 {
		made.busyCode = map[bool]string{true: codeRunningAsync, false: codeRunning}[asked.Async]
		s.stillRunning(w, made)
		return
	}
	s.answer(f.spoiled(w), made)
}

// remembered executes a statement, or gives what it gave before.
func (s *Server) remembered(ctx context.Context, of *session, sql string) (*result, error) {
	if !s.cfg.ResultCache {
		return s.execute(ctx, of, sql)
	}
	s.mu.Lock()
	held, ok := s.cache[sql]
	s.mu.Unlock()
	if ok {
		again := *held
		return &again, nil
	}
	made, err := s.execute(ctx, of, sql)
	if err != nil || made.typeID != typeSelect {
		return made, err
	}
	made.pages = &pages{packed: map[int][]byte{}}
	s.mu.Lock()
	s.cache[sql] = made
	s.mu.Unlock()
	again := *made
	return &again, nil
}

// begin notes a request as running, so that it can be called off.
func (s *Server) begin(r *http.Request) (context.Context, func()) {
	ctx, cancel := context.WithCancel(r.Context())
	id := r.URL.Query().Get("requestId")
	s.mu.Lock()
	s.running[id] = cancel
	s.mu.Unlock()
	return ctx, func() {
		s.mu.Lock()
		delete(s.running, id)
		s.mu.Unlock()
		cancel()
	}
}

func tag(of *session, asked queryRequest) string {
	if tag, ok := asked.Parameters["QUERY_TAG"]; ok {
		return fmt.Sprint(tag)
	}
	return of.parameters["QUERY_TAG"]
}

// stillRunning says that a query is running and where to ask for its result.
func (s *Server) stillRunning(w http.ResponseWriter, made *result) {
	send(w, map[string]any{"success": true, "code": made.busyCode, "message": "Query execution in progress.",
		"data": map[string]any{"queryId": made.id, "getResultUrl": "/queries/" + made.id + "/result"}})
}

// later answers to who comes back for a result.
func (s *Server) later(w http.ResponseWriter, r *http.Request) {
	s.note(Entry{On: Result})
	if _, ok := s.session(w, r); !ok {
		return
	}
	if s.fault(Result, "", 0).strike(r.Context(), s, w) {
		return
	}
	s.mu.Lock()
	made, ok := s.results[r.PathValue("id")]
	busy := ok && made.busy > 0
	if busy {
		made.busy--
	}
	s.mu.Unlock()
	switch {
	case !ok:
		refuse(w, "000709", "02000", "Statement not found")
	case busy:
		s.stillRunning(w, made)
	default:
		s.answer(w, made)
	}
}

func (s *Server) abort(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		ID string `json:"requestId"`
	}
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.cancelled = append(s.cancelled, asked.ID)
	if cancel, ok := s.running[asked.ID]; ok {
		cancel()
	}
	s.mu.Unlock()
	reply(w, nil)
}

// monitor tells how a query stands.
func (s *Server) monitor(w http.ResponseWriter, r *http.Request) {
	if s.fault(Monitor, "", 0).strike(r.Context(), s, w) {
		return
	}
	s.mu.Lock()
	made, ok := s.results[r.PathValue("id")]
	s.mu.Unlock()
	if !ok {
		refuse(w, "000709", "02000", "Statement not found")
		return
	}
	status := map[bool]string{true: "RUNNING", false: "SUCCESS"}[made.busy > 0]
	if made.err != nil {
		status = "FAILED_WITH_ERROR"
	}
	reply(w, map[string]any{"queries": []any{map[string]any{"status": status, "sqlText": made.sql,
		"startTime": made.began.UnixMilli(), "endTime": made.ended.UnixMilli(),
		"stats": map[string]any{"producedRows": made.total(), "scanBytes": made.total() * s.cfg.RowBytes}}}})
}

// answer gives a result or its error. DML answers in JSON also where queries
// answer in Arrow.
func (s *Server) answer(w http.ResponseWriter, made *result) {
	if made.err != nil {
		var f *failure
		if !errors.As(made.err, &f) {
			f = &failure{"000603", "XX000", made.err.Error()}
		}
		refuse(w, f.code, f.state, f.message)
		return
	}
	data := map[string]any{"queryId": made.id, "statementTypeId": made.typeID, "rowtype": rowTypes(made.columns), "version": 1,
		"total": made.total(), "returned": made.total(), "parameters": []any{},
		"finalDatabaseName": s.cfg.Database, "finalSchemaName": s.cfg.Schema, "finalWarehouseName": made.of.warehouse, "finalRoleName": made.of.role}
	if made.upload != nil {
		made.upload.describe(data)
	}
	if s.speaksJSON(made) {
		data["queryResultFormat"], data["rowset"] = "json", jsonRows(made.columns, made.firstRows(s.cfg))
	} else if err := s.addArrow(data, made); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if n := made.chunks(s.cfg); n > 0 {
		var chunks []any
		for page := 1; page <= n; page++ {
			rows := made.chunkSize(s.cfg, page)
			chunks = append(chunks, map[string]any{"url": fmt.Sprintf("%s/chunks/%s/%d", s.url(), made.id, page), "rowCount": rows,
				"uncompressedSize": rows * 64, "compressedSize": rows * 16})
		}
		data["chunks"], data["chunkHeaders"] = chunks, map[string]string{chunkKey: made.id}
	}
	reply(w, data)
}

// chunkKey is the header that opens a chunk.
const chunkKey = "X-Amz-Server-Side-Encryption-Customer-Key"

func (s *Server) speaksJSON(made *result) bool {
	return made.typeID != typeSelect || made.of.parameters["GO_QUERY_RESULT_FORMAT"] == "JSON"
}

func (s *Server) addArrow(data map[string]any, made *result) error {
	data["queryResultFormat"] = "arrow"
	if len(made.parts) > 0 {
		return nil // all of it lies behind addresses
	}
	first, err := arrowStream(made.columns, made.firstRows(s.cfg))
	data["rowsetbase64"] = base64.StdEncoding.EncodeToString(first)
	return err
}

func rowTypes(columns []column) []any {
	var all []any
	for _, c := range columns {
		all = append(all, map[string]any{"name": c.name, "type": c.wire, "precision": c.precision, "scale": c.scale, "nullable": true,
			"length": 0, "byteLength": 0})
	}
	return all
}

// chunk gives a page of a result, packed, to who shows its key.
func (s *Server) chunk(w http.ResponseWriter, r *http.Request) {
	page, err := strconv.Atoi(r.PathValue("chunk"))
	s.mu.Lock()
	made, ok := s.results[r.PathValue("id")]
	s.mu.Unlock()
	if err != nil || !ok || r.Header.Get(chunkKey) != made.id {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	s.note(Entry{On: Chunk, SQL: made.sql})
	f := s.fault(Chunk, made.sql, page)
	if f.strike(r.Context(), s, w) {
		return
	}
	if f.Page > 0 {
		page = f.Page
	}
	body, err := s.packed(r.Context(), made, page)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	spoiled := f.spoiled(w)
	_, err = spoiled.Write(body)
	finish(spoiled, err)
}

// packed is a page as it is sent. Those of a result that is remembered are too.
func (s *Server) packed(ctx context.Context, made *result, page int) ([]byte, error) {
	if len(made.parts) > 0 {
		return s.packedPart(ctx, made, made.parts[page-1])
	}
	if body, ok := made.pages.find(page); ok {
		return body, nil
	}
	body, err := s.chunkBody(made, made.chunkRows(s.cfg, page))
	if err != nil {
		return nil, err
	}
	body, err = pack(body)
	made.pages.keep(page, body)
	return body, err
}

func pack(body []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(body)
	err = errors.Join(err, w.Close())
	return out.Bytes(), err
}

// chunkBody is a page on its own. In JSON it lacks the outer brackets.
func (s *Server) chunkBody(made *result, rows [][]any) ([]byte, error) {
	if !s.speaksJSON(made) {
		return arrowStream(made.columns, rows)
	}
	body, err := json.Marshal(jsonRows(made.columns, rows))
	if err != nil {
		return nil, err
	}
	return body[1 : len(body)-1], nil
}
