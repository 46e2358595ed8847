create or refresh materialized view gold.daily_anomalies
comment 'One row per subscriber, day and types of record and anomaly; sent twice counts once'
cluster by (user_id)
as
-- Where only records sent before are anomalies, there are 0.
select user_id, event_date, cdr_type, anomaly_type, sum(times) as anomalies
from silver.counted_cdrs
where is_anomaly
group by user_id, event_date, cdr_type, anomaly_type
