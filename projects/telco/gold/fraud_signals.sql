create or refresh materialized view gold.fraud_signals
comment 'One row per subscriber, day and rule that their records of the day meet'
cluster by (user_id)
tblproperties ('pipelines.trigger.interval' = '1 minute')
as
select user_id, event_date, 'sim_box' as rule, 'MANY_CALLEES_ONE_CELL_NO_INCOMING' as reason_code,
  evidence, amount_at_risk
from gold.fraud_sim_box
union all
select user_id, event_date, 'wangiri', 'SHORT_CALLS_TO_ONE_RANGE', evidence, amount_at_risk
from gold.fraud_wangiri
union all
select user_id, event_date, 'irsf', 'BURST_TO_PREMIUM_OR_INTERNATIONAL', evidence, amount_at_risk
from gold.fraud_irsf
union all
select user_id, event_date, 'roaming_fraud', 'SUSPICIOUS_ROAMING', evidence, amount_at_risk
from gold.fraud_roaming
union all
select user_id, event_date, 'usage_jump', 'SESSION_FAR_ABOVE_USUAL', evidence, amount_at_risk
from gold.fraud_usage_jump
