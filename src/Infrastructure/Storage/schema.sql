-- What the service keeps beside Marten's tables. Applied in one transaction; every statement may run again.

create sequence if not exists addendum_id increment by 32;
create sequence if not exists sign_off_id increment by 32;
create sequence if not exists token_id increment by 32;

-- Signature images, each once per clinic, written in the transaction of the event that names them.
create table if not exists signatures (
    clinic_id varchar not null,
    sha256 bytea not null check (length(sha256) = 32),
    png bytea not null,
    primary key (clinic_id, sha256)
);

-- The files are compressed already.
alter table signatures alter column png set storage external;

-- A session note belongs to one clinic, whichever registers it first.
create unique index if not exists session_note_of_one_clinic on mt_events (stream_id) where type = 'session_note_registered' and version = 1;

-- Finds whose token it is; two users never have the same.
create unique index if not exists token_by_sha256 on mt_events ((data ->> 'token_sha256')) where type = 'token_issued';

create table if not exists clinicnotes_schema (
    fingerprint text primary key,
    applied_at timestamptz not null default now()
);
