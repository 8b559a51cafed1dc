-- Moments are microseconds since 1970-01-01T00:00:00Z: the same order and precision on every database.
-- Secrets are encrypted with the server's key or hashed; SIP passwords are HA1 digests.

create table account (
  sid varchar(34) primary key,
  account_sid varchar(34) not null,
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  status varchar(10) not null,
  auth_token varchar(255) not null,
  secondary_token varchar(255)
);
create index account_owner on account (account_sid, created, sid);

create table api_key (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  signing boolean not null,
  secret_hash varchar(64) not null
);
create index api_key_owner on api_key (account_sid, created, sid);

create table application (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  voice_url varchar(4000),
  voice_method varchar(4) not null,
  voice_fallback_url varchar(4000),
  voice_fallback_method varchar(4) not null,
  status_callback varchar(4000),
  status_callback_method varchar(4) not null,
  voice_caller_id_lookup boolean not null
);
create index application_owner on application (account_sid, created, sid);

create table phone_number (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  phone_number varchar(64) not null unique,
  voice_url varchar(4000),
  voice_method varchar(4) not null,
  voice_fallback_url varchar(4000),
  voice_fallback_method varchar(4) not null,
  status_callback varchar(4000),
  status_callback_method varchar(4) not null,
  voice_caller_id_lookup boolean not null,
  voice_application_sid varchar(34)
);
create index phone_number_owner on phone_number (account_sid, created, sid);

create table outgoing_caller_id (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  phone_number varchar(64) not null,
  unique (account_sid, phone_number)
);
create index outgoing_caller_id_owner on outgoing_caller_id (account_sid, created, sid);

-- A call may outlive its account in the records: no reference.
create table call_record (
  sid varchar(34) primary key,
  account_sid varchar(34) not null,
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  from_party varchar(1024) not null,
  to_party varchar(1024) not null,
  direction varchar(16) not null,
  status varchar(16) not null,
  answered bigint,
  ended bigint,
  answered_by varchar(32),
  parent_sid varchar(34),
  number_sid varchar(34),
  forwarded_from varchar(1024),
  caller_name varchar(1024),
  further varchar(65535)
);
create index call_record_owner on call_record (account_sid, created, sid);
create index call_record_from on call_record (account_sid, from_party, created, sid);
create index call_record_to on call_record (account_sid, to_party, created, sid);
create index call_record_status on call_record (account_sid, status, created, sid);
create index call_record_ended on call_record (account_sid, ended, created, sid);
create index call_record_parent on call_record (parent_sid, created, sid);
create index call_record_unfinished on call_record (ended, updated);

create table notification (
  sid varchar(34) primary key,
  account_sid varchar(34) not null,
  created bigint not null,
  updated bigint not null,
  call_sid varchar(34) not null,
  warning boolean not null,
  code integer not null,
  message varchar(65535) not null,
  request_method varchar(8),
  request_url varchar(65535),
  request_variables varchar(65535),
  response_status integer,
  response_headers varchar(65535),
  response_body varchar(131072)
);
create index notification_owner on notification (account_sid, created, sid);
create index notification_call on notification (call_sid, created, sid);

create table recording (
  sid varchar(34) primary key,
  account_sid varchar(34) not null,
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  call_sid varchar(34) not null,
  status varchar(16) not null,
  channels integer not null,
  track varchar(16) not null,
  source varchar(32) not null,
  started bigint not null,
  duration_seconds integer,
  media_key varchar(255)
);
create index recording_owner on recording (account_sid, created, sid);
create index recording_call on recording (call_sid, created, sid);
