create view gold.daily_voip
comment 'One row per subscriber and day with records of type voip; those sent twice count once'
as
select
  user_id, event_date,
  count(*) as voip_session_count,
  sum(session_duration_seconds) as voip_seconds,
  sum(call_quality_indicator) as voip_quality_sum,
  sum(cast(packet_loss_pct as decimal(9,4))) as voip_packet_loss_sum,
  sum(cast(latency_ms as decimal(12,4))) as voip_latency_sum,
  max(session_start_time) as voip_last_ts,
  count_if(is_anomaly) as voip_anomaly_count
from silver.voip_cdrs
where not is_duplicate
group by user_id, event_date
