create view silver.all_cdrs
comment 'One row per call detail record of any type, with what all types have'
as
select
  r.user_id, r.cdr_type, r.start_time, r.end_time, r.event_date, r.event_hour, r.duration_seconds,
  r.bytes, r.charge, r.counterparty, r.cell_or_node, r.is_anomaly, r.anomaly_type,
  repeated.offset is not null as is_duplicate, r.topic, r.partition, r.offset
from silver.received_cdrs as r
left join silver.repeated_records as repeated
  on r.topic = repeated.topic and r.partition = repeated.partition and r.offset = repeated.offset
