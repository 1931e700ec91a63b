/** Studies that became ready since $1, and over how many hours until $2. */
export const arrivalsSql = `
select count(*)::int as studies,
       coalesce(extract(epoch from $2::timestamptz - min(ready_at)) / 3600, 0)::float8 as hours,
       (count(*) filter (where order_class = 'stat'))::int as stat,
       (count(*) filter (where order_class = 'urgent'))::int as urgent,
       (count(*) filter (where order_class <> 'stat' and reasons @> '[{"kind": "ai"}]'))::int as flagged
  from worklist_item where ready_at >= $1`;

/** Readings under a claim since $1: how long from claim to read, longer than 5 s and up to two hours. */
const soundReadings = `
with reading as (
  select ended.occurred_at, ended.study_uid, ended.payload ->> 'by' as reader,
         extract(epoch from ended.occurred_at - begun.occurred_at) / 60 as minutes
    from event ended
    join lateral (
      select occurred_at from event
       where study_uid = ended.study_uid and name = 'StudyClaimed' and occurred_at <= ended.occurred_at
       order by occurred_at desc limit 1) begun on true
   where ended.name = 'ClaimEnded' and ended.payload ->> 'how' = 'read' and ended.occurred_at >= $1
), sound as (
  select * from reading where minutes between 5.0 / 60 and 120
)`;

/** The mean of the readings, and how many readers there were in a typical hour with any. */
export const readingsSql = `${soundReadings}
select count(*)::int as readings, avg(minutes)::float8 as minutes,
       coalesce((select round(percentile_cont(0.5) within group (order by readers))::int
                   from (select count(distinct reader) as readers from sound
                          group by date_trunc('hour', occurred_at)) hourly), 0) as readers
  from sound`;

/** A study of several modalities is of the first of them by name. */
const modality = `coalesce((select min(one) from unnest(item.modalities) one), 'OT')`;

/** By modality and hour of the day in zone $3, studies that became ready from $1 until $2. */
export const arrivalsByHourSql = `
select ${modality} as modality, extract(hour from ready_at at time zone $3)::int as hour, count(*)::int as studies,
       (count(*) filter (where order_class = 'stat'))::int as stat,
       (count(*) filter (where order_class = 'urgent'))::int as urgent,
       extract(epoch from $2::timestamptz - min(ready_at))::float8 / 86400 as days
  from worklist_item item where ready_at >= $1 and ready_at < $2
 group by 1, 2`;

/** By modality, mean and standard deviation of the readings. */
export const readingsByModalitySql = `${soundReadings}
select ${modality} as modality, count(*)::int as readings, avg(minutes)::float8 as "meanMinutes",
       coalesce(stddev_samp(minutes), 0)::float8 as "deviationMinutes"
  from sound join worklist_item item on item.study_uid = sound.study_uid
 group by 1`;

/** By hour of the day in zone $2, how many readers ended a reading in it, on the mean of the days with any. */
export const readersByHourSql = `${soundReadings}
select hour, avg(readers)::float8 as readers
  from (select extract(hour from occurred_at at time zone $2)::int as hour, count(distinct reader) as readers
          from sound group by date_trunc('hour', occurred_at at time zone $2), 1) hourly
 group by hour`;

/** What recent studies are: a sample that simulated ones are drawn from. */
export const profilesSql = `
select item.location, study.institution as site,
       array(select distinct modality from series
              where series.study_id = item.study_id and not own) as modalities
  from worklist_item item join study on study.id = item.study_id
 where item.ready_at >= $1
 order by item.ready_at desc limit 500`;
