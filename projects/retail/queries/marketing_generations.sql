-- Marketing: how many customers has each generation, and what are they worth on average?
select
  generation_segment,
  count(*) as customers,
  round(avg(lifetime_value), 2) as avg_lifetime_value
from customer_analytics_c360
group by generation_segment
order by avg_lifetime_value desc, generation_segment
