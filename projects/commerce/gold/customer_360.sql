create or refresh materialized view gold.customer_360 (
  constraint has_customer_id expect (customer_id is not null) on violation fail update
)
comment 'One row per customer'
tblproperties ('perigon.max-row-drop' = '0.2')
cluster by (customer_id)
as
with joined as (
  -- Every customer stays. Counts and sums of nothing are 0; averages and dates of nothing are null.
  select
    c.customer_id, c.email, c.first_name, c.last_name, c.full_name, c.phone, c.loyalty_tier,
    c.lifetime_value, c.city, c.state, c.country, c.created_date, c.account_age_days,
    p.last_transaction_date, p.days_since_last_purchase,
    coalesce(p.total_transactions, 0) as total_transactions,
    coalesce(p.active_months, 0) as active_months,
    coalesce(p.total_spend, 0) as total_spend,
    p.avg_transaction_value, p.max_transaction_value, p.min_transaction_value,
    p.stddev_transaction_value, p.top_category,
    coalesce(p.unique_categories_purchased, 0) as unique_categories_purchased,
    p.preferred_payment_method, p.avg_purchase_day_of_week,
    coalesce(p.spend_last_30_days, 0) as spend_last_30_days,
    coalesce(p.transactions_last_30_days, 0) as transactions_last_30_days,
    coalesce(p.spend_last_90_days, 0) as spend_last_90_days,
    coalesce(v.total_sessions, 0) as total_sessions,
    v.avg_session_duration_seconds, v.avg_events_per_session, v.avg_pages_per_session,
    coalesce(v.total_page_views, 0) as total_page_views,
    coalesce(v.total_clicks, 0) as total_clicks,
    coalesce(v.total_add_to_carts, 0) as total_add_to_carts,
    coalesce(v.total_web_purchases, 0) as total_web_purchases,
    v.bounce_rate, v.conversion_rate, v.primary_device, v.primary_browser, v.last_session_date,
    v.days_since_last_session,
    coalesce(v.sessions_last_30_days, 0) as sessions_last_30_days,
    coalesce(s.total_tickets, 0) as total_tickets,
    coalesce(s.open_tickets, 0) as open_tickets,
    coalesce(s.resolved_tickets, 0) as resolved_tickets,
    coalesce(s.closed_tickets, 0) as closed_tickets,
    coalesce(s.critical_tickets, 0) as critical_tickets,
    coalesce(s.high_priority_tickets, 0) as high_priority_tickets,
    s.avg_resolution_hours, s.max_resolution_hours, s.last_ticket_date, s.days_since_last_ticket
  from silver.customers as c
  left join gold.customer_purchases as p on c.customer_id = p.customer_id
  left join gold.customer_visits as v on c.customer_id = v.customer_id
  left join gold.customer_support as s on c.customer_id = s.customer_id
)
select
  *,
  (10 * total_transactions + 2 * total_sessions + 0.5d * total_page_views)
    / greatest(coalesce(account_age_days, 0), 1) as engagement_score,
  case
    when total_spend > 1000 and open_tickets = 0 and days_since_last_purchase < 30 then 'healthy'
    when days_since_last_purchase > 90 or critical_tickets > 0 then 'at_risk'
    else 'neutral'
  end as health_score,
  case
    when total_spend > 5000 then 'high' when total_spend > 1000 then 'medium' else 'low'
  end as customer_value_tier
from joined
