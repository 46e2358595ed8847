-- Finance: gross, discounts and net by month.
select
  cast(date_trunc('month', transaction_date) as date) as month,
  sum(transaction_count) as transactions,
  sum(gross_revenue) as gross_revenue,
  sum(total_discounts) as total_discounts,
  sum(net_revenue) as net_revenue
from gold.revenue_analytics
group by date_trunc('month', transaction_date)
order by month
