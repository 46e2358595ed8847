create or refresh materialized view gold.roaming_summary
comment 'One row per subscriber with roaming events'
cluster by (user_id)
as
with countries as (
  select * from gold.roaming_usage where events > 0
)
select
  user_id,
  sum(events) as roaming_events,
  count(roaming_country) as countries_visited,
  array_join(array_sort(collect_set(roaming_country)), ', ') as countries_list,
  cast(coalesce(sum(charge), 0) as decimal(20,2)) as total_roaming_charge,
  sum(seconds) as total_roaming_seconds,
  cast(sum(fraud_score_sum) as double) / nullif(sum(scored), 0) as avg_fraud_score,
  sum(suspicious) as suspicious_events,
  sum(blocked) as blocked_connections,
  max(last_at) as last_roaming_ts
from countries
group by user_id
