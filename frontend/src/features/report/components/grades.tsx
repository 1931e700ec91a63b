'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { readerGradeSchema, type ReaderGrade, type ReportAuthors } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { errorText } from '@/components/ui/error-state';
import { SelectField } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';
import { authorsKey, fetchAuthors, setGrade } from '../api/kit';

type Author = ReportAuthors['readers'][number];

/** Who is a resident: their reports become final by an attending. */
export function Grades() {
  const client = useQueryClient();
  const query = useQuery({ queryKey: authorsKey, queryFn: ({ signal }) => fetchAuthors(signal) });
  const setting = useMutation({
    mutationFn: ({ id, grade }: { id: string; grade: ReaderGrade }) => setGrade(id, grade),
    onSuccess: (authors) => client.setQueryData(authorsKey, authors),
  });
  const rows = query.data?.readers ?? [];
  const columns: readonly Column<Author>[] = [
    { id: 'name', head: t('report.grades.reader'), cell: ({ name }) => <bdi>{name}</bdi> },
    {
      id: 'grade',
      head: t('report.grades.grade'),
      className: 'md:w-56',
      cell: ({ id, name, grade }) => (
        <SelectField
          label={t('report.grades.of', { name })}
          value={grade}
          disabled={setting.isPending}
          onChange={(event) => setting.mutate({ id, grade: readerGradeSchema.parse(event.target.value) })}
        >
          {readerGradeSchema.options.map((one) => (
            <option key={one} value={one}>
              {t(`report.grade.${one}`)}
            </option>
          ))}
        </SelectField>
      ),
    },
  ];
  return (
    <ListSection
      title={t('report.grades')}
      intro={t('report.grades.intro')}
      testId="grades"
      query={query}
      status={
        setting.isError && (
          <span role="alert" className="text-amber">
            {errorText(setting.error)}
          </span>
        )
      }
      empty={
        query.data && rows.length === 0 ? (
          <StateView icon={<Users size={18} />} title={t('report.grades.empty')} testId="grades-empty" />
        ) : null
      }
    >
      <DataTable
        label={t('report.grades')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        testId="grades-table"
      />
    </ListSection>
  );
}
