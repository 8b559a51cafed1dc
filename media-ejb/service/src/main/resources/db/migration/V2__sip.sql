-- How phones and trunks are admitted: domains, lists of credentials and of addresses, and which of them a domain takes.

create table sip_domain (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  domain_name varchar(255) not null unique,
  voice_url varchar(4000),
  voice_method varchar(4) not null,
  voice_fallback_url varchar(4000),
  voice_fallback_method varchar(4) not null,
  status_callback varchar(4000),
  status_callback_method varchar(4) not null,
  voice_caller_id_lookup boolean not null,
  sip_registration boolean not null,
  secure boolean not null
);
create index sip_domain_owner on sip_domain (account_sid, created, sid);

create table credential_list (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null
);
create index credential_list_owner on credential_list (account_sid, created, sid);

create table credential (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  list_sid varchar(34) not null references credential_list (sid) on delete cascade,
  ha1_md5 varchar(32) not null,
  ha1_sha256 varchar(64) not null,
  unique (list_sid, friendly_name)
);
create index credential_owner on credential (account_sid, list_sid, created, sid);

create table address_list (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null
);
create index address_list_owner on address_list (account_sid, created, sid);

create table address (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  list_sid varchar(34) not null references address_list (sid) on delete cascade,
  ip_address varchar(64) not null,
  prefix_length integer not null
);
create index address_owner on address (account_sid, list_sid, created, sid);

create table domain_mapping (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  domain_sid varchar(34) not null references sip_domain (sid) on delete cascade,
  purpose varchar(16) not null,
  kind varchar(2) not null,
  list_sid varchar(34) not null
);
create index domain_mapping_owner on domain_mapping (account_sid, domain_sid, purpose, kind, created, sid);
create index domain_mapping_list on domain_mapping (list_sid);
