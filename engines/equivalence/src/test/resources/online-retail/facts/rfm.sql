create or refresh materialized view rfm
comment 'One row per customer: how recently, how often and for how much'
as
select
  customer_id,
  datediff(date '2011-12-10', cast(max(sold_at) as date)) as recency,
  count(distinct invoice) as frequency,
  sum(revenue) as monetary
from sales
group by customer_id
