create or refresh materialized view gold.anomaly_summary
comment 'One row per subscriber with anomalies'
cluster by (user_id)
as
with anomalies as (
  select user_id, event_date, cdr_type, anomaly_type, anomalies
  from gold.daily_anomalies
  where anomalies > 0
),
types as (
  -- The most frequent type; ties go to the latest, then to the name.
  select
    user_id, anomaly_type,
    row_number() over (
      partition by user_id order by sum(anomalies) desc, max(event_date) desc, anomaly_type
    ) as place
  from anomalies
  where anomaly_type is not null
  group by user_id, anomaly_type
),
counts as (
  select
    user_id,
    coalesce(sum(anomalies) filter (where cdr_type = 'voice'), 0) as voice_anomalies,
    coalesce(sum(anomalies) filter (where cdr_type = 'data_usage'), 0) as data_anomalies,
    coalesce(sum(anomalies) filter (where cdr_type = 'sms'), 0) as sms_anomalies,
    coalesce(sum(anomalies) filter (where cdr_type = 'mms'), 0) as mms_anomalies,
    coalesce(sum(anomalies) filter (where cdr_type = 'voip'), 0) as voip_anomalies,
    coalesce(sum(anomalies) filter (where cdr_type = 'roaming'), 0) as roaming_anomalies,
    coalesce(sum(anomalies) filter (where cdr_type = 'wifi_calling'), 0) as wifi_calling_anomalies,
    coalesce(sum(anomalies) filter (where cdr_type = 'ims'), 0) as ims_anomalies,
    sum(anomalies) as total_anomalies,
    max(event_date) as last_anomaly_date
  from anomalies
  group by user_id
)
select counts.*, types.anomaly_type as most_frequent_anomaly_type
from counts
left join types on counts.user_id = types.user_id and types.place = 1
