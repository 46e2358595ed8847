CREATE TEMPORARY VIEW feed AS
SELECT id, tenant, nullif(name, '') AS name, city, amount, tags, at, op
FROM STREAM read_files('changes', format => 'json',
  schema => 'id BIGINT, tenant STRING, name STRING, city STRING, amount DECIMAL(12,2), tags MAP<STRING, STRING>, at TIMESTAMP, op STRING');

CREATE TEMPORARY VIEW rows_only AS SELECT * FROM feed WHERE op <> 'TRUNCATE';

CREATE OR REFRESH STREAMING TABLE newest (
  CONSTRAINT positive EXPECT (amount > 0) ON VIOLATION QUARANTINE ROW,
  CONSTRAINT named EXPECT (name IS NOT NULL)
);
CREATE FLOW newest_feed AS AUTO CDC INTO newest FROM STREAM(feed) KEYS (id, tenant)
  APPLY AS DELETE WHEN op = 'DELETE'
  APPLY AS TRUNCATE WHEN op = 'TRUNCATE'
  SEQUENCE BY at
  COLUMNS * EXCEPT (op);

CREATE OR REFRESH STREAMING TABLE filled PARTITIONED BY (tenant);
CREATE FLOW filled_feed AS AUTO CDC INTO filled FROM STREAM(rows_only) KEYS (id, tenant)
  IGNORE NULL UPDATES
  APPLY AS DELETE WHEN op = 'DELETE'
  SEQUENCE BY STRUCT(at, amount)
  COLUMNS id, tenant, name, city, tags;

CREATE OR REFRESH STREAMING TABLE history;
CREATE FLOW history_feed AS AUTO CDC INTO history FROM STREAM(rows_only) KEYS (id, tenant)
  APPLY AS DELETE WHEN op = 'DELETE'
  SEQUENCE BY STRUCT(at, amount)
  COLUMNS * EXCEPT (op, at)
  STORED AS SCD TYPE 2
  TRACK HISTORY ON city, tags;

CREATE OR REFRESH STREAMING TABLE dumped;
CREATE FLOW dumps AS AUTO CDC FROM SNAPSHOT INTO dumped FROM newest KEYS (id, tenant) STORED AS SCD TYPE 2;
