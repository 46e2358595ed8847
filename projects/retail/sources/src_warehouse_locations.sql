create or refresh materialized view src_warehouse_locations (
  constraint location_id_present expect (location_id is not null) on violation quarantine row
)
comment 'One row per warehouse or store'
as
with source as (
  select *
  from read_files(
    'logistics/warehouse_locations.csv',
    format => 'csv',
    header => true,
    schema => '
      location_id string, location_name string, location_type string, address string, city string,
      state string, country string, capacity_cubic_meters decimal(12,2), manager_name string'
  )
),
ranked as (
  -- All columns in order settle which copy is kept.
  select
    *,
    row_number() over (
      partition by location_id
      order by
        location_name, location_type, address, city, state, country, capacity_cubic_meters,
        manager_name
    ) as row_rank
  from source
)
select
  location_id, location_name, location_type, address, city, state, country, capacity_cubic_meters,
  manager_name
from ranked
where row_rank = 1 or location_id is null
