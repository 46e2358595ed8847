create or refresh materialized view silver.customers (
  constraint unique_customer_id
    expect (count(*) over (partition by customer_id) = 1) on violation fail update
)
comment 'One row per customer, as of the as-of date'
tblproperties ('perigon.max-row-drop' = '0.2')
as
with customers as (
  select * from silver.customers_current
)
select
  customer_id, email, first_name, last_name, full_name, phone, loyalty_tier, lifetime_value, city,
  state, country,
  datediff(current_date(), created_date) as account_age_days,
  created_date, updated_date
from customers
