-- What may be used once only, until when it could be used again: the digest of a caller's token id.
create table used_once (
  digest varchar(64) not null primary key,
  ends   timestamp(6) with time zone not null
);
create index used_once_by_ends on used_once (ends);
