create view gold.rated_usage
comment 'One row per subscriber and month with calls or data: what is beyond the plan, and its price'
as
with months as (
  select
    user_id,
    cast(trunc(event_date, 'MM') as date) as month,
    sum(voice_seconds) as voice_seconds,
    sum(data_uplink_bytes + data_downlink_bytes) as data_bytes
  from gold.daily_cdr_summary
  group by user_id, month
),
volumes as (
  -- Minutes are counted to the second, gigabytes as 2^30 bytes; only charges are rounded.
  select
    months.user_id, months.month, users.plan,
    cast(voice_seconds / 60.0 as decimal(24,10)) as voice_minutes,
    cast(data_bytes / 1073741824.0 as decimal(24,10)) as data_gb
  from months
  join silver.users as users on months.user_id = users.user_id
)
select
  v.user_id, v.month, v.plan,
  cast(v.voice_minutes as decimal(18,4)) as voice_minutes,
  cast(v.data_gb as decimal(18,4)) as data_gb,
  cast(round(greatest(v.voice_minutes - voice.included, 0) * voice.price_per_unit, 2)
    as decimal(12,2)) as voice_charge,
  cast(round(greatest(v.data_gb - data.included, 0) * data.price_per_unit, 2)
    as decimal(12,2)) as data_charge
from volumes as v
left join silver.tariffs as voice on voice.plan = v.plan and voice.service = 'voice'
left join silver.tariffs as data on data.plan = v.plan and data.service = 'data'
