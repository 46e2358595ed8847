create or refresh materialized view fct_customer_360_profile
comment 'One row per customer'
as
with joined as (
  -- Every customer stays. Counts and sums of nothing are 0; averages and dates of nothing are null.
  select
    c.customer_id, c.first_name, c.last_name, c.email, c.customer_segment, c.preferred_channel,
    c.generation_segment, c.age_years, c.city, c.state, c.country, c.registration_date,
    c.days_since_registration,
    l.loyalty_tier, l.tier_rank, l.days_in_current_tier, l.points_balance, l.lifetime_value,
    l.value_segment, l.redemption_rate,
    coalesce(p.total_transactions, 0) as total_transactions,
    coalesce(p.total_spent, 0) as total_spent,
    p.avg_order_value, p.first_purchase_date, p.last_purchase_date,
    coalesce(p.channels_used, 0) as channels_used,
    coalesce(p.shopping_days, 0) as shopping_days,
    coalesce(p.preferred_channel_usage, 0) as preferred_channel_usage,
    coalesce(p.transactions_last_90d, 0) as transactions_last_90d,
    coalesce(p.spent_last_90d, 0) as spent_last_90d,
    datediff(current_date(), cast(p.last_purchase_date as date)) as days_since_purchase,
    coalesce(a.total_app_sessions, 0) as total_app_sessions,
    coalesce(a.total_session_minutes, 0) as total_session_minutes,
    a.avg_session_duration,
    coalesce(a.total_pages_viewed, 0) as total_pages_viewed,
    coalesce(a.total_actions_taken, 0) as total_actions_taken,
    a.last_app_use_date,
    coalesce(a.unique_device_types, 0) as unique_device_types,
    coalesce(s.total_support_tickets, 0) as total_support_tickets,
    coalesce(s.resolved_support_tickets, 0) as resolved_support_tickets,
    s.avg_satisfaction, s.last_ticket_date,
    coalesce(s.urgent_support_tickets, 0) as urgent_support_tickets
  from src_customers as c
  left join src_loyalty_program as l on c.customer_id = l.customer_id
  left join int_customer_purchases as p on c.customer_id = p.customer_id
  left join int_customer_app_usage as a on c.customer_id = a.customer_id
  left join int_customer_support as s on c.customer_id = s.customer_id
)
select
  * except (days_since_purchase),
  0.3 * total_session_minutes + 0.4 * total_pages_viewed + 0.3 * total_actions_taken
    as app_engagement_score,
  case
    when total_transactions = 0 then 'Never Purchased'
    when days_since_purchase <= 30 then 'Active'
    when days_since_purchase <= 90 then 'At Risk'
    else 'Churned'
  end as customer_status,
  -- Recency, frequency and monetary scores run from 1 (worst) to 5 (best).
  case
    when days_since_purchase <= 30 then 5 when days_since_purchase <= 60 then 4
    when days_since_purchase <= 90 then 3 when days_since_purchase <= 180 then 2 else 1
  end as recency_score,
  case
    when total_transactions >= 10 then 5 when total_transactions >= 5 then 4
    when total_transactions >= 3 then 3 when total_transactions >= 1 then 2 else 1
  end as frequency_score,
  case
    when total_spent >= 1000 then 5 when total_spent >= 500 then 4
    when total_spent >= 200 then 3 when total_spent >= 50 then 2 else 1
  end as monetary_score,
  current_timestamp() as profile_created_at
from joined
