/** The section `findings` of the details. */
export const diagnosis = {
  title: 'Findings',
  found: 'Found',
  count_one: '{{count}} finding',
  count_other: '{{count}} findings',
  countOf_one: '{{found}} of {{count}} finding',
  countOf_other: '{{found}} of {{count}} findings',
  noneLikeThis: 'Nothing that was found is like this.',
  showAll: 'Show all',
  none: 'No failure at the moment.',
  looksFor:
    'Headroom reads the logs of the engines it knows and watches the machine. It would tell here:',
  gone: 'The finding that this led to does not stand any more',
  search: 'Search findings',
  kind: 'Kind',
  allKinds: 'All kinds',
  program: 'Program',
  allPrograms: 'All programs',
  since: 'for {{span}}',
  snoozed: 'snoozed',
} as const
