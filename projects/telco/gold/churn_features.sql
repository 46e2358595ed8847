create or refresh materialized view gold.churn_features
comment 'One row per subscriber: what is known as of the as-of date, without who they are'
tblproperties ('pipelines.trigger.interval' = '1 minute')
as
with profiles as (
  select * except (msisdn, imsi, imei) from gold.subscriber_360
),
days as (
  select
    user_id,
    count(*) as active_days,
    count_if(event_date > current_date() - interval 3 days) as active_days_last_3,
    count_if(event_date <= current_date() - interval 3 days) as active_days_before
  from gold.daily_cdr_summary
  where event_date <= current_date()
  group by user_id
),
versions as (
  select
    user_id,
    struct(plan) as plan,
    struct(city, state) as place,
    lag(struct(plan)) over (partition by user_id order by __start_at) as plan_before,
    lag(struct(city, state)) over (partition by user_id order by __start_at) as place_before
  from silver.users_history
),
changes as (
  -- Also back to what was before.
  select
    user_id,
    count(*) - 1 as changes,
    count_if(plan <> plan_before) as plan_changes,
    count_if(place <> place_before) as moves
  from versions
  group by user_id
)
select
  p.*,
  datediff(current_date(), p.registration_date) as tenure_days,
  coalesce(d.active_days, 0) as active_days,
  coalesce(d.active_days_last_3, 0) as active_days_last_3,
  coalesce(d.active_days_before, 0) as active_days_before,
  coalesce(c.changes, 0) as changes,
  coalesce(c.plan_changes, 0) as plan_changes,
  coalesce(c.moves, 0) as moves,
  p.sms_failed_count / nullif(p.sms_count, 0) as sms_failed_share,
  p.voice_anomaly_count / nullif(p.voice_call_count, 0) as voice_anomaly_share,
  p.data_anomaly_count / nullif(p.data_session_count, 0) as data_anomaly_share,
  not p.active as has_left,
  case
    when not p.active then 'Churned'
    when p.days_since_last_activity is null then 'Never Active'
    when p.days_since_last_activity > 3 then 'At Risk'
    else 'Active'
  end as subscriber_status
from profiles as p
left join days as d on p.user_id = d.user_id
left join changes as c on p.user_id = c.user_id
