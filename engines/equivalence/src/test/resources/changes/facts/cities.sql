CREATE OR REFRESH MATERIALIZED VIEW cities
AS SELECT city, count(*) AS spans, count_if(__END_AT IS NULL) AS now FROM history GROUP BY city;
