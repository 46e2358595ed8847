create or refresh materialized view gold.churn_features
comment 'One row per customer: what is known as of the as-of date. Labels come from the 90 days after it.'
as
with profiles as (
  select * except (email, first_name, last_name, full_name, phone) from gold.customer_360
),
lived as (
  select *, greatest(coalesce(account_age_days, 0) / 30.0d, 1) as months from profiles
)
select
  * except (months),
  total_transactions / months as purchase_frequency_monthly,
  cast(total_spend as double) / months as avg_monthly_spend,
  cast(spend_last_90_days as double) / greatest(cast(total_spend as double) / 4, 1) as spend_trend,
  total_tickets / greatest(total_transactions, 1) as support_intensity,
  total_sessions / greatest(total_transactions, 1) as digital_engagement_ratio,
  open_tickets > 0 as has_open_tickets,
  -- Who never bought cannot stop buying: labelled apart, not as staying.
  total_transactions = 0 as never_purchased,
  case
    when total_transactions = 0 then 'Never Purchased'
    when days_since_last_purchase <= 30 then 'Active'
    when days_since_last_purchase <= 90 then 'At Risk'
    else 'Churned'
  end as customer_status
from lived
