create view gold.fraud_quality
comment 'One row per rule of fraud: how well it finds what the sample marks'
as
with found as (
  select user_id, event_date, rule, true as signalled from gold.fraud_signals
),
marked as (
  select user_id, event_date, rule, true as labelled from gold.fraud_labels
),
both as (
  select rule, coalesce(signalled, false) as signalled, coalesce(labelled, false) as labelled
  from found full join marked using (user_id, event_date, rule)
)
select
  rule,
  count_if(labelled) as labelled,
  count_if(signalled) as signalled,
  count_if(signalled and labelled) as hits,
  round(count_if(signalled and labelled) / nullif(count_if(signalled), 0), 3) as precision,
  round(count_if(signalled and labelled) / nullif(count_if(labelled), 0), 3) as recall
from both
group by rule
