create or refresh materialized view gold.subscriber_360 (
  constraint one_row_per_user
    expect (count(*) over (partition by user_id) = 1) on violation fail update,
  constraint has_plan expect (plan is not null)
)
comment 'One row per subscriber'
cluster by (user_id)
as
with rated as (
  select
    user_id,
    sum(voice_charge) as voice_rated_charge,
    sum(data_charge) as data_rated_charge,
    sum(voice_minutes) filter (where month = trunc(current_date(), 'MM')) as minutes_this_month,
    sum(data_gb) filter (where month = trunc(current_date(), 'MM')) as data_gb_this_month
  from gold.rated_usage
  group by user_id
),
joined as (
  -- Every subscriber stays. Counts and sums of nothing are 0; averages and times of nothing are null.
  select
    u.user_id, u.msisdn, u.imsi, u.imei, u.plan, u.plan_name, u.data_limit_gb, u.voice_minutes,
    u.sms_count as sms_limit, u.registration_date, u.active, u.city, u.state,
    coalesce(t.voice_call_count, 0) as voice_call_count,
    coalesce(t.voice_seconds, 0) / 60.0d as voice_total_minutes,
    t.voice_last_call_ts,
    coalesce(t.data_session_count, 0) as data_session_count,
    coalesce(t.data_uplink_bytes, 0) / 1048576.0d as data_uplink_mb,
    coalesce(t.data_downlink_bytes, 0) / 1048576.0d as data_downlink_mb,
    coalesce(t.data_uplink_bytes + t.data_downlink_bytes, 0) / 1073741824.0d as data_total_gb,
    t.data_last_session_ts,
    coalesce(t.sms_count, 0) as sms_count,
    coalesce(t.sms_total_charge, 0) as sms_total_charge,
    coalesce(t.sms_failed_count, 0) as sms_failed_count,
    t.sms_last_ts,
    coalesce(t.mms_count, 0) as mms_count,
    coalesce(t.mms_total_charge, 0) as mms_total_charge,
    coalesce(r.roaming_events, 0) as roaming_event_count,
    coalesce(r.total_roaming_charge, 0) as roaming_total_charge,
    coalesce(r.countries_visited, 0) as roaming_countries_visited,
    r.last_roaming_ts as roaming_last_ts,
    coalesce(t.voip_session_count, 0) as voip_session_count,
    t.voip_avg_quality, t.voip_avg_packet_loss_pct, t.voip_avg_latency_ms,
    coalesce(t.wifi_call_count, 0) as wifi_call_count,
    t.wifi_avg_quality, t.wifi_avg_signal_dbm,
    coalesce(t.wifi_handover_count, 0) as wifi_handover_count,
    coalesce(t.ims_session_count, 0) as ims_session_count,
    coalesce(rated.voice_rated_charge, 0) as voice_rated_charge,
    coalesce(rated.data_rated_charge, 0) as data_rated_charge,
    coalesce(rated.data_gb_this_month, 0) / nullif(u.data_limit_gb, 0) * 100 as data_usage_pct,
    coalesce(rated.minutes_this_month, 0) / nullif(u.voice_minutes, 0) * 100
      as minutes_usage_pct,
    coalesce(t.sms_this_month, 0) / nullif(u.sms_count, 0) * 100 as sms_usage_pct,
    coalesce(t.voice_anomaly_count, 0) as voice_anomaly_count,
    coalesce(t.data_anomaly_count, 0) as data_anomaly_count,
    coalesce(t.sms_anomaly_count, 0) as sms_anomaly_count,
    coalesce(t.mms_anomaly_count, 0) as mms_anomaly_count,
    coalesce(t.voip_anomaly_count, 0) as voip_anomaly_count,
    coalesce(t.roaming_anomaly_count, 0) as roaming_anomaly_count,
    coalesce(t.wifi_anomaly_count, 0) as wifi_calling_anomaly_count,
    coalesce(t.ims_anomaly_count, 0) as ims_anomaly_count,
    coalesce(t.active_months, 0) as active_months,
    t.last_activity_ts
  from silver.users as u
  left join gold.subscriber_totals as t on u.user_id = t.user_id
  left join gold.roaming_summary as r on u.user_id = r.user_id
  left join rated on u.user_id = rated.user_id
),
charged as (
  select
    *,
    sms_total_charge + mms_total_charge + roaming_total_charge + voice_rated_charge
      + data_rated_charge as total_charge_usd,
    if(last_activity_ts is null, null,
      greatest(datediff(current_date(), cast(last_activity_ts as date)), 0))
      as days_since_last_activity
  from joined
)
select
  * except (active_months, last_activity_ts),
  -- Revenue of a month in which the subscriber used anything.
  cast(total_charge_usd / nullif(active_months, 0) as decimal(14,2)) as arpu
from charged
