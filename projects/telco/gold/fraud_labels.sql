create or refresh materialized view gold.fraud_labels
comment 'One row per subscriber, day and rule that the sample marks as fraud'
tblproperties ('pipelines.trigger.interval' = '1 minute')
as
select user_id, event_date, rule
from read_files(
  'fraud_labels.csv',
  format => 'csv', header => true,
  schema => 'user_id string, event_date date, rule string'
)
union
select user_id, event_date, 'roaming_fraud'
from silver.roaming_cdrs
where anomaly_type = 'roaming_fraud' and not is_duplicate
union
select user_id, event_date, 'usage_jump'
from silver.data_cdrs
where anomaly_type = 'abnormal_usage' and not is_duplicate
