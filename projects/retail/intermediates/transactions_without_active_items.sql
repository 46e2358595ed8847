create or refresh materialized view transactions_without_active_items
comment 'One row per completed transaction that int_customer_transactions leaves out, and why'
as
with transactions as (
  select * from src_transactions
),
counted as (
  select transaction_id from int_customer_transactions
),
lines as (
  select transaction_id, count(*) as item_count
  from src_transaction_items
  group by transaction_id
)
select
  transactions.transaction_id, transactions.customer_id, transactions.transaction_date,
  transactions.total_amount,
  coalesce(lines.item_count, 0) as item_count,
  case
    when lines.transaction_id is null then 'no items'
    else 'no active product'
  end as reason
from transactions
left anti join counted on transactions.transaction_id = counted.transaction_id
left join lines on transactions.transaction_id = lines.transaction_id
