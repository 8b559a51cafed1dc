-- Each question to an application and its answer, for as long as the operator says.

create table webhook (
  sid varchar(34) primary key,
  account_sid varchar(34) not null,
  created bigint not null,
  updated bigint not null,
  call_sid varchar(34) not null,
  took_millis bigint not null,
  request_method varchar(8) not null,
  request_url varchar(65535) not null,
  request_variables varchar(65535) not null,
  response_status integer not null,
  response_headers varchar(65535) not null,
  response_body varchar(131072) not null
);
create index webhook_call on webhook (call_sid, created, sid);
create index webhook_age on webhook (created);
