create or refresh materialized view src_tracking_events (
  constraint event_id_present expect (event_id is not null) on violation quarantine row
)
comment 'One row per tracking event of a shipment'
as
with source as (
  select *
  from read_files(
    'logistics/tracking_events.csv',
    format => 'csv',
    header => true,
    schema => '
      event_id string, shipment_id string, event_timestamp timestamp, event_type string, location
      string, description string, carrier_status string'
  )
),
ranked as (
  -- The latest entry wins; the other columns only settle ties.
  select
    *,
    row_number() over (
      partition by event_id
      order by
        event_timestamp desc, shipment_id, event_type, location, description, carrier_status
    ) as row_rank
  from source
)
select
  event_id, shipment_id, event_timestamp, event_type, location, description, carrier_status
from ranked
where row_rank = 1 or event_id is null
