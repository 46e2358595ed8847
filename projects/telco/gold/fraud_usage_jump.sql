create view gold.fraud_usage_jump
comment 'One row per subscriber and day with a data session far above what they use'
as
-- Far above: 200 MiB and more, and five times the median of the subscriber's sessions; of all
-- sessions, where a subscriber has fewer than four.
with sessions as (
  select user_id, event_date, total_bytes, data_volume_total_mb
  from silver.data_cdrs
  where not is_duplicate
),
usual as (
  select user_id, count(*) as sessions, median(total_bytes) as bytes
  from sessions
  group by user_id
),
everybody as (
  select median(total_bytes) as bytes from sessions
)
select
  s.user_id, s.event_date,
  count(*) as evidence,
  cast(sum(s.data_volume_total_mb) / 1024 * cast(:data_price as decimal(8,4))
    as decimal(14,2)) as amount_at_risk
from sessions as s
join usual as u on s.user_id = u.user_id
cross join everybody as e
where s.data_volume_total_mb >= 200
  and s.total_bytes >= 5 * if(u.sessions >= 4, u.bytes, e.bytes)
group by s.user_id, s.event_date
