create view gold.daily_data
comment 'One row per subscriber and day with records of type data; those sent twice count once'
as
select
  user_id, event_date,
  count(*) as data_session_count,
  sum(data_volume_uplink_bytes) as data_uplink_bytes,
  sum(data_volume_downlink_bytes) as data_downlink_bytes,
  max(record_opening_time) as data_last_session_ts,
  count_if(is_anomaly) as data_anomaly_count
from silver.data_cdrs
where not is_duplicate
group by user_id, event_date
