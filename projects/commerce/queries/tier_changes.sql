-- CRM: how often did customers move from one tier to another?
with versions as (
  select
    customer_id, loyalty_tier,
    lag(loyalty_tier) over (partition by customer_id order by __start_at) as tier_before
  from silver.customers_history
)
select tier_before, loyalty_tier, count(*) as changes
from versions
where tier_before is distinct from loyalty_tier and tier_before is not null
group by tier_before, loyalty_tier
order by changes desc, tier_before, loyalty_tier
