create view audience.customer_attributes
comment 'One row per customer and period: every attribute, derived, bought and modelled'
as
select
  f.kind, f.partition_value,
  f.msisdn, f.uid,
  sha2(concat(k.secret, sha2(concat(k.secret, 'cert:', a.cert_id), 256)), 256) as cert_id,
  -- Account
  if(f.active, 1, 0) as activated_flag,
  case
    when f.registration_date > add_months(f.last_day, -3) then '0-3 months'
    when f.registration_date > add_months(f.last_day, -12) then '4-12 months'
    when f.registration_date > add_months(f.last_day, -24) then '1-2 years'
    when f.registration_date is not null then '2+ years'
  end as cust_aging_grp,
  cast(f.registration_date as timestamp) as created_datetime,
  f.updated_datetime,
  -- Behaviour: what the network saw in thirty days
  if(f.active_days_in_week > 0, 1, 0) as beha_mobile_usage_active_period_weekly_flag,
  f.active_days_in_week as beha_mobile_usage_active_period_weekly_days_num,
  f.active_days as beha_mobile_usage_active_period_monthly_days_num,
  f.last_activity as beha_mobile_usage_active_period_last_datetime,
  f.calls as beha_mobile_calling_usage_monthly_v1_calls_num,
  f.voice_minutes as beha_mobile_calling_usage_monthly_v1_voice_minutes_num,
  f.incoming_minutes as beha_mobile_calling_usage_monthly_v1_voice_inc_minutes_num,
  case
    when f.incoming_minutes = 0 then 'none'
    when f.incoming_minutes < 30 then 'low'
    when f.incoming_minutes < 120 then 'medium'
    else 'high'
  end as beha_mobile_calling_usage_monthly_v1_voice_inc_duration_grp,
  case
    when f.voice_minutes - f.incoming_minutes <= 0 then 'none'
    when f.voice_minutes - f.incoming_minutes < 30 then 'low'
    when f.voice_minutes - f.incoming_minutes < 120 then 'medium'
    else 'high'
  end as beha_mobile_calling_usage_monthly_v1_voice_out_duration_grp,
  f.voip_sessions as beha_mobile_calling_usage_monthly_v1_voip_sessions_num,
  f.wifi_calls as beha_mobile_calling_usage_monthly_v1_wifi_calls_num,
  f.ims_sessions as beha_mobile_calling_usage_monthly_v1_ims_sessions_num,
  f.roaming_events as beha_mobile_calling_usage_monthly_v1_roaming_events_num,
  f.messages as beha_mobile_messaging_usage_monthly_v1_sms_num,
  f.picture_messages as beha_mobile_messaging_usage_monthly_v1_mms_num,
  f.charges as beha_mobile_spend_monthly_v1_charges_amt,
  f.data_sessions as beha_tran_mobile_data_usage_v1_sessions_num,
  f.uplink_gb as beha_tran_mobile_data_usage_v1_uplink_gb,
  f.downlink_gb as beha_tran_mobile_data_usage_v1_downlink_gb,
  f.uplink_gb + f.downlink_gb as beha_tran_mobile_data_usage_v1_total_gb,
  case
    when f.uplink_gb + f.downlink_gb = 0 then '0 GB'
    when f.uplink_gb + f.downlink_gb < 5 then '0-5 GB'
    when f.uplink_gb + f.downlink_gb < 20 then '5-20 GB'
    when f.uplink_gb + f.downlink_gb < 40 then '20-40 GB'
    else '40+ GB'
  end as beha_mobile_data_usage_monthly_data_usage_grp_cat,
  f.facebook_mb as beha_facebook_app_usage_v1_mb,
  f.tiktok_mb as beha_tiktok_app_usage_v1_mb,
  f.instagram_mb as beha_instagram_app_usage_v1_mb,
  f.whatsapp_mb as beha_whatsapp_app_usage_v1_mb,
  f.apple_maps_mb as beha_apple_maps_app_usage_v1_mb,
  f.social_mb as beha_social_app_usage_v1_mb,
  f.shopping_mb as beha_shopping_app_usage_v1_mb,
  f.tools_mb as beha_tools_app_usage_v1_mb,
  f.social_sessions as beha_social_app_usage_v1_sessions_num,
  f.services as beha_app_usage_v1_services_num,
  -- Geography
  f.state as geog_resident_location_province_en_cat,
  f.city as geog_resident_location_city_en_cat,
  -- Bought and modelled
  a.* except (user_id, uid, cert_id, par_month)
from audience.customer_facts as f
cross join audience.identifier_key as k
left join silver.subscriber_attributes as a on a.user_id = f.user_id and a.par_month = f.par_month
-- Who came later is no customer of the period.
where a.user_id is not null or f.registration_date <= f.last_day
