create view int_customer_app_usage
comment 'One row per customer with app sessions'
as
select
  customer_id,
  count(*) as total_app_sessions,
  sum(session_duration_minutes) as total_session_minutes,
  avg(session_duration_minutes) as avg_session_duration,
  sum(pages_viewed) as total_pages_viewed,
  sum(actions_taken) as total_actions_taken,
  max(session_date) as last_app_use_date,
  count(distinct device_type) as unique_device_types
from src_app_usage
group by customer_id
