create or refresh materialized view gold.network_hours
comment 'One row per day, hour and network element: attempts and what became of them'
as
-- Causes are those of ITU-T Q.850. Where only records sent before name an element, all is 0.
with attempts as (
  select
    event_date, event_hour, network, cause, duration_seconds, times,
    if(cdr_type = 'voice', 'node', 'generation') as network_kind,
    cdr_type = 'voice' as is_call,
    cdr_type = 'voice' and duration_seconds > 0 as answered,
    if(cdr_type = 'voice', duration_seconds, bytes) > 0 as established,
    cause = if(cdr_type = 'voice', '31', 'abnormalRelease') as cut
  from silver.counted_cdrs
  where (cdr_type = 'voice' and call_type = 'MOC') or cdr_type = 'data_usage'
)
select
  event_date, event_hour, network_kind, network,
  sum(times) as attempts,
  sum(if(is_call and (answered or cause is null or cause not in ('34', '44')), times, 0))
    as seizures,
  sum(if(answered, times, 0)) as answered,
  sum(if(established, times, 0)) as established,
  sum(if(established and cut, times, 0)) as dropped,
  sum(if(is_call and (answered or cause in ('17', '18', '19', '21')), times, 0)) as reached,
  sum(if(answered, times * duration_seconds, 0)) as answered_seconds
from attempts
group by event_date, event_hour, network_kind, network
