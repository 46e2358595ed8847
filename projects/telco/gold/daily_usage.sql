create or refresh materialized view gold.daily_usage
comment 'One row per subscriber and day with records; those sent twice count once'
cluster by (user_id)
as
-- A sum of nothing is null here, so that the rows of an update can be added; daily_cdr_summary makes
-- it 0. A record that was sent before has the subscriber, day, type and start of the first: it makes
-- no row of its own, and max needs no times.
select
  user_id, event_date,
  sum(times) filter (where cdr_type = 'voice') as voice_call_count,
  sum(times * chargeable_seconds) filter (where cdr_type = 'voice') as voice_seconds,
  sum(times) filter (where cdr_type = 'data_usage') as data_session_count,
  sum(times * uplink_bytes) filter (where cdr_type = 'data_usage') as data_uplink_bytes,
  sum(times * downlink_bytes) filter (where cdr_type = 'data_usage') as data_downlink_bytes,
  sum(times) filter (where cdr_type = 'sms') as sms_count,
  sum(if(times = 1, charge, -charge)) filter (where cdr_type = 'sms') as sms_charge,
  sum(times) filter (where cdr_type = 'sms' and is_failed) as sms_failed_count,
  sum(times) filter (where cdr_type = 'mms') as mms_count,
  sum(if(times = 1, charge, -charge)) filter (where cdr_type = 'mms') as mms_charge,
  sum(times) filter (where cdr_type = 'voip') as voip_session_count,
  sum(times * chargeable_seconds) filter (where cdr_type = 'voip') as voip_seconds,
  sum(times * quality) filter (where cdr_type = 'voip') as voip_quality_sum,
  sum(if(times = 1, packet_loss_pct, -packet_loss_pct))
    filter (where cdr_type = 'voip') as voip_packet_loss_sum,
  sum(if(times = 1, latency_ms, -latency_ms)) filter (where cdr_type = 'voip') as voip_latency_sum,
  sum(times) filter (where cdr_type = 'roaming') as roaming_event_count,
  sum(if(times = 1, charge, -charge)) filter (where cdr_type = 'roaming') as roaming_charge,
  sum(times * chargeable_seconds) filter (where cdr_type = 'roaming') as roaming_seconds,
  sum(times) filter (where cdr_type = 'wifi_calling') as wifi_call_count,
  sum(times * chargeable_seconds) filter (where cdr_type = 'wifi_calling') as wifi_seconds,
  sum(times * quality) filter (where cdr_type = 'wifi_calling') as wifi_quality_sum,
  sum(times * signal_strength_dbm) filter (where cdr_type = 'wifi_calling') as wifi_signal_sum,
  sum(times) filter (where cdr_type = 'wifi_calling' and handover_to_cell) as wifi_handover_count,
  sum(times) filter (where cdr_type = 'ims') as ims_session_count,
  sum(times * chargeable_seconds) filter (where cdr_type = 'ims') as ims_seconds,
  sum(times) filter (where cdr_type = 'voice' and is_anomaly) as voice_anomaly_count,
  sum(times) filter (where cdr_type = 'data_usage' and is_anomaly) as data_anomaly_count,
  sum(times) filter (where cdr_type = 'sms' and is_anomaly) as sms_anomaly_count,
  sum(times) filter (where cdr_type = 'mms' and is_anomaly) as mms_anomaly_count,
  sum(times) filter (where cdr_type = 'voip' and is_anomaly) as voip_anomaly_count,
  sum(times) filter (where cdr_type = 'roaming' and is_anomaly) as roaming_anomaly_count,
  sum(times) filter (where cdr_type = 'wifi_calling' and is_anomaly) as wifi_anomaly_count,
  sum(times) filter (where cdr_type = 'ims' and is_anomaly) as ims_anomaly_count,
  max(start_time) filter (where cdr_type = 'voice') as voice_last_call_ts,
  max(start_time) filter (where cdr_type = 'data_usage') as data_last_session_ts,
  max(start_time) filter (where cdr_type = 'sms') as sms_last_ts,
  max(start_time) filter (where cdr_type = 'mms') as mms_last_ts,
  max(start_time) filter (where cdr_type = 'voip') as voip_last_ts,
  max(start_time) filter (where cdr_type = 'roaming') as roaming_last_ts,
  max(start_time) filter (where cdr_type = 'wifi_calling') as wifi_last_ts,
  max(start_time) filter (where cdr_type = 'ims') as ims_last_ts,
  max(start_time) as last_activity_ts
from silver.counted_cdrs
group by user_id, event_date
