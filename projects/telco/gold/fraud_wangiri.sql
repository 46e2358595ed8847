create view gold.fraud_wangiri
comment 'One row per subscriber and day with very short calls to one range of numbers'
as
-- One ring, then hang up, so that the called ring back a number that costs. What is lost is what
-- those who ring back pay: a minute for each call. Ringing the same few again and again is no fraud.
with ranges as (
  select user_id, event_date, number_range, count(*) as calls,
    count(distinct called_party_number) as callees
  from gold.fraud_calls
  where call_type = 'MOC' and call_duration_seconds between 0 and 5
  group by user_id, event_date, number_range
)
select
  user_id, event_date,
  sum(calls) as evidence,
  cast(sum(callees) * cast(:premium_price as decimal(8,4)) as decimal(14,2))
    as amount_at_risk
from ranges
where calls >= 40 and callees >= 0.5 * calls
group by user_id, event_date
