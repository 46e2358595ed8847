-- Who spends most abroad, and where?
select user_id, roaming_events, countries_list, total_roaming_charge, suspicious_events
from gold.roaming_summary
order by total_roaming_charge desc, user_id
limit 20
