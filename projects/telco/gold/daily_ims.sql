create view gold.daily_ims
comment 'One row per subscriber and day with records of type ims; those sent twice count once'
as
select
  user_id, event_date,
  count(*) as ims_session_count,
  sum(session_duration_seconds) as ims_seconds,
  max(session_start_time) as ims_last_ts,
  count_if(is_anomaly) as ims_anomaly_count
from silver.ims_cdrs
where not is_duplicate
group by user_id, event_date
