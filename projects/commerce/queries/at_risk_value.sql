-- Marketing: who is about to leave although they brought much?
select customer_id, total_spend, days_since_last_purchase, open_tickets
from gold.customer_360
where customer_value_tier <> 'low' and health_score = 'at_risk'
order by total_spend desc, customer_id
limit 20
