/** What Headroom remembers, and how it is switched off. */
export const remember = {
  title: 'What Headroom remembers',
  intro: 'Switching one off deletes nothing: what is there stays until it is deleted below.',
  label: {
    keepsHistory: 'Keep the history for 30 days',
    recordsFlight: 'Record the last ten minutes',
    learns: 'Learn from real loads',
  },
  on: {
    keepsHistory: 'What was measured, and what happened; older days become coarser.',
    recordsFlight: 'After a panic or a power cut they tell what came before.',
    learns: 'What a model has really taken here corrects what is estimated for it.',
  },
  off: {
    keepsHistory: 'The history ends with Headroom.',
    recordsFlight: 'After a panic or a power cut nothing tells what came before.',
    learns: 'Estimates go by the model and its engine alone.',
  },
  now: '{{help}} {{size}} now.',
} as const
