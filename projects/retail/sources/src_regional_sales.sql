create or refresh materialized view src_regional_sales (
  constraint key_present
    expect (region_id is not null and sales_date is not null)
    on violation quarantine row
)
comment 'One row per region and day'
as
with source as (
  -- A date that is none becomes null, which its expectation counts.
  select
    * except (sales_date),
    try_cast(sales_date as date) as sales_date
  from read_files(
    'sales/regional_sales.csv',
    format => 'csv',
    header => true,
    schema => '
      region_id string, region_name string, country string, sales_date string,
      total_revenue decimal(14,2), total_transactions int, average_order_value decimal(12,2)'
  )
),
ranked as (
  -- All columns in order settle which copy is kept.
  select
    *,
    row_number() over (
      partition by region_id, sales_date
      order by
        region_name, country, total_revenue, total_transactions, average_order_value
    ) as row_rank
  from source
)
select
  region_id, region_name, country, sales_date, total_revenue, total_transactions,
  average_order_value
from ranked
where row_rank = 1 or region_id is null or sales_date is null
