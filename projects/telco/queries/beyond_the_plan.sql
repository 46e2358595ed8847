-- Who pays for more than the plan includes, and would be better off with another?
select plan, count(*) as subscribers, sum(voice_charge) as voice_charge, sum(data_charge) as data_charge
from gold.rated_usage
where voice_charge + data_charge > 0
group by plan
order by plan
