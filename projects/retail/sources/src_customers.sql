create or refresh materialized view src_customers (
  constraint customer_id_present expect (customer_id is not null) on violation drop row,
  constraint customer_id_unique
    expect (customer_id is null or count(*) over (partition by customer_id) = 1)
    on violation fail update,
  constraint registration_date_valid expect (cast(registration_date as date) <= current_date()),
  constraint date_of_birth_valid expect (date_of_birth <= current_date())
)
comment 'One row per customer'
as
with source as (
  -- A date that is none becomes null, which its expectation counts.
  select
    * except (date_of_birth, registration_date),
    try_cast(date_of_birth as date) as date_of_birth,
    try_cast(registration_date as timestamp) as registration_date
  from read_files(
    'customer/customers.csv',
    format => 'csv',
    header => true,
    schema => '
      customer_id string, first_name string, last_name string, email string, phone string,
      date_of_birth string, gender string, registration_date string, customer_segment string,
      preferred_channel string, address_line1 string, city string, state string, zip_code string,
      country string'
  )
),
ranked as (
  -- The latest registration wins; the other columns only settle ties, so that file order cannot.
  select
    *,
    row_number() over (
      partition by customer_id
      order by
        registration_date desc, first_name, last_name, email, phone, date_of_birth, gender,
        customer_segment, preferred_channel, address_line1, city, state, zip_code, country
    ) as row_rank
  from source
),
latest as (
  -- Rows without an id are no duplicates of each other: each is counted by its expectation.
  select *, datediff(current_date(), date_of_birth) / 365.25 as age_years
  from ranked
  where row_rank = 1 or customer_id is null
)
select
  customer_id, first_name, last_name, email, phone, date_of_birth, gender, registration_date,
  customer_segment, preferred_channel, address_line1, city, state, zip_code, country,
  age_years,
  datediff(current_date(), cast(registration_date as date)) as days_since_registration,
  -- Nobody is put into a generation without a birth date.
  case
    when age_years is null then null
    when age_years < 25 then 'Gen Z'
    when age_years < 40 then 'Millennial'
    when age_years < 55 then 'Gen X'
    else 'Boomer+'
  end as generation_segment,
  email is null or trim(email) = '' as missing_email_flag,
  phone is null or trim(phone) = '' as missing_phone_flag
from latest
