create view gold.fraud_sim_box
comment 'One row per subscriber and day on which their SIM looks like part of a SIM box'
as
-- A box ends calls from abroad as local ones: many different callees, all from one place, and
-- hardly anybody calls it; they talk, which tells it from one-ring calls. What is lost is the price
-- of ending a call from abroad.
with days as (
  select
    user_id, event_date,
    count_if(call_type = 'MOC') as outgoing,
    count_if(call_type = 'MTC') as incoming,
    count(distinct called_party_number) filter (where call_type = 'MOC') as callees,
    count(distinct cell) filter (where call_type = 'MOC') as cells,
    sum(call_duration_seconds) filter (where call_type = 'MOC') as seconds
  from gold.fraud_calls
  group by user_id, event_date
)
select
  user_id, event_date,
  outgoing as evidence,
  cast(seconds / 60.0 * cast(:termination_price as decimal(8,4)) as decimal(14,2))
    as amount_at_risk
from days
where callees >= 40 and callees >= 0.8 * outgoing and incoming <= 0.05 * outgoing
  -- The odd call from elsewhere does not hide it.
  and cells <= 0.2 * outgoing
  and seconds >= 30 * outgoing
