create or refresh streaming table silver.repeated_records
comment 'One row per call detail record that was received before, sent twice by the network'
as
-- References come from small numbers and repeat, so only all that is in the key together tells.
-- Roaming events have no reference of their own: who was called, where and by which service stand
-- for it.
select r.*
from stream(silver.received_cdrs) as r
left semi join silver.received_cdrs as e
  on r.record_key = e.record_key
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
