/** A JSON value that a stranger may read, and the type that says what it is. */
export interface PublishedKind {
  /** Of `headroom/<kind>/1`. */
  readonly kind: string
  readonly file: string
  /** Several: each line of the file is one of them. */
  readonly types: readonly [string, ...string[]]
}

const shared = (kind: string, file: string, type: string): PublishedKind => ({
  kind,
  file: `src/shared/${file}.ts`,
  types: [type],
})

/** What commands print with --json, what serve answers, and the recording. A new kind is a line here, then `npm run schema`. */
export const publishedKinds: readonly PublishedKind[] = [
  shared('about', 'about', 'About'),
  shared('act', 'act', 'Act'),
  shared('acts', 'act', 'ActLog'),
  shared('agent', 'agent', 'Agent'),
  shared('blackbox', 'black-box', 'BlackBox'),
  shared('doctor', 'doctor', 'Doctor'),
  shared('explain', 'explain', 'Explain'),
  shared('export', 'own-data', 'OwnDataExport'),
  shared('fit', 'fit', 'Fit'),
  shared('fit-shown', 'fit-shown', 'FitShown'),
  shared('history', 'history', 'History'),
  shared('learnt', 'learnt', 'Learnt'),
  shared('limit', 'limit-raise', 'LimitRaise'),
  shared('log-lines', 'log-view', 'LogLines'),
  shared('logs', 'log-view', 'ShownLogs'),
  shared('models', 'local-models', 'LocalModels'),
  shared('own-data', 'own-data', 'OwnData'),
  shared('power-rule', 'power-rule', 'PowerRule'),
  shared('preferences', 'preferences', 'Preferences'),
  {
    kind: 'recording',
    file: 'src/main/host/recording.ts',
    types: ['RecordingHeader', 'RecordingEntry'],
  },
  shared('relief', 'relief', 'Relief'),
  shared('relieved', 'contract', 'Relieved'),
  shared('report', 'report', 'Report'),
  shared('snapshot', 'snapshot', 'Snapshot'),
  shared('snoozes', 'snooze', 'Snoozes'),
  { kind: 'wait', file: 'src/main/cli/wait-text.ts', types: ['Waited'] },
]

/** What only Headroom itself reads again: lines of its own files, and lists of what lies in a zip or an export. */
export const innerKinds: readonly string[] = [
  'audit',
  'export-contents',
  'history-export',
  'minute',
  'report-contents',
  'visits',
]
