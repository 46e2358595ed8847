create or refresh materialized view src_transactions (
  constraint transaction_id_present expect (transaction_id is not null) on violation quarantine row,
  constraint amounts_positive
    expect (
      subtotal > 0 and total_amount > 0
      and coalesce(tax_amount, 0) >= 0 and coalesce(discount_amount, 0) >= 0
    )
    on violation quarantine row,
  constraint customer_id_present expect (customer_id is not null),
  constraint transaction_date_valid expect (transaction_date_only <= current_date())
)
comment 'One row per completed transaction'
as
with source as (
  -- A date that is none becomes null, which its expectation counts.
  select
    * except (transaction_date),
    try_cast(transaction_date as timestamp) as transaction_date
  from read_files(
    'sales/transactions.csv',
    format => 'csv',
    header => true,
    schema => '
      transaction_id string, customer_id string, transaction_date string, channel string,
      store_id string, payment_method string, subtotal decimal(12,2), tax_amount decimal(12,2),
      discount_amount decimal(12,2), total_amount decimal(12,2), currency string, status string'
  )
),
ranked as (
  -- The latest entry wins, and refunded wins over completed; the other columns only settle ties.
  select
    *,
    row_number() over (
      partition by transaction_id
      order by
        transaction_date desc, status desc, customer_id, channel, store_id, payment_method,
        subtotal, tax_amount, discount_amount, total_amount, currency
    ) as row_rank
  from source
)
select
  transaction_id, customer_id, transaction_date, channel, store_id, payment_method, subtotal,
  tax_amount, discount_amount, total_amount, currency, status,
  cast(transaction_date as date) as transaction_date_only,
  hour(transaction_date) as transaction_hour,
  dayofweek(transaction_date) as day_of_week,
  month(transaction_date) as transaction_month,
  quarter(transaction_date) as transaction_quarter,
  year(transaction_date) as transaction_year,
  case
    when channel in ('online', 'mobile') then 'Digital'
    when channel = 'store' then 'Physical'
    else 'Other'
  end as channel_group,
  coalesce(discount_amount > 0, false) as has_discount,
  case
    when discount_amount > 0 then discount_amount / nullif(subtotal, 0)
    else 0
  end as discount_rate,
  case
    when total_amount is null then null
    when total_amount < 50 then 'Small'
    when total_amount < 150 then 'Medium'
    when total_amount < 300 then 'Large'
    else 'XLarge'
  end as order_size_category
from ranked
where (row_rank = 1 or transaction_id is null) and status = 'completed'
