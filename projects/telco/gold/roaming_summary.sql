create or refresh materialized view gold.roaming_summary
comment 'One row per subscriber with roaming events'
cluster by (user_id)
as
with events as (
  select * from silver.roaming_cdrs where not is_duplicate
)
select
  user_id,
  count(*) as roaming_events,
  count(distinct roaming_country) as countries_visited,
  array_join(array_sort(collect_set(roaming_country)), ', ') as countries_list,
  coalesce(sum(charge_amount), 0) as total_roaming_charge,
  sum(call_duration_seconds) as total_roaming_seconds,
  avg(fraud_score) as avg_fraud_score,
  count_if(suspicious_activity) as suspicious_events,
  count_if(not connection_allowed) as blocked_connections,
  max(call_event_start_time) as last_roaming_ts
from events
group by user_id
