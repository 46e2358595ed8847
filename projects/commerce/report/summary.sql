-- One line for the whole shop.
select
  count(*) as customers,
  count(*) filter (where total_transactions > 0) as buyers,
  coalesce(sum(total_spend), 0) as net_revenue,
  sum(total_sessions) as sessions,
  sum(open_tickets) as open_tickets
from gold.customer_360
