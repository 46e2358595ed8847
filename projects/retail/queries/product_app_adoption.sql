-- Product: how far has the app come in each customer segment, and who could still adopt it?
select
  customer_segment,
  count(*) as customers,
  count(*) filter (where is_app_user) as app_users,
  round(100.0 * count(*) filter (where is_app_user) / count(*), 2) as app_user_percent,
  count(*) filter (where app_adoption_opportunity) as adoption_opportunities,
  round(avg(app_engagement_score), 2) as avg_engagement_score
from customer_analytics_c360
group by customer_segment
order by app_user_percent desc, customer_segment
