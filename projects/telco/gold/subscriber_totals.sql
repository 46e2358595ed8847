create view gold.subscriber_totals
comment 'One row per subscriber with records of any type: sums over all days'
as
with days as (
  select * from gold.daily_cdr_summary
)
select
  user_id,
  sum(voice_call_count) as voice_call_count,
  sum(voice_seconds) as voice_seconds,
  max(voice_last_call_ts) as voice_last_call_ts,
  sum(data_session_count) as data_session_count,
  sum(data_uplink_bytes) as data_uplink_bytes,
  sum(data_downlink_bytes) as data_downlink_bytes,
  max(data_last_session_ts) as data_last_session_ts,
  sum(sms_count) as sms_count,
  sum(sms_charge) as sms_total_charge,
  sum(sms_failed_count) as sms_failed_count,
  max(sms_last_ts) as sms_last_ts,
  sum(mms_count) as mms_count,
  sum(mms_charge) as mms_total_charge,
  sum(voip_session_count) as voip_session_count,
  sum(voip_quality_sum) / nullif(sum(voip_session_count), 0) as voip_avg_quality,
  cast(sum(voip_packet_loss_sum) as double) / nullif(sum(voip_session_count), 0)
    as voip_avg_packet_loss_pct,
  cast(sum(voip_latency_sum) as double) / nullif(sum(voip_session_count), 0)
    as voip_avg_latency_ms,
  sum(wifi_call_count) as wifi_call_count,
  sum(wifi_quality_sum) / nullif(sum(wifi_call_count), 0) as wifi_avg_quality,
  sum(wifi_signal_sum) / nullif(sum(wifi_call_count), 0) as wifi_avg_signal_dbm,
  sum(wifi_handover_count) as wifi_handover_count,
  sum(ims_session_count) as ims_session_count,
  sum(voice_anomaly_count) as voice_anomaly_count,
  sum(data_anomaly_count) as data_anomaly_count,
  sum(sms_anomaly_count) as sms_anomaly_count,
  sum(mms_anomaly_count) as mms_anomaly_count,
  sum(voip_anomaly_count) as voip_anomaly_count,
  sum(roaming_anomaly_count) as roaming_anomaly_count,
  sum(wifi_anomaly_count) as wifi_anomaly_count,
  sum(ims_anomaly_count) as ims_anomaly_count,
  count(distinct trunc(event_date, 'MM')) as active_months,
  -- A message's use of the plan, in the month of the as-of day.
  coalesce(sum(sms_count) filter (
    where trunc(event_date, 'MM') = trunc(current_date(), 'MM')), 0) as sms_this_month,
  max(last_activity_ts) as last_activity_ts
from days
group by user_id
