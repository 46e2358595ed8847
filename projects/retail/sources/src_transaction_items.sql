create or refresh materialized view src_transaction_items (
  constraint item_id_present expect (item_id is not null) on violation quarantine row,
  constraint amounts_positive
    expect (
      quantity > 0 and unit_price > 0 and line_total > 0 and coalesce(discount_applied, 0) >= 0
    )
    on violation quarantine row
)
comment 'One row per line of a transaction'
as
with source as (
  select *
  from read_files(
    'sales/transaction_items.csv',
    format => 'csv',
    header => true,
    schema => '
      item_id string, transaction_id string, product_id string, quantity int,
      unit_price decimal(12,2), line_total decimal(12,2), discount_applied decimal(12,2)'
  )
),
ranked as (
  -- Lines have no date: all columns in order settle which copy is kept.
  select
    *,
    row_number() over (
      partition by item_id
      order by transaction_id, product_id, quantity, unit_price, line_total, discount_applied
    ) as row_rank
  from source
)
select item_id, transaction_id, product_id, quantity, unit_price, line_total, discount_applied
from ranked
where row_rank = 1 or item_id is null
