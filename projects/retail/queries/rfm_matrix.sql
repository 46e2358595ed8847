-- Everyone: how many customers fall into each RFM segment, and what do they bring?
with segmented as (
  select
    *,
    case
      when recency_score >= 4 and frequency_score >= 4 and monetary_score >= 4 then 'Champions'
      when recency_score >= 3 and frequency_score >= 3 and monetary_score >= 4 then 'Loyal'
      when recency_score >= 4 and frequency_score <= 2 and monetary_score >= 3 then 'Big Spenders'
      when recency_score >= 4 and frequency_score >= 3 and monetary_score <= 2
        then 'Potential Loyalists'
      when recency_score <= 2 and frequency_score >= 3 and monetary_score >= 3 then 'At Risk'
      when recency_score <= 2 and frequency_score <= 2 then 'Hibernating'
      else 'Others'
    end as rfm_segment
  from customer_analytics_c360
)
select
  rfm_segment,
  count(*) as customers,
  round(avg(customer_health_score), 2) as avg_health,
  sum(total_spent) as total_revenue,
  round(avg(lifetime_value), 2) as avg_lifetime_value
from segmented
group by rfm_segment
order by total_revenue desc, rfm_segment
