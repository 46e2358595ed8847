create or refresh materialized view src_loyalty_program (
  constraint customer_id_present expect (customer_id is not null) on violation drop row,
  constraint one_row_per_customer
    expect (customer_id is null or count(*) over (partition by customer_id) = 1)
    on violation fail update,
  constraint tier_start_date_valid expect (tier_start_date <= current_date())
)
comment 'One row per customer in the loyalty program'
as
with source as (
  -- A date that is none becomes null, which its expectation counts.
  select
    * except (tier_start_date),
    try_cast(tier_start_date as date) as tier_start_date
  from read_files(
    'customer/loyalty_program.csv',
    format => 'csv',
    header => true,
    schema => '
      customer_id string, loyalty_tier string, points_balance int, points_earned_ytd int,
      points_redeemed_ytd int, tier_start_date string, lifetime_value decimal(10,2)'
  )
),
ranked as (
  -- The latest tier wins; the other columns only settle ties.
  select
    *,
    row_number() over (
      partition by customer_id
      order by
        tier_start_date desc, loyalty_tier, points_balance, points_earned_ytd,
        points_redeemed_ytd, lifetime_value
    ) as row_rank
  from source
)
select
  customer_id, loyalty_tier, points_balance, points_earned_ytd, points_redeemed_ytd,
  tier_start_date, lifetime_value,
  points_earned_ytd - points_redeemed_ytd as net_points_ytd,
  points_redeemed_ytd / nullif(points_earned_ytd, 0) as redemption_rate,
  datediff(current_date(), tier_start_date) as days_in_current_tier,
  case loyalty_tier
    when 'Bronze' then 1
    when 'Silver' then 2
    when 'Gold' then 3
    when 'Platinum' then 4
    else 0
  end as tier_rank,
  -- An unknown lifetime value has no segment.
  case
    when lifetime_value is null then null
    when lifetime_value < 1000 then 'Low Value'
    when lifetime_value < 5000 then 'Medium Value'
    when lifetime_value < 10000 then 'High Value'
    else 'VIP'
  end as value_segment
from ranked
where row_rank = 1 or customer_id is null
