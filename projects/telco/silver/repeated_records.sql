create or refresh streaming table silver.repeated_records
comment 'One row per call detail record that was received before, sent twice by the network'
as
-- References come from small numbers and repeat, so only all of this together tells. Roaming events
-- have no reference of their own: who was called, where and by which service stand for it.
select r.*
from stream(silver.received_cdrs) as r
left semi join silver.received_cdrs as e
  on r.cdr_type = e.cdr_type and r.user_id = e.user_id and r.start_time = e.start_time
    and r.reference <=> e.reference and r.record_sequence_number <=> e.record_sequence_number
    and r.visited_network <=> e.visited_network and r.service_type <=> e.service_type
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
