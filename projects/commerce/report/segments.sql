-- How many customers are in each segment, and what they brought.
select segment, count(*) as customers, sum(total_spend) as total_spend
from gold.customer_segments
group by segment
order by total_spend desc, segment
