'use client';
import { useQuery } from '@tanstack/react-query';
import { useMay, useSession } from '@/lib/auth/session';
import { fetchGrades } from '../api/discrepancies';

/** Whether this reader is an attending, who grades. The server decides; until it has said, there is nothing to press. */
export function useMayGrade(): boolean {
  const may = useMay('discrepancy.grade');
  const { id } = useSession();
  const { data } = useQuery({
    queryKey: ['discrepancies', 'grades'],
    queryFn: ({ signal }) => fetchGrades(signal),
    enabled: may,
  });
  return may && data?.readers.find((reader) => reader.id === id)?.grade === 'attending';
}
