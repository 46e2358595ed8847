create or refresh materialized view gold.roaming_usage
comment 'One row per subscriber and country with roaming events; those sent twice count once'
cluster by (user_id)
as
-- Where only events sent before are in a country, all is 0. Such an event has the start of the
-- first, so max needs no times.
select
  user_id, roaming_country,
  sum(times) as events,
  sum(if(times = 1, charge, -charge)) as charge,
  sum(times * duration_seconds) as seconds,
  sum(if(times = 1, fraud_score, -fraud_score)) as fraud_score_sum,
  sum(if(fraud_score is not null, times, 0)) as scored,
  sum(if(suspicious_activity, times, 0)) as suspicious,
  sum(if(not connection_allowed, times, 0)) as blocked,
  max(start_time) as last_at
from silver.counted_cdrs
where cdr_type = 'roaming'
group by user_id, roaming_country
