-- The rules, against what the sample marks; and the money at risk.
select
  q.rule, q.labelled, q.signalled, q.precision, q.recall,
  coalesce(sum(s.amount_at_risk), 0) as amount_at_risk
from gold.fraud_quality as q
left join gold.fraud_signals as s on q.rule = s.rule
group by q.rule, q.labelled, q.signalled, q.precision, q.recall
order by q.rule
