create view gold.customer_visits
comment 'One row per customer with sessions up to the as-of date'
as
with sessions as (
  select *, datediff(current_date(), session_date) as days_ago
  from silver.clickstream_sessions
  where session_date <= current_date()
),
devices as (
  -- The device used most; ties go to the latest, then to the name.
  select
    customer_id, device_type,
    row_number() over (
      partition by customer_id order by count(*) desc, max(session_start) desc, device_type
    ) as place
  from sessions
  where device_type is not null
  group by customer_id, device_type
),
browsers as (
  select
    customer_id, browser,
    row_number() over (
      partition by customer_id order by count(*) desc, max(session_start) desc, browser
    ) as place
  from sessions
  where browser is not null
  group by customer_id, browser
),
summed as (
  select
    customer_id,
    count(*) as total_sessions,
    avg(session_duration_seconds) as avg_session_duration_seconds,
    avg(total_events) as avg_events_per_session,
    avg(unique_pages) as avg_pages_per_session,
    sum(page_views) as total_page_views,
    sum(clicks) as total_clicks,
    sum(add_to_carts) as total_add_to_carts,
    sum(purchases) as total_web_purchases,
    avg(case when is_bounce then 1.0d else 0.0d end) as bounce_rate,
    avg(case when has_conversion then 1.0d else 0.0d end) as conversion_rate,
    max(session_date) as last_session_date,
    min(days_ago) as days_since_last_session,
    count(*) filter (where days_ago <= 30) as sessions_last_30_days
  from sessions
  group by customer_id
)
select
  summed.*,
  devices.device_type as primary_device,
  browsers.browser as primary_browser
from summed
left join devices on summed.customer_id = devices.customer_id and devices.place = 1
left join browsers on summed.customer_id = browsers.customer_id and browsers.place = 1
