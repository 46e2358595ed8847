-- How many may be addressed, by way of paying and age.
select
  subs_type, demo_age_group_v1_age_grp_cat as age_group,
  count(*) as customers,
  count_if(get_json_object(consent_tuc, '$.marketing') = 'true' and is_blocklist = 'No')
    as may_be_addressed
from audience.vw_customer360_current
group by subs_type, demo_age_group_v1_age_grp_cat
order by subs_type, age_group
