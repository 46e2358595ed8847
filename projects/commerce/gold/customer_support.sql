create view gold.customer_support
comment 'One row per customer with tickets up to the as-of date, deleted ones left out'
as
with tickets as (
  select * from silver.support_tickets
  where status <> 'deleted' and cast(created_at as date) <= current_date()
)
select
  customer_id,
  count(*) as total_tickets,
  count(*) filter (where status in ('open', 'in_progress')) as open_tickets,
  count(*) filter (where status = 'resolved') as resolved_tickets,
  count(*) filter (where status = 'closed') as closed_tickets,
  count(*) filter (where priority = 'critical') as critical_tickets,
  count(*) filter (where priority = 'high') as high_priority_tickets,
  -- Of whole seconds, so that no sum of fractions depends on the order of rows.
  avg(unix_seconds(resolved_at) - unix_seconds(created_at)) / 3600 as avg_resolution_hours,
  max(resolution_hours) as max_resolution_hours,
  cast(max(created_at) as date) as last_ticket_date,
  datediff(current_date(), cast(max(created_at) as date)) as days_since_last_ticket
from tickets
group by customer_id
