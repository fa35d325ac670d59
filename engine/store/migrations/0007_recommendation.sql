CREATE TABLE meta.recommendation (
    change_id BIGINT,
    equipment_code VARCHAR,
    rule VARCHAR,
    status VARCHAR,
    note VARCHAR,
    set_by VARCHAR,
    set_utc TIMESTAMP,
    from_date DATE,
    to_date DATE,
    severity VARCHAR,
    facts VARCHAR,
    yearly_value DOUBLE
);

COMMENT ON TABLE meta.recommendation IS 'what was said about recommendations, one row a change; the newest of a tool and rule holds';
COMMENT ON COLUMN meta.recommendation.change_id IS 'number of the change, in the order of time';
COMMENT ON COLUMN meta.recommendation.equipment_code IS 'the tool';
COMMENT ON COLUMN meta.recommendation.rule IS 'rule that found it; there is one finding of a tool and rule at most';
COMMENT ON COLUMN meta.recommendation.status IS 'new, acknowledged, planned, done or dismissed';
COMMENT ON COLUMN meta.recommendation.note IS 'why, or what is planned; NULL without one';
COMMENT ON COLUMN meta.recommendation.set_by IS 'who said so';
COMMENT ON COLUMN meta.recommendation.set_utc IS 'when, UTC';
COMMENT ON COLUMN meta.recommendation.from_date IS 'first production day that the finding was of then; NULL, as what follows, where there was none';
COMMENT ON COLUMN meta.recommendation.to_date IS 'first production day left out';
COMMENT ON COLUMN meta.recommendation.severity IS 'its severity then';
COMMENT ON COLUMN meta.recommendation.facts IS 'JSON object: its figures then';
COMMENT ON COLUMN meta.recommendation.yearly_value IS 'what it cost a year then, money; NULL where that is not known';
