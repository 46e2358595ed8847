create view silver.customer_versions
comment 'One row per customer and version, with its dates spelled out'
as
with history as (
  select * from silver.customers_history
)
select
  customer_id, email, phone, first_name, last_name, loyalty_tier, lifetime_value, city, state,
  cast(__start_at as date) as effective_start_date,
  cast(__end_at as date) as effective_end_date,
  __end_at is null as is_current
from history
