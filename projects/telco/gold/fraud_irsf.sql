create view gold.fraud_irsf
comment 'One row per subscriber and day with a burst of calls to premium or international numbers'
as
-- International revenue share fraud: somebody shares in the price of the calls. A burst is ten
-- such calls and more that make up nearly all of the day.
with days as (
  select
    user_id, event_date,
    count(*) as calls,
    count_if(tariff_class in ('premium_voice', 'international')) as dear_calls,
    sum(call_duration_seconds)
      filter (where tariff_class in ('premium_voice', 'international')) as dear_seconds
  from gold.fraud_calls
  where call_type = 'MOC'
  group by user_id, event_date
)
select
  user_id, event_date,
  dear_calls as evidence,
  cast(dear_seconds / 60.0 * cast(:premium_price as decimal(8,4)) as decimal(14,2))
    as amount_at_risk
from days
where dear_calls >= 10 and dear_calls >= 0.9 * calls and dear_seconds >= 3600
