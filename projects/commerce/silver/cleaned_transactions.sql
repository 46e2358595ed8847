create temporary view silver.cleaned_transactions
comment 'One row per transaction line, typed, with its amounts'
as
with lines as (
  select * from stream(bronze.raw_transactions)
),
amounts as (
  select
    *,
    -- An amount that no money column holds is none.
    try_cast(unit_price * quantity as decimal(12,2)) as gross_amount,
    case when discount_pct between 0 and 1 then discount_pct else 0 end as discount_rate
  from lines
),
netted as (
  select
    *,
    cast(round(gross_amount * (1 - discount_rate), 2) as decimal(12,2)) as net_amount
  from amounts
)
select
  transaction_id, customer_id, product_id, product_name, product_category, store_id, quantity,
  unit_price, amount, discount_pct, gross_amount,
  cast(gross_amount - net_amount as decimal(12,2)) as discount_amount,
  net_amount,
  case
    when lower(trim(payment_method))
      in ('credit_card', 'debit_card', 'paypal', 'apple_pay', 'bank_transfer')
      then lower(trim(payment_method))
    else 'other'
  end as payment_method,
  coalesce(upper(trim(currency)), 'USD') as currency,
  cast(transaction_date as date) as transaction_date,
  transaction_date as transaction_ts,
  year(transaction_date) as year,
  month(transaction_date) as month,
  dayofweek(transaction_date) as day_of_week,
  _ingested_at, _source_file
from netted
