-- One line for the whole customer base.
select
  count(*) as total_customers,
  count(*) filter (where customer_status = 'Active') as active,
  count(*) filter (where churn_risk_flag) as at_risk,
  coalesce(cast(round(avg(customer_health_score), 2) as string), 'no') as avg_health
from customer_analytics_c360
