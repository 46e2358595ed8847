create view gold.daily_sms
comment 'One row per subscriber and day with records of type sms; those sent twice count once'
as
select
  user_id, event_date,
  count(*) as sms_count,
  sum(charge_amount) as sms_charge,
  count_if(delivery_status = 'failed') as sms_failed_count,
  max(event_timestamp) as sms_last_ts,
  count_if(is_anomaly) as sms_anomaly_count
from silver.sms_cdrs
where not is_duplicate
group by user_id, event_date
