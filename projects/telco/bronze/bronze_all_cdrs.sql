create view bronze.bronze_all_cdrs
comment 'One row per call detail record of any type, as it came'
as
select * from bronze.bronze_voice_cdrs
union all
select * from bronze.bronze_data_cdrs
union all
select * from bronze.bronze_sms_cdrs
union all
select * from bronze.bronze_mms_cdrs
union all
select * from bronze.bronze_voip_cdrs
union all
select * from bronze.bronze_roaming_cdrs
union all
select * from bronze.bronze_wifi_calling_cdrs
union all
select * from bronze.bronze_ims_cdrs
