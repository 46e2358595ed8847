-- The five healthiest customers; equals rank by spend, then id.
select
  customer_id, first_name, last_name, loyalty_tier, customer_status,
  round(customer_health_score, 2) as health,
  total_spent
from customer_analytics_c360
order by customer_health_score desc, total_spent desc, customer_id
limit 5
