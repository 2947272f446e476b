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

-- By what lists find addendums and sign-offs: a row for each of which the ledger has an event, written with the ledger's entry. How many there
-- are is counted as they come, so that a list of millions says its length at once.
create table if not exists listed_addendums (
    clinic_id varchar not null,
    id bigint not null,
    session_note_id bigint not null,
    responded boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    primary key (clinic_id, id)
);
create index if not exists listed_addendum_by_note on listed_addendums (clinic_id, session_note_id, id);
create index if not exists listed_addendum_by_status on listed_addendums (clinic_id, responded, id);
create index if not exists listed_addendum_by_creation on listed_addendums (clinic_id, created_at, id);
create index if not exists listed_addendum_by_change on listed_addendums (clinic_id, updated_at, id);

create table if not exists listed_sign_offs (
    clinic_id varchar not null,
    id bigint not null,
    session_note_id bigint not null,
    reviewer_id bigint not null,
    review_date timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    primary key (clinic_id, id)
);
create index if not exists listed_sign_off_by_note on listed_sign_offs (clinic_id, session_note_id, id);
create index if not exists listed_sign_off_by_reviewer on listed_sign_offs (clinic_id, reviewer_id, id);
create index if not exists listed_sign_off_by_review_date on listed_sign_offs (clinic_id, review_date, id);
create index if not exists listed_sign_off_by_creation on listed_sign_offs (clinic_id, created_at, id);
create index if not exists listed_sign_off_by_change on listed_sign_offs (clinic_id, updated_at, id);

create table if not exists listed_counts (clinic_id varchar, list varchar, count bigint not null, primary key (clinic_id, list));

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

-- Records the first events of many streams at once, in half the time that append_events takes for as many. A stream that is there already is
-- left out; the answer says of each whether it was recorded. An event's number is taken after its stream has been written, as there.
create or replace function append_new_streams(
    clinics varchar[], streams varchar[], stream_types varchar[],
    ids uuid[], types varchar[], dotnet_types varchar[], bodies jsonb[], times timestamptz[], correlation_ids varchar[]
) returns boolean[] language sql set enable_nestloop = off as $$
    with given as (
        select * from unnest(clinics, streams, stream_types, ids, types, dotnet_types, bodies, times, correlation_ids) with ordinality
            as given (clinic, stream, stream_type, id, type, dotnet_type, body, at, correlation_id, n)
    ), made as (
        insert into mt_streams (tenant_id, id, type, version) select clinic, stream, stream_type, 1 from given order by n
        on conflict do nothing
        returning tenant_id, id
    ), recorded as (
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id)
        select nextval('mt_events_sequence'), g.id, stream, 1, body, g.type, at, clinic, dotnet_type, correlation_id
        from given g join made on tenant_id = clinic and made.id = stream
        order by n
        returning tenant_id, stream_id
    )
    select coalesce(array_agg(stream_id is not null order by n), '{}')
    from given left join recorded on tenant_id = clinic and stream_id = stream
$$;

-- The addendums and sign-offs of all clinics as their events up to a moment tell them; simple enough that PostgreSQL reads through them.
create or replace function addendums_at(moment timestamptz) returns table (
    clinic_id varchar, stream varchar, id bigint, session_note_id bigint, responded boolean, created_at timestamptz, updated_at timestamptz,
    version bigint
) language sql stable as $$
    select tenant_id, stream_id, min((data ->> 'addendum_id')::bigint), min((data ->> 'session_note_id')::bigint),
        bool_or(type = 'addendum_responded'), min(timestamp) filter (where version = 1), max(timestamp), max(version)
    from mt_events
    where type in ('addendum_requested', 'addendum_responded') and timestamp <= moment
    group by tenant_id, stream_id
$$;

create or replace function sign_offs_at(moment timestamptz) returns table (
    clinic_id varchar, stream varchar, id bigint, session_note_id bigint, reviewer_id bigint, review_date timestamptz,
    created_at timestamptz, updated_at timestamptz, version bigint
) language sql stable as $$
    select tenant_id, stream_id, min((data ->> 'sign_off_id')::bigint), min((data ->> 'session_note_id')::bigint),
        min((data ->> 'reviewer_id')::bigint),
        ((array_agg(data ->> 'review_date' order by version desc) filter (where data ? 'review_date'))[1])::timestamptz,
        min(timestamp) filter (where version = 1), max(timestamp), max(version)
    from mt_events
    where type in ('sign_off_recorded', 'sign_off_revised') and timestamp <= moment
    group by tenant_id, stream_id
$$;

-- Brings lists up to the events of these streams. What is there of a later version stays. Without the offset PostgreSQL would fold all streams
-- that there are and pick these from them; with it, it finds the events of each by the stream's key.
create or replace procedure list_streams(clinics varchar[], streams varchar[]) language sql as $$
    insert into listed_addendums as listed
    select a.clinic_id, a.id, a.session_note_id, a.responded, a.created_at, a.updated_at, a.version
    from (select distinct clinic, stream from unnest(clinics, streams) as given (clinic, stream) where starts_with(stream, 'addendum-')) s
        cross join lateral (select * from addendums_at('infinity') where clinic_id = s.clinic and stream = s.stream offset 0) a
    on conflict (clinic_id, id) do update
        set responded = excluded.responded, updated_at = excluded.updated_at, version = excluded.version
        where listed.version < excluded.version;

    insert into listed_sign_offs as listed
    select o.clinic_id, o.id, o.session_note_id, o.reviewer_id, o.review_date, o.created_at, o.updated_at, o.version
    from (select distinct clinic, stream from unnest(clinics, streams) as given (clinic, stream) where starts_with(stream, 'sign-off-')) s
        cross join lateral (select * from sign_offs_at('infinity') where clinic_id = s.clinic and stream = s.stream offset 0) o
    on conflict (clinic_id, id) do update
        set review_date = excluded.review_date, updated_at = excluded.updated_at, version = excluded.version
        where listed.version < excluded.version;
$$;

create or replace function count_listed_addendums() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into listed_counts as c
        select clinic_id, case when responded then 'responded_addendums' else 'open_addendums' end, count(*) from after_it group by 1, 2
        on conflict (clinic_id, list) do update set count = c.count + excluded.count;
    else
        insert into listed_counts as c
        select clinic_id, case when responded then 'responded_addendums' else 'open_addendums' end, sum(n)
        from (select clinic_id, responded, 1 as n from after_it union all select clinic_id, responded, -1 from before_it) changes
        group by 1, 2 having sum(n) <> 0
        on conflict (clinic_id, list) do update set count = c.count + excluded.count;
    end if;
    return null;
end $$;
create or replace trigger counted_new after insert on listed_addendums
    referencing new table as after_it for each statement execute function count_listed_addendums();
create or replace trigger counted_changed after update on listed_addendums
    referencing old table as before_it new table as after_it for each statement execute function count_listed_addendums();

create or replace function count_listed_sign_offs() returns trigger language plpgsql as $$
begin
    insert into listed_counts as c select clinic_id, 'sign_offs', count(*) from after_it group by 1
    on conflict (clinic_id, list) do update set count = c.count + excluded.count;
    return null;
end $$;
create or replace trigger counted_new after insert on listed_sign_offs
    referencing new table as after_it for each statement execute function count_listed_sign_offs();

-- What the ledger had before there were lists.
insert into listed_addendums
select clinic_id, id, session_note_id, responded, created_at, updated_at, version from addendums_at('infinity')
where not exists (select from listed_counts)
on conflict do nothing;
insert into listed_sign_offs
select clinic_id, id, session_note_id, reviewer_id, review_date, created_at, updated_at, version from sign_offs_at('infinity')
where not exists (select from listed_counts where list = 'sign_offs')
on conflict do nothing;

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
