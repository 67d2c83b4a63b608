/** The first run. */
export const welcome = {
  label: 'First run',
  at: '{{at}} of {{count}}',
  back: 'Back',
  next: 'Next',
  skip: 'Skip',
  done: 'Done',
  gauge: {
    title: 'What the gauge means',
    style: {
      ring: 'The ring fills as memory does: its pale part is room for models.',
      column: 'The column fills as memory does: its pale part is room for models.',
      dial: 'The needle rises as memory fills: what lies before it is room for models.',
    },
    beside: {
      room: 'Beside it stands how much more they can take.',
      'in-use': 'Beside it stands how much is in use.',
      'time-left': 'Beside it stand the minutes that are left, where the room is about to end.',
    },
    inWindow: 'It stands in the menu bar; a click on it opens this window.',
    inBrowser: 'On a Mac it stands in the menu bar; this page has the same signs.',
    preview: 'The gauge now',
    alarm: 'its card says what helps',
  },
  alerts: {
    title: 'Warned before it fails',
    what: 'Headroom warns before a load fails, a model outgrows the memory or the machine begins to swap, and says what helps.',
  },
  login: {
    title: 'There when it is needed',
    what: 'Headroom can only warn of what it sees: it is best there from login on.',
    ready: 'That is all. Settings stand at the foot of the overview.',
  },
} as const
