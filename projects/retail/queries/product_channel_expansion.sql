-- Product: whom could we win for a second channel, by the channel they prefer?
select
  preferred_channel,
  count(*) as customers,
  count(*) filter (where channel_expansion_opportunity) as expansion_opportunities
from customer_analytics_c360
group by preferred_channel
order by expansion_opportunities desc, preferred_channel
