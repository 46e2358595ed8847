-- Finance: what share of the revenue does each customer segment bring?
with segments as (
  select customer_segment, count(*) as customers, sum(total_spent) as total_revenue
  from customer_analytics_c360
  group by customer_segment
)
select
  customer_segment,
  customers,
  total_revenue,
  round(100 * total_revenue / nullif(sum(total_revenue) over (), 0), 2) as revenue_share_percent
from segments
order by total_revenue desc, customer_segment
