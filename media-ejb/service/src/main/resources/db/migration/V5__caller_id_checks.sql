-- Calls that are to show that a number is an account's own; each for a day.

create table caller_id_check (
  sid varchar(34) primary key,
  account_sid varchar(34) not null,
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  phone_number varchar(64) not null,
  friendly_name varchar(64) not null,
  sealed_code varchar(255) not null,
  tries integer not null,
  status_callback varchar(4000),
  status_callback_method varchar(4) not null,
  caller_id_sid varchar(34)
);
create index caller_id_check_age on caller_id_check (created);
