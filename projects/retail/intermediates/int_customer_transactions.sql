create or refresh materialized view int_customer_transactions (
  constraint customer_known expect (is_known_customer)
)
comment 'One row per customer and completed transaction that holds an active product'
as
with transactions as (
  select * from src_transactions
),
items as (
  select * from src_transaction_items
),
products as (
  select * from src_products
),
customers as (
  select customer_id, preferred_channel from src_customers
),
baskets as (
  -- Only lines of active products count; see transactions_without_active_items for the rest.
  select
    items.transaction_id,
    count(*) as items_purchased,
    sum(items.quantity) as total_quantity,
    avg(items.unit_price) as avg_item_price,
    count(distinct products.category) as unique_categories,
    count(distinct products.brand) as unique_brands,
    sort_array(collect_set(products.category_group)) as purchased_category_groups,
    sort_array(collect_set(products.brand)) as purchased_brands
  from items
  inner join products on items.product_id = products.product_id
  group by items.transaction_id
)
select
  transactions.customer_id, transactions.transaction_id, transactions.transaction_date,
  transactions.transaction_date_only, transactions.transaction_hour, transactions.day_of_week,
  transactions.transaction_month, transactions.transaction_quarter,
  transactions.transaction_year, transactions.channel, transactions.channel_group,
  transactions.store_id, transactions.payment_method, transactions.subtotal,
  transactions.tax_amount, transactions.discount_amount, transactions.total_amount,
  transactions.has_discount, transactions.discount_rate, transactions.order_size_category,
  baskets.items_purchased, baskets.total_quantity, baskets.avg_item_price,
  baskets.unique_categories, baskets.unique_brands, baskets.purchased_category_groups,
  baskets.purchased_brands,
  coalesce(transactions.channel = customers.preferred_channel, false) as used_preferred_channel,
  customers.customer_id is not null as is_known_customer
from transactions
inner join baskets on transactions.transaction_id = baskets.transaction_id
left join customers on transactions.customer_id = customers.customer_id
