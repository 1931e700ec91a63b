export const quarantine = {
  'quarantine.intro': 'Objects that were refused and kept, with the reason. None of them is in a study.',
  'quarantine.empty.title': 'Nothing in quarantine',
  'quarantine.empty.body': 'Every object that arrived could be stored.',
  'quarantine.column.received': 'Received',
  'quarantine.column.reason': 'Reason',
  'quarantine.column.source': 'From',
  'quarantine.column.object': 'Object',
  'quarantine.column.size': 'Size',
  'quarantine.object.none': 'without a readable UID',
  'quarantine.door.dimse': 'DIMSE',
  'quarantine.door.stow': 'DICOMweb (STOW-RS)',
} as const;
