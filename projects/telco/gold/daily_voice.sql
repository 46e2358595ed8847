create view gold.daily_voice
comment 'One row per subscriber and day with records of type voice; those sent twice count once'
as
select
  user_id, event_date,
  count(*) as voice_call_count,
  sum(coalesce(call_chargeable_duration_seconds, call_duration_seconds)) as voice_seconds,
  max(call_event_start_time) as voice_last_call_ts,
  count_if(is_anomaly) as voice_anomaly_count
from silver.voice_cdrs
where not is_duplicate
group by user_id, event_date
