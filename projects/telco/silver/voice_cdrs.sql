create view silver.voice_cdrs
comment 'One row per call that was received; is_duplicate where the network sent it before'
as
with records as (
  select * from silver.received_voice_cdrs
),
again as (
  select
    user_id, call_event_start_time, call_reference_number, record_sequence_number,
    min(struct(partition, offset)) as first_sent
  from records
  group by user_id, call_event_start_time, call_reference_number, record_sequence_number
  having count(*) > 1
)
select
  records.* except (parse_error, unknown_fields),
  coalesce(struct(records.partition, records.offset) <> again.first_sent, false) as is_duplicate
from records
left join again
  on records.user_id = again.user_id
    and records.call_event_start_time = again.call_event_start_time
    and records.call_reference_number = again.call_reference_number
    and records.record_sequence_number <=> again.record_sequence_number
