/** A figure of the bench, by the number that measures it and by what it is called there. */
export interface Named {
  readonly number: string
  readonly what: string
  /** Whose it is, where a row has several. */
  readonly whose?: string
}

/** A line of the README's table: what a reader wants to know, and the figures that say it. */
export interface Row {
  readonly says: string
  readonly of: readonly Named[]
}

const row = (says: string, number: string, ...whats: readonly string[]): Row => ({
  says,
  of: whats.map((what) => ({ number, what })),
})

const beside = (what: string): readonly Named[] =>
  ['serve, watched', 'top -b -d 1', 'btop at 1 s', 'glances at 1 s'].map((name) => ({
    number: 'beside-others',
    what: `beside others, ${what}: ${name}`,
    whose: name.split(/[ ,]/)[0] ?? name,
  }))

const awake = (...scenes: readonly string[]): readonly string[] =>
  scenes.map((scene) => `flight recorder, all day awake: ${scene}`)

const scrolled = (how: string): readonly string[] =>
  ['frames a second', 'median frame', 'script a frame'].map((what) => `${how}: ${what}`)

const menuBarMacs = [
  'mac-m2max-32gb-loading',
  'mac-m4-16gb-swapping',
  'mac-m5max-128gb-unload',
  'mac-64gb-two-servers',
  'mac-m1pro-16gb-refused',
]

const macOver = 'logs of Macs: Headroom'

export const rows: readonly Row[] = [
  row(
    'processor, nobody looking, 150 processes',
    'serve-cpu',
    'serve, nobody looking, 150 processes',
  ),
  row(
    'processor, watched once a second, 150 processes',
    'serve-cpu',
    'serve, watched, 150 processes',
  ),
  row(
    'processor, watched once a second, 500 processes',
    'serve-cpu',
    'serve, watched, 500 processes',
  ),
  {
    says: 'processor in one run beside others that refresh once a second',
    of: beside('processor'),
  },
  { says: 'private memory in the same run', of: beside('private memory') },
  row(
    'six inference servers, two at work: what watching them adds; nobody looking, watched',
    'servers',
    'six servers, nobody looking',
    'six servers, watched',
  ),
  row('ten quiet logs: what following them adds', 'log-quiet', 'ten quiet logs, nobody looking'),
  row(
    "private memory of `serve`, with the pages of Node's own program that the kernel can drop; nobody looking, watched",
    'serve-memory',
    'serve, nobody looking: private, whole',
    'serve, watched: private, whole',
  ),
  row(
    'of it written by Headroom; nobody looking, watched',
    'serve-memory',
    'serve, nobody looking: private, written',
    'serve, watched: private, written',
  ),
  row(
    'for scale, a Node that does nothing',
    'serve-memory',
    'a Node that does nothing: private, whole',
  ),
  row(
    'PSS of `serve`, nobody looking, watched',
    'serve-memory',
    'serve, nobody looking: PSS',
    'serve, watched: PSS',
  ),
  row(
    'tries to send anything beyond this machine',
    'network-at-rest',
    'serve, watched and not: attempts to send beyond loopback',
  ),
  {
    says: '`headroom status --json`, cold; beside others that say it once',
    of: [
      { number: 'status-cold', what: 'status --json, median', whose: 'headroom' },
      { number: 'status-cold', what: 'top -b -n 1, median', whose: 'top' },
      {
        number: 'status-cold',
        what: 'glances, one line of standard output, median',
        whose: 'glances',
      },
    ],
  },
  row(
    'failures foretold in histories of Macs that a fresh seed makes',
    'scenes',
    'failures foretold',
  ),
  row(
    'how long before, where memory grows: median, and nine in ten are more than',
    'scenes',
    'growth: median lead',
    'growth: one in ten leads is less than',
  ),
  row(
    'loads foretold before the first weight is read',
    'scenes',
    'loads: foretold before the first weight is read',
  ),
  row(
    'false alerts in 24 clean hours; alerts that flap',
    'scenes',
    'false alerts in clean hours',
    'flaps',
  ),
  row(
    'what a load needs, off what Metal took: median, 95 of 100',
    'fit-accuracy',
    `${macOver}: median`,
    `${macOver}: 95 of 100`,
  ),
  row(
    'reading the header of a model with 250,000 tokens and 1,000 tensors, and the estimate; memory for it',
    'fit-speed',
    'read a header: Headroom, with its estimate',
    'read a header: Headroom, with its estimate: memory',
  ),
  row(
    '`headroom fit` of it, the whole command',
    'fit-speed',
    'headroom fit FILE --json --mac 32GB',
  ),
  row(
    '`headroom models`, 300 in 20,000 files: the first list, a later one, the first of the next',
    'models',
    'models: the first list',
    'models: a later list',
    'models: the first list of the next Headroom',
  ),
  row(
    'heap that later lists of models leave behind',
    'models',
    'models: heap that later lists leave behind',
  ),
  {
    says: 'reading a log, 99 % idle lines; GNU `grep -F` with the same literals',
    of: [
      { number: 'log-engine', what: 'idle lines, 1 % of signatures', whose: 'headroom' },
      { number: 'log-engine', what: 'grep -F: idle lines, 1 % of signatures', whose: 'grep' },
    ],
  },
  {
    says: 'reading a log, the recorded corpus one behind the other',
    of: [
      { number: 'log-engine', what: 'corpus of logs', whose: 'headroom' },
      { number: 'log-engine', what: 'grep -F: corpus of logs', whose: 'grep' },
    ],
  },
  {
    says: 'reading a log of nothing but signatures and lines that look like them',
    of: [
      { number: 'log-engine', what: 'all signatures and their twins', whose: 'headroom' },
      { number: 'log-engine', what: 'grep -F: all signatures and their twins', whose: 'grep' },
    ],
  },
  row(
    'memory kept after a log without end',
    'log-engine',
    'memory kept after the whole, less that after the first 67 MB',
  ),
  row(
    'from a failing line in a log to its alert at a client: median, p99 of 200',
    'log-latency',
    'failing line to alert, median',
    'failing line to alert, p99',
  ),
  row(
    'from a sample of memory to its Snapshot at a client: median, p99 of 20',
    'sample-latency',
    'sample to client, median',
    'sample to client, p99',
  ),
  row(
    'the page, gzipped; details, settings, first run and other languages come when they are opened',
    'renderer-size',
    'renderer entry, js + css, gzipped',
  ),
  row(
    'scripting for a Snapshot in the open popover, the worst of the recorded Macs',
    'scripting-tick',
    'scripting a tick, open, the worst of the recorded Macs',
  ),
  row(
    'React commits for a Snapshot, at most',
    'scripting-tick',
    'React commits a Snapshot, the most',
  ),
  row(
    'scripting a minute while the popover is hidden; React commits',
    'hidden-work',
    'scripting a minute while hidden',
    'React commits while hidden, with Snapshots pushed all the same',
  ),
  row(
    'heap of the popover after 28,800 Snapshots (8 hours of ticks)',
    'popover-heap',
    'growth of the heap over eight hours of Snapshots, after collecting',
  ),
  row(
    'from the click to the painted popover: a new window, one that was kept',
    'popover-paint',
    'click to paint, a new window, median',
    'click to paint, a kept window, median',
  ),
  row(
    'a log of 100,000 lines scrolled at reading pace: frames a second, median frame, script in it',
    'log-scroll',
    ...scrolled('at reading pace, 3 rows a frame'),
  ),
  row('the same, flung', 'log-scroll', ...scrolled('flung, 60 rows a frame')),
  row(
    'the menu bar: updates an hour on five recorded Macs',
    'menu-bar',
    ...menuBarMacs.map((mac) => `updates an hour, ${mac}`),
  ),
  row('the preload', 'menu-bar', 'the preload'),
  row(
    "the Mac app's own files, archive and what lies beside it (without Electron)",
    'app-size',
    'Mac app, archive and what lies beside it',
  ),
  row('drawing one icon of the menu bar, 1× and 2×', 'gauge', 'gauge, one icon at 1× and 2×'),
  row(
    'from the click on History to its first lines; on 30 days to the painted month',
    'history-open',
    'click on History to its first lines, nothing loaded before',
    'click on 30 d to the painted month',
  ),
  row('memory of the painted month', 'history-open', 'memory of the month'),
  row(
    'a month of history on the disk: its file, written a day',
    'history-store',
    'size of the file',
    'written a day',
  ),
  row(
    'a minute of history written: median, the slowest of a hundred',
    'history-store',
    'a batch of a minute, the median',
    'a batch of a minute, of a hundred the slowest',
  ),
  row(
    'history opened to its first answer; asked for an hour, a day, a week, a month',
    'history-store',
    'opened and looked through, to its first answer',
    'asked for an hour',
    'asked for a day',
    'asked for a week',
    'asked for a month',
  ),
  row(
    'the flight recorder at rest: its own, and on the disk with the inode whose time it sets',
    'flight',
    'flight recorder, at rest: by our own count',
    'flight recorder, at rest: written to disks',
  ),
  row(
    'the flight recorder, three composed Macs at work the whole day',
    'flight',
    ...awake('mac-m2max-32gb-loading', 'mac-64gb-two-servers', 'mac-m4-16gb-swapping'),
  ),
  row(
    "a Mac's commands by published costs (nothing measured): nobody looking, watched",
    'macos-budget',
    'macOS budget, nobody looking',
    'macOS budget, watched',
  ),
]
