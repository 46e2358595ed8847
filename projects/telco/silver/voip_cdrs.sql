create view silver.voip_cdrs
comment 'One row per VoIP session that was received; is_duplicate where the network sent it before'
as
with records as (
  select * from silver.received_voip_cdrs
),
again as (
  select
    user_id, session_start_time, charge_id,
    min(struct(partition, offset)) as first_sent
  from records
  group by user_id, session_start_time, charge_id
  having count(*) > 1
)
select
  records.* except (parse_error, unknown_fields),
  coalesce(struct(records.partition, records.offset) <> again.first_sent, false) as is_duplicate
from records
left join again
  on records.user_id = again.user_id
    and records.session_start_time = again.session_start_time
    and records.charge_id = again.charge_id
