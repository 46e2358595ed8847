create view gold.daily_roaming
comment 'One row per subscriber and day with records of type roaming; those sent twice count once'
as
select
  user_id, event_date,
  count(*) as roaming_event_count,
  sum(charge_amount) as roaming_charge,
  sum(call_duration_seconds) as roaming_seconds,
  max(call_event_start_time) as roaming_last_ts,
  count_if(is_anomaly) as roaming_anomaly_count
from silver.roaming_cdrs
where not is_duplicate
group by user_id, event_date
