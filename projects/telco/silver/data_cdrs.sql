create view silver.data_cdrs
comment 'One row per data session that was received; is_duplicate where the network sent it before'
as
with records as (
  select * from silver.received_data_cdrs
),
again as (
  select
    user_id, record_opening_time, charging_id, record_sequence_number,
    min(struct(partition, offset)) as first_sent
  from records
  group by user_id, record_opening_time, charging_id, record_sequence_number
  having count(*) > 1
)
select
  records.* except (parse_error, unknown_fields),
  coalesce(struct(records.partition, records.offset) <> again.first_sent, false) as is_duplicate
from records
left join again
  on records.user_id = again.user_id
    and records.record_opening_time = again.record_opening_time
    and records.charging_id = again.charging_id
    and records.record_sequence_number <=> again.record_sequence_number
