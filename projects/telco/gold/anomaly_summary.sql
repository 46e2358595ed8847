create or refresh materialized view gold.anomaly_summary
comment 'One row per subscriber with anomalies'
cluster by (user_id)
as
with anomalies as (
  select user_id, cdr_type, anomaly_type, event_date
  from silver.all_cdrs
  where is_anomaly and not is_duplicate
),
types as (
  -- The most frequent type; ties go to the latest, then to the name.
  select
    user_id, anomaly_type,
    row_number() over (
      partition by user_id order by count(*) desc, max(event_date) desc, anomaly_type
    ) as place
  from anomalies
  where anomaly_type is not null
  group by user_id, anomaly_type
),
counts as (
  select
    user_id,
    count_if(cdr_type = 'voice') as voice_anomalies,
    count_if(cdr_type = 'data_usage') as data_anomalies,
    count_if(cdr_type = 'sms') as sms_anomalies,
    count_if(cdr_type = 'mms') as mms_anomalies,
    count_if(cdr_type = 'voip') as voip_anomalies,
    count_if(cdr_type = 'roaming') as roaming_anomalies,
    count_if(cdr_type = 'wifi_calling') as wifi_calling_anomalies,
    count_if(cdr_type = 'ims') as ims_anomalies,
    count(*) as total_anomalies,
    max(event_date) as last_anomaly_date
  from anomalies
  group by user_id
)
select counts.*, types.anomaly_type as most_frequent_anomaly_type
from counts
left join types on counts.user_id = types.user_id and types.place = 1
