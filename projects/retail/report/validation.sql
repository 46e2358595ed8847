-- The figures that a run is checked by.
select
  count(*) as total_customers,
  coalesce(sum(total_spent), 0) as total_revenue,
  count(*) filter (where customer_status = 'Active') as active,
  count(*) filter (where churn_risk_flag) as at_risk,
  round(avg(customer_health_score), 2) as avg_health
from customer_analytics_c360
