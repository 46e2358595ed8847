create view gold.daily_mms
comment 'One row per subscriber and day with records of type mms; those sent twice count once'
as
select
  user_id, event_date,
  count(*) as mms_count,
  sum(charge_amount) as mms_charge,
  max(event_timestamp) as mms_last_ts,
  count_if(is_anomaly) as mms_anomaly_count
from silver.mms_cdrs
where not is_duplicate
group by user_id, event_date
