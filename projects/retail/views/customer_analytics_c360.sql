create or refresh materialized view customer_analytics_c360 (
  constraint customer_id_present expect (customer_id is not null) on violation drop row,
  constraint email_present
    expect (email is not null and trim(email) <> '') on violation drop row
)
comment 'One row per customer who has an email address'
as
with profiles as (
  select * from fct_customer_360_profile
)
select
  customer_id, first_name, last_name, email, customer_segment, preferred_channel,
  generation_segment, age_years, city, state, country, days_since_registration,
  case
    when days_since_registration is null then null
    when days_since_registration <= 30 then 'New (0-30 days)'
    when days_since_registration <= 90 then 'Recent (31-90 days)'
    when days_since_registration <= 365 then 'Established (3-12 months)'
    else 'Veteran (1+ years)'
  end as customer_tenure_segment,
  loyalty_tier, points_balance, lifetime_value, value_segment, redemption_rate,
  total_transactions, total_spent, avg_order_value, first_purchase_date, last_purchase_date,
  channels_used, shopping_days, transactions_last_90d, spent_last_90d, customer_status,
  recency_score, frequency_score, monetary_score,
  (recency_score + frequency_score + monetary_score) / 3.0 as customer_health_score,
  total_app_sessions, total_session_minutes, avg_session_duration, app_engagement_score,
  last_app_use_date, unique_device_types, total_support_tickets, resolved_support_tickets,
  avg_satisfaction, last_ticket_date, urgent_support_tickets,
  -- Tickets without any score need attention as much as bad scores do.
  case
    when total_support_tickets = 0 then 'No Contact'
    when avg_satisfaction >= 4 then 'Highly Satisfied'
    when avg_satisfaction >= 3 then 'Satisfied'
    else 'Needs Attention'
  end as support_satisfaction_level,
  total_app_sessions > 0 as is_app_user,
  coalesce(preferred_channel in ('online', 'mobile'), false) as is_digital_native,
  urgent_support_tickets > 0 as has_urgent_issues,
  customer_status in ('At Risk', 'Churned') as churn_risk_flag,
  coalesce(avg_satisfaction < 3, false) as satisfaction_risk_flag,
  channels_used = 1 and total_transactions > 3 as channel_expansion_opportunity,
  coalesce(loyalty_tier in ('Bronze', 'Silver') and lifetime_value > 2000, false)
    as tier_upgrade_opportunity,
  total_app_sessions = 0 and customer_status = 'Active' as app_adoption_opportunity,
  profile_created_at,
  current_timestamp() as view_accessed_at
from profiles
