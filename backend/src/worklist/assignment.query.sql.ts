/** What decides on the right to read a study, and on its work: of its acquired series. */
const facts = `
  left join lateral (
    select array_agg(distinct modality) as modalities,
           array_agg(distinct body_part) filter (where body_part is not null) as body_parts
      from series where series.study_id = study.id and not own) of_series on true`;

/**
 * A batch of the reading order from a place on, with what one reader needs to know of each: a forward scan of the index
 * \`worklist_order\`. $1 reader, $2 now, $3 skips that still hide, $4 size, $5 to $7 the place.
 */
export const candidatesSql = `
with batch as (
  select study_id, study_uid, band, rank_at, due_at, order_class, overdue, reasons from worklist_item
   where reading = 'unread' and (band, rank_at, study_uid) > ($5::smallint, $6::timestamptz, $7::text)
   order by band, rank_at, study_uid limit $4)
select batch.study_id as "studyId", batch.study_uid as "studyUid", batch.band, batch.rank_at as "rankAt",
       batch.due_at as "dueAt", batch.order_class as "orderClass", batch.overdue,
       batch.reasons @> '[{"kind": "ai"}]' as suspected,
       coalesce(of_series.modalities, '{}') as modalities, coalesce(of_series.body_parts, '{}') as "bodyParts",
       study.institution as site, claim.holder_id as "holderId", claim.handed_over_by_id as "handedOverById",
       hold.until as "onHoldUntil", skip.at as "skippedAt"
  from batch join study on study.id = batch.study_id
  ${facts}
  left join claim on claim.study_id = batch.study_id and claim.expires_at > $2
  left join study_hold hold on hold.study_id = batch.study_id and hold.until > $2 and hold.ended_at is null
  left join lateral (
    select max(at) as at from study_skip
     where reader_id = $1 and study_skip.study_id = batch.study_id and at > $3) skip on true
 order by batch.band, batch.rank_at, batch.study_uid`;

export const factsSql = `
select coalesce(of_series.modalities, '{}') as modalities, coalesce(of_series.body_parts, '{}') as "bodyParts",
       study.institution as site
  from study ${facts} where study.id = $1`;

export const factsOfAllSql = `
select study_instance_uid as "studyUid", coalesce(of_series.modalities, '{}') as modalities,
       coalesce(of_series.body_parts, '{}') as "bodyParts", study.institution as site
  from study ${facts} where study_instance_uid = any($1)`;

/** What readers hold: everybody's, or those of one ($2). */
export const heldSql = `
select claim.holder_id as "holderId", coalesce(of_series.modalities, '{}') as modalities,
       coalesce(of_series.body_parts, '{}') as "bodyParts", study.institution as site
  from claim join study on study.id = claim.study_id ${facts}
 where claim.expires_at > $1 and ($2::text is null or claim.holder_id = $2)`;

/** The last start of a shift: of today or yesterday on the clocks of the time zone. $1 now, $2 time zone. */
export const shiftStartSql = `
select max(at) as at from (
  select (date_trunc('day', $1::timestamptz at time zone $2) - make_interval(days => ago) + start) at time zone $2 as at
    from workload_setting, unnest(shift_starts) start, generate_series(0, 1) ago) starts
 where at <= $1`;

export const readersSql = `
select id, display_name as "displayName", cap_rvu::float8 as "capRvu", shift_cap_rvu::float8 as "shiftCapRvu",
       (select count(*)::int from study_skip
         where reader_id = app_user.id::text and at >= date_trunc('day', $1::timestamptz, $2)) as "skipsToday"
  from app_user left join reader_profile on user_id = id
 where role = 'radiologist' and disabled_at is null order by display_name, id`;

export const profileSql = `
select id as "readerId", display_name as "displayName", rights, cap_rvu::float8 as "capRvu",
       shift_cap_rvu::float8 as "shiftCapRvu", coalesce(version, 0) as version
  from app_user left join reader_profile on user_id = id
 where id::text = $1 and role = 'radiologist' and disabled_at is null`;
