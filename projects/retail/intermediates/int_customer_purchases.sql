create view int_customer_purchases
comment 'One row per customer with counted transactions'
as
with transactions as (
  select *, datediff(current_date(), transaction_date_only) as days_ago
  from int_customer_transactions
)
select
  customer_id,
  count(*) as total_transactions,
  sum(total_amount) as total_spent,
  avg(total_amount) as avg_order_value,
  min(transaction_date) as first_purchase_date,
  max(transaction_date) as last_purchase_date,
  count(distinct channel) as channels_used,
  count(distinct transaction_date_only) as shopping_days,
  count(*) filter (where used_preferred_channel) as preferred_channel_usage,
  count(*) filter (where days_ago <= 90) as transactions_last_90d,
  sum(case when days_ago <= 90 then total_amount end) as spent_last_90d
from transactions
group by customer_id
