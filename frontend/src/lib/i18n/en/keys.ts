export const keys = {
  'keys.title': 'Your keys',
  'keys.lead':
    'Choose a row, then press its new key. Tab, Enter, Esc, arrows and function keys stay as they are; so do the keys of the viewer.',
  'keys.menu': 'Keys',
  'keys.open': 'Change keys',
  'keys.none': '–',
  'keys.press': 'Press a key',
  'keys.press.of': '{action}: press its new key, or Esc',
  'keys.change': '{action}: {key}. Change',
  'keys.done': '{action}: {key}.',
  'keys.swap': '{key} is the key of {others}.',
  'keys.swap.submit': 'Swap',
  'keys.refused.reserved': '{key} keeps what it does. Press another key.',
  'keys.refused.viewer': '{key} is a key of the viewer, where this works too. Press another key.',
  'keys.refused.taken':
    '{key} is taken: {others} cannot have {former} instead. Press another key.',
  'keys.reset': '{action}: back to {key}',
  'keys.resetAll': 'Reset all keys',
  'keys.resetAll.done': 'All keys are as they were at first.',
} as const;
