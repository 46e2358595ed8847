create or refresh materialized view gold.daily_cdr_summary
comment 'One row per subscriber and day with records of any type'
cluster by (user_id)
as
-- Counts and sums of nothing are 0; times of nothing are null.
select
  user_id, event_date,
  coalesce(voice_call_count, 0) as voice_call_count,
  coalesce(voice_seconds, 0) as voice_seconds,
  coalesce(data_session_count, 0) as data_session_count,
  coalesce(data_uplink_bytes, 0) as data_uplink_bytes,
  coalesce(data_downlink_bytes, 0) as data_downlink_bytes,
  coalesce(sms_count, 0) as sms_count,
  coalesce(sms_charge, 0) as sms_charge,
  coalesce(sms_failed_count, 0) as sms_failed_count,
  coalesce(mms_count, 0) as mms_count,
  coalesce(mms_charge, 0) as mms_charge,
  coalesce(voip_session_count, 0) as voip_session_count,
  coalesce(voip_seconds, 0) as voip_seconds,
  coalesce(voip_quality_sum, 0) as voip_quality_sum,
  coalesce(voip_packet_loss_sum, 0) as voip_packet_loss_sum,
  coalesce(voip_latency_sum, 0) as voip_latency_sum,
  coalesce(roaming_event_count, 0) as roaming_event_count,
  coalesce(roaming_charge, 0) as roaming_charge,
  coalesce(roaming_seconds, 0) as roaming_seconds,
  coalesce(wifi_call_count, 0) as wifi_call_count,
  coalesce(wifi_seconds, 0) as wifi_seconds,
  coalesce(wifi_quality_sum, 0) as wifi_quality_sum,
  coalesce(wifi_signal_sum, 0) as wifi_signal_sum,
  coalesce(wifi_handover_count, 0) as wifi_handover_count,
  coalesce(ims_session_count, 0) as ims_session_count,
  coalesce(ims_seconds, 0) as ims_seconds,
  coalesce(voice_anomaly_count, 0) as voice_anomaly_count,
  coalesce(data_anomaly_count, 0) as data_anomaly_count,
  coalesce(sms_anomaly_count, 0) as sms_anomaly_count,
  coalesce(mms_anomaly_count, 0) as mms_anomaly_count,
  coalesce(voip_anomaly_count, 0) as voip_anomaly_count,
  coalesce(roaming_anomaly_count, 0) as roaming_anomaly_count,
  coalesce(wifi_anomaly_count, 0) as wifi_anomaly_count,
  coalesce(ims_anomaly_count, 0) as ims_anomaly_count,
  voice_last_call_ts, data_last_session_ts, sms_last_ts, mms_last_ts, voip_last_ts,
  roaming_last_ts, wifi_last_ts, ims_last_ts, last_activity_ts
from gold.daily_usage
