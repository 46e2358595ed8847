create or refresh materialized view src_inventory (
  constraint inventory_id_present expect (inventory_id is not null) on violation quarantine row
)
comment 'One row per product and location'
as
with source as (
  select *
  from read_files(
    'products/inventory.csv',
    format => 'csv',
    header => true,
    schema => '
      inventory_id string, product_id string, location_id string, stock_quantity int,
      reserved_quantity int, reorder_point int, max_stock_level int, last_updated timestamp'
  )
),
ranked as (
  -- The latest entry wins; the other columns only settle ties.
  select
    *,
    row_number() over (
      partition by inventory_id
      order by
        last_updated desc, product_id, location_id, stock_quantity, reserved_quantity,
        reorder_point, max_stock_level
    ) as row_rank
  from source
)
select
  inventory_id, product_id, location_id, stock_quantity, reserved_quantity, reorder_point,
  max_stock_level, last_updated
from ranked
where row_rank = 1 or inventory_id is null
