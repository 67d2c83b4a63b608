/** Of each way in which each setting can be wrong one, and the sentence for it. */
const languages = 'Headroom speaks English, German and simplified Chinese, or as the system does'
const never = 'an idle model is unloaded after 1 min to 1 d, or never'
const hold = 'what an alert tells of may have to last for at most 10 min'
const alone = 'while nobody looks, figures can come every 2 s to 1 min'
const beforeLoad =
  'before a load that does not fit nothing is done, relief is offered, or idle models are unloaded'

type Wrong = readonly [change: Readonly<Record<string, unknown>>, sentence: string]

const many = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `/${index}`)

const choices: readonly Wrong[] = [
  [{ gaugeStyle: 'blob' }, 'the gauge is a ring, a column or a dial'],
  [
    { menuBarText: null },
    'beside the gauge stands the room, the memory in use, the time left or nothing',
  ],
  [{ language: 'tlh' }, languages],
  [{ units: 1_024 }, 'sizes are shown in GB or in GiB'],
  [{ isIntroduced: 'yes' }, 'the first run has been seen, or it has not'],
  [
    { powerSource: 'guess' },
    'watts are read from powermetrics, from macmon, from mactop, from the best there is or not at all',
  ],
  [{ keepsHistory: 'yes' }, 'the history is kept on the disk, or it is not'],
  [{ recordsFlight: 1 }, 'the last ten minutes are recorded, or they are not'],
  [{ learns: null }, 'Headroom learns from real loads, or it does not'],
  [{ clocks: { isSlowerOnBattery: 1 } }, 'on battery Headroom looks less often, or it does not'],
  [{ relief: { beforeLoad: 'always' } }, beforeLoad],
]

const numbers: readonly Wrong[] = [
  [{ clocks: { lookedSeconds: 0.5 } }, 'while you look, figures can come every 1 s to 10 s'],
  [{ clocks: { aloneSeconds: 61 } }, alone],
  [{ clocks: { aloneSeconds: '5' } }, alone],
  [{ clocks: 5 }, 'the settings of clocks are chosen by their names'],
  [{ keepWarmMinutes: -1 }, 'the hidden window can be kept for at most 1 h'],
  [
    { alerts: { runsOutWithinMinutes: 31 } },
    'you can be told of room that ends within 1 min to 30 min',
  ],
  [
    { alerts: { hogRatio: 40 } },
    'one app may hold between 10 % and 90 % of RAM before you are told',
  ],
  [{ alerts: { hogGrowthBytes: 4 } }, 'one app may grow by 500 MB to 64.0 GB before you are told'],
  [{ alerts: { hogGrowthMinutes: 61 } }, 'the growth of an app is measured over 1 min to 1 h'],
  [{ alerts: { idleAfterMinutes: Number.NaN } }, 'a model counts as idle after 1 min to 1 d'],
  [
    { alerts: { contextRatio: 1 } },
    'a context may be between 50 % and 99 % full before you are told',
  ],
  [
    { alerts: { swapDiskBytes: 0 } },
    'the disk may have between 1.0 GB and 200.0 GB free before you are told',
  ],
  [{ alerts: { holdSeconds: { thermal: 601 } } }, hold],
  [{ alerts: { holdSeconds: { thermal: 'long' } } }, hold],
  [{ relief: { unloadIdleAfterMinutes: 0 } }, never],
  [{ relief: { unloadIdleAfterMinutes: '20' } }, never],
]

const lists: readonly Wrong[] = [
  [{ logFiles: '/a.log' }, 'log files are a list of paths'],
  [{ logFiles: ['a.log'] }, 'a path is named from the root of the disk: a.log is not'],
  [{ logFiles: [''] }, 'a path must not be empty'],
  [{ logFiles: [`/${'a'.repeat(4_096)}`] }, 'a path has no more than 4096 characters'],
  [{ logFiles: many(41) }, 'no more than 40 paths can be named'],
  [{ modelFolders: { a: '/b' } }, 'folders with models are a list of paths'],
  [{ modelFolders: ['models'] }, 'a path is named from the root of the disk: models is not'],
  [{ logFiles: ['~/x.log'] }, 'a path is written out, as /Users/you/logs/x.log: ~/x.log is not'],
  [
    { logFiles: ['/a\u202eb.log'] },
    'a path has no line feeds and no other invisible characters: /a\ufffdb.log has',
  ],
  [
    { relief: { neverSuggest: ['Xcode\n'] } },
    'a name has no line feeds and no other invisible characters',
  ],
  [
    { alerts: { holdSeconds: { failure: 30 } } },
    'this alert comes at once: nothing has to last for it',
  ],
  [{ alerts: { off: 'thermal' } }, 'rules are chosen by a list of their names'],
  [{ alerts: { off: ['no-such'] } }, 'there is no rule named no-such'],
  [{ alerts: { on: [7] } }, 'there is no rule named 7'],
  [{ alerts: { holdSeconds: [] } }, 'how long something must last is chosen for each rule'],
  [{ alerts: { holdSeconds: { 'no-such': 5 } } }, 'there is no rule named no-such'],
  [{ relief: { neverSuggest: 'Loom' } }, 'what is never suggested is a list of names'],
  [{ relief: { neverSuggest: [' '] } }, 'a name that is never suggested must not be empty'],
  [{ relief: { neverSuggest: ['x'.repeat(201)] } }, 'a name has no more than 200 characters'],
  [
    { relief: { neverSuggest: many(201) } },
    'no more than 200 names can be kept from being suggested',
  ],
]

export const wrongChanges: readonly Wrong[] = [
  ...choices,
  ...numbers,
  ...lists,
  [{ alerts: 'loud' }, 'the settings of alerts are chosen by their names'],
  [{ relief: null }, 'the settings of relief are chosen by their names'],
  [{ colour: 'red' }, 'there is no setting named colour'],
  [{ relief: { colour: 'red' } }, 'there is no setting named colour'],
]
