-- What the service keeps beside Marten's tables. Applied in one transaction, perhaps while others append: every statement may run again, and
-- tables are locked in the order in which append_events locks them.

create sequence if not exists addendum_id increment by 32;
create sequence if not exists sign_off_id increment by 32;
create sequence if not exists token_id increment by 32;

-- A session note belongs to one clinic, whichever registers it first.
create unique index if not exists session_note_of_one_clinic on mt_events (stream_id) where type = 'session_note_registered' and version = 1;

-- Finds whose token it is; two users never have the same.
create unique index if not exists token_by_sha256 on mt_events ((data ->> 'token_sha256')) where type = 'token_issued';

-- Finds the users of a clinic, in the order of their ids.
create index if not exists user_of_clinic on mt_events (tenant_id, ((data ->> 'user_id')::bigint)) where type = 'user_enrolled' and version = 1;

-- Finds what happened to a session note, its addendums and its sign-offs.
create index if not exists event_by_session_note on mt_events ((data ->> 'session_note_id'));

-- Signature images, each once per clinic, written in the transaction of the event that names them.
create table if not exists signatures (
    clinic_id varchar not null,
    sha256 bytea not null check (length(sha256) = 32),
    png bytea not null,
    primary key (clinic_id, sha256)
);

-- The files are compressed already.
alter table signatures alter column png set storage external;

-- The ledger of each clinic: its events in one order, each with its leaf in the clinic's Merkle tree. See docs/audit.md.
create table if not exists ledger_entries (
    clinic_id varchar not null,
    position bigint not null,
    event_number bigint not null unique,
    leaf bytea not null,
    body_salt bytea not null,
    signature_salt bytea,
    primary key (clinic_id, position)
);

-- The hashes of the tree above its leaves: at level n one for every 256^n leaves that are complete.
create table if not exists ledger_hashes (
    clinic_id varchar not null,
    level int not null,
    index bigint not null,
    hash bytea not null,
    primary key (clinic_id, level, index)
);

-- The map of each clinic's session notes, as it was at the last commitment.
create table if not exists ledger_map (
    clinic_id varchar not null,
    path varchar not null,
    block bytea not null,
    primary key (clinic_id, path)
);

-- What has been signed.
create table if not exists ledger_checkpoints (
    clinic_id varchar not null,
    size bigint not null,
    note text not null,
    signed_at timestamptz not null,
    primary key (clinic_id, size)
);

-- How far the numbers of events have been looked at, and those before it that were not there. One of these may still be written, by a
-- transaction that had begun before seen_before.
create table if not exists ledger_progress (only_one boolean primary key default true check (only_one), event_number bigint not null);
insert into ledger_progress (event_number) values (0) on conflict do nothing;
create table if not exists ledger_gaps (event_number bigint primary key, seen_before xid8 not null);

create table if not exists clinicnotes_schema (
    fingerprint text primary key,
    applied_at timestamptz not null default now()
);

-- Records events of many streams at once, as Marten records them. An event whose stream is not at the version expected (0: must not exist) is
-- left out, its image too; the answer says of each whether it was recorded. The version is checked before a sequence number is taken. Of an
-- image that is stored already the digest is enough; nothing is recorded (CN001) when one is not.
create or replace function append_events(
    clinics varchar[], streams varchar[], stream_types varchar[], expected bigint[],
    ids uuid[], types varchar[], dotnet_types varchar[], bodies jsonb[], times timestamptz[],
    correlation_ids varchar[], causation_ids varchar[], user_names varchar[],
    image_digests bytea[], images bytea[]
) returns boolean[] language plpgsql as $$
declare
    recorded boolean[] := array_fill(false, array[cardinality(streams)]);
begin
    for i in 1 .. cardinality(streams) loop
        if expected[i] = 0 then
            insert into mt_streams (tenant_id, id, type, version) values (clinics[i], streams[i], stream_types[i], 1) on conflict do nothing;
        else
            update mt_streams set version = expected[i] + 1, timestamp = now()
            where tenant_id = clinics[i] and id = streams[i] and version = expected[i];
        end if;
        continue when not found;

        insert into mt_events (
            seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, user_name
        ) values (
            nextval('mt_events_sequence'), ids[i], streams[i], expected[i] + 1, bodies[i], types[i], times[i], clinics[i], dotnet_types[i],
            correlation_ids[i], causation_ids[i], user_names[i]
        );
        recorded[i] := true;
    end loop;

    -- In one order, so that two groups with the same new images do not wait for each other.
    insert into signatures (clinic_id, sha256, png)
    select clinic, digest, image from unnest(clinics, image_digests, images, recorded) as given (clinic, digest, image, is_recorded)
    where is_recorded and image is not null
    order by clinic, digest
    on conflict do nothing;
    if exists (
        select from unnest(clinics, image_digests, recorded) as named (clinic, digest, is_recorded)
        where is_recorded and digest is not null
            and not exists (select from signatures where clinic_id = clinic and sha256 = digest)
    ) then
        raise exception 'an image was left out that is not stored' using errcode = 'CN001';
    end if;
    return recorded;
end $$;

-- What is recorded stays as it is: nobody who uses the service's own connection can change it by mistake or from outside.
create or replace function refuse_to_rewrite() returns trigger language plpgsql as $$
begin
    raise exception 'what is recorded in % is never changed or deleted', tg_table_name using errcode = 'CN002';
end $$;
create or replace trigger never_rewritten before update or delete or truncate on mt_events execute function refuse_to_rewrite();
create or replace trigger never_rewritten before update or delete or truncate on signatures execute function refuse_to_rewrite();
create or replace trigger never_rewritten before update or delete or truncate on ledger_entries execute function refuse_to_rewrite();
create or replace trigger never_rewritten before update or delete or truncate on ledger_hashes execute function refuse_to_rewrite();
create or replace trigger never_rewritten before update or delete or truncate on ledger_checkpoints execute function refuse_to_rewrite();
