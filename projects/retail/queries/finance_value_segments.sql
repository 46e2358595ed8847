-- Finance: customers, average lifetime value and revenue by value segment.
select
  value_segment,
  count(*) as customers,
  round(avg(lifetime_value), 2) as avg_lifetime_value,
  sum(total_spent) as total_revenue
from customer_analytics_c360
group by value_segment
order by total_revenue desc, value_segment
