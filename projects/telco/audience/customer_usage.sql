create view audience.customer_usage
comment 'One row per subscriber and period: what they used in the thirty days that end with it'
as
with days as (
  select * from gold.daily_cdr_summary
),
incoming as (
  select user_id, event_date, sum(call_duration_seconds) as seconds
  from silver.voice_cdrs
  where call_type = 'MTC' and not is_duplicate
  group by user_id, event_date
)
select
  d.user_id, p.kind, p.partition_value, p.last_day,
  count(*) as active_days,
  count_if(d.event_date > date_sub(p.last_day, 7)) as active_days_in_week,
  sum(d.voice_call_count) as calls,
  sum(d.voice_seconds) as voice_seconds,
  sum(coalesce(i.seconds, 0)) as incoming_seconds,
  sum(d.data_session_count) as data_sessions,
  sum(d.data_uplink_bytes) as uplink_bytes,
  sum(d.data_downlink_bytes) as downlink_bytes,
  sum(d.sms_count) as messages,
  sum(d.mms_count) as picture_messages,
  sum(d.roaming_event_count) as roaming_events,
  sum(d.voip_session_count) as voip_sessions,
  sum(d.wifi_call_count) as wifi_calls,
  sum(d.ims_session_count) as ims_sessions,
  sum(d.sms_charge + d.mms_charge + d.roaming_charge) as charges,
  max(d.last_activity_ts) as last_activity
from days as d
join audience.periods as p
  on d.event_date > date_sub(p.last_day, 30) and d.event_date <= p.last_day
left join incoming as i on d.user_id = i.user_id and d.event_date = i.event_date
group by d.user_id, p.kind, p.partition_value, p.last_day
