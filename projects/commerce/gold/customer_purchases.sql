create view gold.customer_purchases
comment 'One row per customer with transactions up to the as-of date'
as
with transactions as (
  select *, datediff(current_date(), transaction_date) as days_ago
  from silver.transactions
  where transaction_date <= current_date()
),
categories as (
  -- The category bought most; ties go to the latest, then to the name.
  select
    customer_id, product_category,
    row_number() over (
      partition by customer_id
      order by count(*) desc, max(transaction_ts) desc, product_category
    ) as place
  from transactions
  where product_category is not null
  group by customer_id, product_category
),
payments as (
  select
    customer_id, payment_method,
    row_number() over (
      partition by customer_id
      order by count(*) desc, max(transaction_ts) desc, payment_method
    ) as place
  from transactions
  group by customer_id, payment_method
),
summed as (
  select
    customer_id,
    max(transaction_date) as last_transaction_date,
    min(days_ago) as days_since_last_purchase,
    count(*) as total_transactions,
    count(distinct year, month) as active_months,
    sum(net_amount) as total_spend,
    avg(net_amount) as avg_transaction_value,
    max(net_amount) as max_transaction_value,
    min(net_amount) as min_transaction_value,
    -- Rounded, because the last digits of a sum of floats depend on the order of rows.
    round(stddev(net_amount), 6) as stddev_transaction_value,
    count(distinct product_category) as unique_categories_purchased,
    avg(day_of_week) as avg_purchase_day_of_week,
    sum(net_amount) filter (where days_ago <= 30) as spend_last_30_days,
    count(*) filter (where days_ago <= 30) as transactions_last_30_days,
    sum(net_amount) filter (where days_ago <= 90) as spend_last_90_days
  from transactions
  group by customer_id
)
select
  summed.*,
  categories.product_category as top_category,
  payments.payment_method as preferred_payment_method
from summed
left join categories on summed.customer_id = categories.customer_id and categories.place = 1
left join payments on summed.customer_id = payments.customer_id and payments.place = 1
