create or refresh materialized view src_product_suppliers (
  constraint key_present
    expect (product_id is not null and supplier_id is not null)
    on violation quarantine row
)
comment 'One row per product and supplier'
as
with source as (
  select *
  from read_files(
    'products/product_suppliers.csv',
    format => 'csv',
    header => true,
    schema => '
      product_id string, supplier_id string, is_primary boolean, cost_price decimal(12,2),
      lead_time_days int'
  )
),
ranked as (
  -- All columns in order settle which copy is kept.
  select
    *,
    row_number() over (
      partition by product_id, supplier_id
      order by
        is_primary, cost_price, lead_time_days
    ) as row_rank
  from source
)
select
  product_id, supplier_id, is_primary, cost_price, lead_time_days
from ranked
where row_rank = 1 or product_id is null or supplier_id is null
