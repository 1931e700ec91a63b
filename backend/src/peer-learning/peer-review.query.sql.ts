const COLUMNS = `
select one.id, to_char(one.week, 'YYYY-MM-DD') as week, one.report_id as "reportId",
       study.study_instance_uid as "studyUid", round.blind, one.reviewer, one.assigned_at as "assignedAt",
       one.verdict, one.categories, one.comment, one.given_at as "givenAt", one.answer, one.answered_at as "answeredAt"
  from peer_review one
  join peer_round round on round.week = one.week
  join study on study.id = one.study_id`;

const after = (column: string): string =>
  `($3::timestamptz is null or (${column}, one.id) < ($3::timestamptz, $4::uuid))
 order by ${column} desc, one.id desc limit $1`;

export const openSql = `${COLUMNS}
 where one.reviewer_id = $2 and one.given_at is null and ${after('one.assigned_at')}`;
export const givenSql = `${COLUMNS}
 where one.reviewer_id = $2 and one.given_at is not null and ${after('one.given_at')}`;
export const feedbackSql = `${COLUMNS}
 where one.involved @> array[$2] and one.given_at is not null and ${after('one.given_at')}`;
export const oneSql = `${COLUMNS} where one.id = $1`;
