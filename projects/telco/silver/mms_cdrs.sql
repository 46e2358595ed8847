create view silver.mms_cdrs
comment 'One row per picture message that was received; is_duplicate where the network sent it before'
as
with records as (
  select * from silver.received_mms_cdrs
),
again as (
  select
    user_id, event_timestamp, mms_reference_number,
    min(struct(partition, offset)) as first_sent
  from records
  group by user_id, event_timestamp, mms_reference_number
  having count(*) > 1
)
select
  records.* except (parse_error, unknown_fields),
  coalesce(struct(records.partition, records.offset) <> again.first_sent, false) as is_duplicate
from records
left join again
  on records.user_id = again.user_id
    and records.event_timestamp = again.event_timestamp
    and records.mms_reference_number = again.mms_reference_number
