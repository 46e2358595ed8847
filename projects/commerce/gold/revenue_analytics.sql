create or refresh materialized view gold.revenue_analytics
comment 'One row per day, category, payment method, loyalty tier and country with transactions'
as
with transactions as (
  select * from silver.transactions where transaction_date <= current_date()
),
customers as (
  select customer_id, loyalty_tier, country from silver.customers
),
sales as (
  -- Unknowns are spelled out, so that the sums over all rows are the sums over all transactions.
  select
    t.transaction_date,
    coalesce(t.product_category, 'unknown') as product_category,
    t.payment_method,
    coalesce(c.loyalty_tier, 'unknown') as loyalty_tier,
    coalesce(c.country, 'unknown') as country,
    t.customer_id, t.gross_amount, t.discount_amount, t.net_amount, t.quantity
  from transactions as t
  left join customers as c on t.customer_id = c.customer_id
),
grouped as (
  select
    transaction_date, product_category, payment_method, loyalty_tier, country,
    count(*) as transaction_count,
    count(distinct customer_id) as unique_customers,
    sum(gross_amount) as gross_revenue,
    sum(discount_amount) as total_discounts,
    sum(net_amount) as net_revenue,
    avg(net_amount) as avg_order_value,
    sum(quantity) as total_units_sold
  from sales
  group by transaction_date, product_category, payment_method, loyalty_tier, country
)
select
  *,
  -- Of the category up to and with the day; the same on all rows of that day.
  sum(net_revenue) over (
    partition by product_category order by transaction_date
    range between unbounded preceding and current row
  ) as cumulative_revenue
from grouped
