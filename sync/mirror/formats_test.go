package mirror_test

import (
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"sprue/sync/mirror"
)

// shots is the query behind the DATA_SHOT files of this test: four packets.
const shots = `SELECT 'CNT-' || n AS COUNTER_CODE, (1780272000 + n * 3600) * 1000000000 AS SHOT_START_TIME,
	'[{"ct": ' || n || '.5, "seq": ' || n || ', "note": "a ""b"", c;d|e"}]' AS CONTENT FROM range(1, 5) t(n)`

// shotsWant is what raw.data_shot holds of them.
var shotsWant = func() (want []string) {
	for n := 1; n < 5; n++ {
		want = append(want, fmt.Sprintf(`CNT-%d|%d|[{"ct": %d.5, "seq": %d, "note": "a ""b"", c;d|e"}]`, n, (1780272000+n*3600)*1000000000, n, n))
	}
	return want
}()

const shotRows = "SELECT counter_code, shot_start_time, content FROM raw.data_shot ORDER BY shot_start_time"

func TestFormats(t *testing.T) {
	write := func(name, options string) func(*plant) {
		return func(p *plant) { p.copyTo(name, shots, options) }
	}
	tests := map[string]func(*plant){
		"parquet":            write("DATA_SHOT.parquet", "FORMAT parquet"),
		"lower case":         write("data_shot-2026.PARQUET", "FORMAT parquet"),
		"csv":                write("DATA_SHOT_1.csv", "FORMAT csv, HEADER"),
		"csv, semicolons":    write("DATA_SHOT.csv", "FORMAT csv, HEADER, DELIMITER ';'"),
		"csv, tabs":          write("DATA_SHOT.csv", "FORMAT csv, HEADER, DELIMITER '\t'"),
		"csv, bars":          write("DATA_SHOT.csv", "FORMAT csv, HEADER, DELIMITER '|'"),
		"csv, all quoted":    write("DATA_SHOT.csv", "FORMAT csv, HEADER, FORCE_QUOTE *"),
		"csv.gz":             write("DATA_SHOT.csv.gz", "FORMAT csv, HEADER, COMPRESSION gzip"),
		"csv.zst":            write("DATA_SHOT.csv.zst", "FORMAT csv, HEADER, COMPRESSION zstd"),
		"ndjson":             write("DATA_SHOT.ndjson", "FORMAT json"),
		"ndjson named json":  write("DATA_SHOT.json", "FORMAT json"),
		"array of objects":   write("DATA_SHOT.json", "FORMAT json, ARRAY true"),
		"ndjson.gz":          write("DATA_SHOT.ndjson.gz", "FORMAT json, COMPRESSION gzip"),
		"ndjson.zst":         write("DATA_SHOT.ndjson.zst", "FORMAT json, COMPRESSION zstd"),
		"folder":             write("data_shot/deep/er/x.parquet", "FORMAT parquet"),
		"folder with ending": write("DATA_SHOT.parquet/part-0.parquet", "FORMAT parquet"),
		"strange letters":    write("DATA_SHOT/it's [1] 100%*?.parquet", "FORMAT parquet"),
		"epoch as text": func(p *plant) {
			p.copyTo("DATA_SHOT.parquet", "SELECT * REPLACE (SHOT_START_TIME::VARCHAR AS SHOT_START_TIME) FROM ("+shots+")", "FORMAT parquet")
		},
		"epoch as decimal": func(p *plant) {
			p.copyTo("DATA_SHOT.parquet", "SELECT * REPLACE (SHOT_START_TIME::DECIMAL(38,0) AS SHOT_START_TIME) FROM ("+shots+")", "FORMAT parquet")
		},
		"epoch as float": func(p *plant) {
			p.copyTo("DATA_SHOT.parquet", "SELECT * REPLACE (SHOT_START_TIME::DOUBLE AS SHOT_START_TIME) FROM ("+shots+")", "FORMAT parquet")
		},
		"epoch as timestamp": func(p *plant) {
			p.copyTo("DATA_SHOT.parquet", "SELECT * REPLACE (make_timestamp_ns(SHOT_START_TIME) AS SHOT_START_TIME) FROM ("+shots+")", "FORMAT parquet")
		},
		"content as blob": func(p *plant) {
			p.copyTo("DATA_SHOT.parquet", "SELECT * REPLACE (encode(CONTENT) AS CONTENT) FROM ("+shots+")", "FORMAT parquet")
		},
		"hive partitions":  write("DATA_SHOT", "FORMAT parquet, PARTITION_BY (COUNTER_CODE)"),
		"byte order mark":  func(p *plant) { p.write("DATA_SHOT.csv", "\ufeff"+csvShots()) },
		"carriage returns": func(p *plant) { p.write("DATA_SHOT.csv", strings.ReplaceAll(csvShots(), "\n", "\r\n")) },
		"names in lower case": func(p *plant) {
			p.write("data_shot.csv", strings.Replace(csvShots(), "COUNTER_CODE,SHOT_START_TIME,CONTENT", " counter_code ,Shot_Start_Time,content", 1))
		},
		"several": func(p *plant) {
			p.copyTo("DATA_SHOT_1.parquet", "FROM ("+shots+") WHERE SHOT_START_TIME % 7200000000000 = 0", "FORMAT parquet")
			p.copyTo("DATA_SHOT_2.csv", "FROM ("+shots+") WHERE SHOT_START_TIME % 7200000000000 <> 0", "FORMAT csv, HEADER")
			p.copyTo("DATA_SHOT/3.ndjson", shots, "FORMAT json")
		},
		"unfinished aside": func(p *plant) {
			p.copyTo("DATA_SHOT.parquet", shots, "FORMAT parquet")
			for _, name := range []string{"DATA_SHOT_2.parquet.tmp", ".DATA_SHOT_3.parquet", "_DATA_SHOT.csv", "DATA_SHOT/_temporary/x.csv", "DATA_SHOT_4.csv.part", "DATA_SHOT_README.txt"} {
				p.write(name, "junk")
			}
			p.write("DATA_SHOT_5.csv", "")
		},
	}
	for name, make := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlant(t).minimal()
			p.remove("DATA_SHOT.csv")
			make(p)
			p.sync(mirror.Options{})
			p.want(shotRows, shotsWant...)
			if r := p.sync(mirror.Options{Full: true}); r.Changes() != 0 {
				t.Errorf("reading it all again changed %d rows", r.Changes())
			}
		})
	}
}

func csvShots() string {
	var b strings.Builder
	b.WriteString("COUNTER_CODE,SHOT_START_TIME,CONTENT\n")
	for _, row := range shotsWant {
		parts := strings.SplitN(row, "|", 3)
		fmt.Fprintf(&b, "%s,%s,\"%s\"\n", parts[0], parts[1], strings.ReplaceAll(parts[2], `"`, `""`))
	}
	return b.String()
}

func TestNestedContentIsText(t *testing.T) {
	p := newPlant(t).minimal()
	p.remove("DATA_SHOT.csv")
	p.write("DATA_SHOT.ndjson", `{"counter_code": "cnt-1 ", "shot_start_time": 1780272000000000001, "content": [{"ct": 29.8, "time": "1780272000.250"}]}
{"counter_code": "CNT-2", "shot_start_time": "1780272000000000002", "content": "[{\"ct\": 30}]"}
{"counter_code": null, "shot_start_time": 1780272000000000003}
`)
	p.sync(mirror.Options{})
	p.want(shotRows, `cnt-1 |1780272000000000001|[{"ct":29.8,"time":"1780272000.250"}]`, `CNT-2|1780272000000000002|[{"ct": 30}]`, `∅|1780272000000000003|∅`)
}

func TestJSONObjectsOverLines(t *testing.T) {
	p := newPlant(t).minimal()
	p.remove("COMPANY.csv")
	p.write("COMPANY.json", "{\n \"ID\": 1,\n \"NAME\": \"Acme\"\n}\n{\n \"ID\": 2,\n \"NAME\": \"\"\n}\n")
	p.sync(mirror.Options{})
	p.want("SELECT id, name FROM raw.company ORDER BY id", "1|Acme", "2|")
}

func TestTruncatedCompression(t *testing.T) {
	for _, ending := range []string{"gz", "zst"} {
		p := newPlant(t).minimal()
		p.remove("DATA_SHOT.csv")
		path := filepath.Join(p.dir, "DATA_SHOT.csv."+ending)
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		text := []byte(packets(0, 20000))
		if ending == "gz" {
			w := gzip.NewWriter(file)
			_, err = w.Write(text)
			w.Close()
		} else {
			var w *zstd.Encoder
			if w, err = zstd.NewWriter(file); err == nil {
				_, err = w.Write(text)
				w.Close()
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		info, err := file.Stat()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, info.Size()*2/3); err != nil {
			t.Fatal(err)
		}
		file.Close()
		p.wantError(4, "DATA_SHOT.csv."+ending)
	}
}
