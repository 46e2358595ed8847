-- The healthiest customer; equals rank by spend, then id.
with top as (
  select * from customer_analytics_c360
  order by customer_health_score desc, total_spent desc, customer_id
  limit 1
)
select
  customer_id,
  coalesce(first_name, '') as first_name,
  coalesce(last_name, '') as last_name,
  coalesce(loyalty_tier, 'No') as loyalty_tier,
  cast(round(total_spent, 2) as string) as total_spent,
  cast(round(customer_health_score, 2) as string) as health
from top
