create view gold.fraud_roaming
comment 'One row per subscriber and day with roaming that the visited network calls suspicious'
as
select
  user_id, event_date,
  count(*) as evidence,
  cast(coalesce(sum(charge_amount), 0) as decimal(14,2)) as amount_at_risk
from silver.roaming_cdrs
where not is_duplicate and (suspicious_activity or fraud_score >= 0.7)
group by user_id, event_date
