-- Marketing: which customers at risk of churn have a lifetime value above a limit?
select
  customer_id, first_name, last_name, email, loyalty_tier, lifetime_value, customer_status,
  last_purchase_date
from customer_analytics_c360
where churn_risk_flag and lifetime_value > :min_lifetime_value
order by lifetime_value desc, customer_id
