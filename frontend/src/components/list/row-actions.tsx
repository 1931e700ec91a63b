import { Pencil, Trash2 } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';

interface Props {
  editLabel: string;
  deleteLabel: string;
  onEdit: () => void;
  onDelete: () => void;
}

export function RowActions({ editLabel, deleteLabel, onEdit, onDelete }: Props) {
  return (
    <div className="flex gap-1">
      <IconButton label={editLabel} onClick={onEdit} data-testid="row-edit">
        <Pencil size={14} aria-hidden />
      </IconButton>
      <IconButton label={deleteLabel} onClick={onDelete} data-testid="row-delete">
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
