create or refresh streaming table bronze.bronze_users
comment 'One row per record of the topic of subscribers, as it came, and parsed'
partitioned by (ingestion_date)
as
with records as (
  select
    cast(key as string) as key,
    timestamp, topic, partition, offset,
    cast(value as string) as raw_data,
    -- What is no text.
    if(is_valid_utf8(cast(value as string)), null, value) as raw_bytes
  from stream read_kafka(
    bootstrapServers => :bootstrap_servers,
    subscribe => :topic_prefix || 'users',
    startingOffsets => 'earliest',
    maxOffsetsPerTrigger => :max_records_per_commit
  )
)
select
  key, timestamp, topic, partition, offset,
  current_timestamp() as processing_time,
  raw_data,
  raw_bytes,
  from_json(
    raw_data,
    'user_id string, msisdn string, imsi string, imei string, plan string, plan_name string,
      data_limit_gb int, voice_minutes int, sms_count int, registration_date date, active boolean,
      location struct<city string, state string>, _corrupt string',
    map('columnNameOfCorruptRecord', '_corrupt')
  ) as parsed_data,
  current_date() as ingestion_date
from records
