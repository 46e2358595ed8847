create or refresh materialized view gold.daily_usage
comment 'One row per subscriber, day and type of record with records; those sent twice count once'
cluster by (user_id)
as
-- A record that was sent before has the subscriber, day, type and start of the first: it makes no
-- row of its own, and max needs no times.
select
  user_id, event_date, cdr_type,
  sum(times) as records,
  sum(times * chargeable_seconds) as seconds,
  sum(times * uplink_bytes) as uplink_bytes,
  sum(times * downlink_bytes) as downlink_bytes,
  sum(if(times = 1, charge, -charge)) as charge,
  sum(if(is_failed, times, 0)) as failed,
  sum(times * quality) as quality_sum,
  sum(if(times = 1, packet_loss_pct, -packet_loss_pct)) as packet_loss_sum,
  sum(if(times = 1, latency_ms, -latency_ms)) as latency_sum,
  sum(times * signal_strength_dbm) as signal_sum,
  sum(if(handover_to_cell, times, 0)) as handovers,
  sum(if(is_anomaly, times, 0)) as anomalies,
  max(start_time) as last_at
from silver.counted_cdrs
group by user_id, event_date, cdr_type
