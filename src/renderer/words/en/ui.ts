/** The small pieces. */
export const ui = {
  bar: { beyond: '{{bytes}} beyond it', beyondIt: 'beyond it' },
  copy: {
    copy: 'Copy',
    copied: 'Copied',
    selected: 'Selected',
    how: 'The clipboard is closed to this page: copy the selection with ⌘C or Ctrl+C',
  },
  dismiss: 'Dismiss',
  dismissThis: 'Dismiss: {{title}}',
  advice: { tryFirst: 'Try first:', costs: 'Costs: {{costs}}' },
} as const
