create or refresh streaming table bronze.bronze_data_cdrs
comment 'One row per record of the topic of data sessions, as it came'
partitioned by (ingestion_date)
as
select
  cast(key as string) as key,
  timestamp, topic, partition, offset,
  current_timestamp() as processing_time,
  cast(value as string) as raw_data,
  -- What is no text.
  if(is_valid_utf8(cast(value as string)), null, value) as raw_bytes,
  current_date() as ingestion_date
from stream read_kafka(
  bootstrapServers => :bootstrap_servers,
  subscribe => :topic_prefix || 'data-cdrs',
  startingOffsets => 'earliest',
  maxOffsetsPerTrigger => :max_records_per_commit
)
