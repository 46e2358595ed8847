-- What is fraud about to cost, by rule and day?
select rule, event_date, count(*) as subscribers, sum(amount_at_risk) as amount_at_risk
from gold.fraud_signals
group by rule, event_date
order by amount_at_risk desc, rule, event_date
