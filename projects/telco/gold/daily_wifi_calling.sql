create view gold.daily_wifi_calling
comment 'One row per subscriber and day with records of type wifi_calling; those sent twice count once'
as
select
  user_id, event_date,
  count(*) as wifi_call_count,
  sum(session_duration_seconds) as wifi_seconds,
  sum(call_quality) as wifi_quality_sum,
  sum(signal_strength_dbm) as wifi_signal_sum,
  count_if(handover_to_cell) as wifi_handover_count,
  max(session_start_time) as wifi_last_ts,
  count_if(is_anomaly) as wifi_anomaly_count
from silver.wifi_calling_cdrs
where not is_duplicate
group by user_id, event_date
