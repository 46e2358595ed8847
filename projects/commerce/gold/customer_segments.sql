create or refresh materialized view gold.customer_segments
comment 'One row per customer with a transaction'
as
with buyers as (
  select
    customer_id, days_since_last_purchase, total_transactions, total_spend
  from gold.customer_360
  where total_transactions > 0
),
scored as (
  -- 5 is best: bought last, most often, for most. Equals rank by customer_id.
  select
    *,
    6 - ntile(5) over (order by days_since_last_purchase, customer_id) as recency_score,
    ntile(5) over (order by total_transactions, customer_id) as frequency_score,
    ntile(5) over (order by total_spend, customer_id) as monetary_score
  from buyers
),
named as (
  select *, recency_score as r, frequency_score as f, monetary_score as m from scored
)
select
  customer_id, days_since_last_purchase, total_transactions, total_spend, recency_score,
  frequency_score, monetary_score,
  concat(r, f, m) as rfm_score,
  -- In this order, so that every segment can be reached.
  case
    when r >= 4 and f >= 4 and m >= 4 then 'Champions'
    when r <= 2 and f >= 4 and m >= 4 then 'Can\'t Lose Them'
    when r >= 3 and f >= 3 and m >= 4 then 'Loyal Customers'
    when r <= 2 and f >= 3 and m >= 3 then 'At Risk'
    when r >= 4 and f <= 2 then 'New Customers'
    when r >= 3 and f >= 3 and m <= 2 then 'Promising'
    when r <= 2 and f <= 2 then 'Lost'
    else 'Needs Attention'
  end as segment
from named
