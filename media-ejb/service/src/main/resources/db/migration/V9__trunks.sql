-- Providers and other exchanges, their hosts, and by which of them a number is called.

create table trunk (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  -- What is set, as JSON; neither of the two secrets, which are encrypted
  settings varchar(16000) not null,
  password varchar(1000),
  inward_password varchar(1000)
);
create index trunk_owner on trunk (account_sid, created, sid);

create table trunk_gateway (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  trunk_sid varchar(34) not null references trunk (sid) on delete cascade,
  address varchar(262) not null,
  transport varchar(3) not null,
  priority integer not null,
  weight integer not null
);
create index trunk_gateway_owner on trunk_gateway (account_sid, trunk_sid, created, sid);

create table trunk_route (
  sid varchar(34) primary key,
  account_sid varchar(34) not null references account (sid),
  created bigint not null,
  updated bigint not null,
  version bigint not null,
  friendly_name varchar(64) not null,
  prefix varchar(20) not null,
  -- The SIDs of trunks in their order, separated by blanks
  trunks varchar(700) not null,
  unique (account_sid, prefix)
);
create index trunk_route_owner on trunk_route (account_sid, created, sid);
