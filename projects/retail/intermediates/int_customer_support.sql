create view int_customer_support
comment 'One row per customer with support tickets'
as
select
  customer_id,
  count(*) as total_support_tickets,
  count(*) filter (where status = 'resolved') as resolved_support_tickets,
  avg(satisfaction_score) as avg_satisfaction,
  max(created_date) as last_ticket_date,
  count(*) filter (where priority = 'urgent') as urgent_support_tickets
from src_support_tickets
group by customer_id
