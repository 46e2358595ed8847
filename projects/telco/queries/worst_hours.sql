-- When and where do calls fail to be set up?
select event_date, event_hour, network, attempts, cssr, dropped_rate, acd_seconds
from gold.hourly_network_kpis
where network_kind = 'node' and attempts >= 3
order by cssr, attempts desc, event_date, event_hour, network
limit 20
