create view silver.voip_cdrs
comment 'One row per VoIP session that was received; is_duplicate where the network sent it before'
as
select
  r.* except (received_at, parse_error, unknown_fields),
  repeated.offset is not null as is_duplicate
from silver.received_voip_cdrs as r
left join silver.repeated_records as repeated
  on r.topic = repeated.topic and r.partition = repeated.partition and r.offset = repeated.offset
