create view silver.roaming_cdrs
comment 'One row per roaming event that was received; is_duplicate where the network sent it before'
as
with records as (
  select * from silver.received_roaming_cdrs
),
again as (
  select
    user_id, call_event_start_time, called_party_number, visited_network, service_type,
    min(struct(partition, offset)) as first_sent
  from records
  group by user_id, call_event_start_time, called_party_number, visited_network, service_type
  having count(*) > 1
)
select
  records.* except (parse_error, unknown_fields),
  coalesce(struct(records.partition, records.offset) <> again.first_sent, false) as is_duplicate
from records
left join again
  on records.user_id = again.user_id
    and records.call_event_start_time = again.call_event_start_time
    and records.called_party_number <=> again.called_party_number
    and records.visited_network <=> again.visited_network
    and records.service_type <=> again.service_type
