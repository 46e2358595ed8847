create or refresh materialized view src_shipments (
  constraint shipment_id_present expect (shipment_id is not null) on violation quarantine row
)
comment 'One row per shipment'
as
with source as (
  select *
  from read_files(
    'logistics/shipments.csv',
    format => 'csv',
    header => true,
    schema => '
      shipment_id string, transaction_id string, tracking_number string, carrier string,
      service_level string, origin_location string, destination_address string,
      weight_kg decimal(8,3), dimensions string, ship_date timestamp,
      estimated_delivery timestamp, actual_delivery timestamp, delivery_status string,
      shipping_cost decimal(12,2)'
  )
),
ranked as (
  -- The latest entry wins; the other columns only settle ties.
  select
    *,
    row_number() over (
      partition by shipment_id
      order by
        ship_date desc, transaction_id, tracking_number, carrier, service_level, origin_location,
        destination_address, weight_kg, dimensions, estimated_delivery, actual_delivery,
        delivery_status, shipping_cost
    ) as row_rank
  from source
)
select
  shipment_id, transaction_id, tracking_number, carrier, service_level, origin_location,
  destination_address, weight_kg, dimensions, ship_date, estimated_delivery, actual_delivery,
  delivery_status, shipping_cost
from ranked
where row_rank = 1 or shipment_id is null
