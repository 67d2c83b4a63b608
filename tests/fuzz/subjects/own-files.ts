import { openKeptBounds } from '../../../src/main/electron/details/kept-bounds.ts'
import { readShelfFile } from '../../../src/main/fit/shelf/shelf-file.ts'
import { outlineVersion } from '../../../src/main/fit/shelf/outline.ts'
import { parseActs } from '../../../src/main/history/act-line.ts'
import { createBlackBoxStore } from '../../../src/main/history/black-box-store.ts'
import { learntForm } from '../../../src/main/history/learnt/learnt-file.ts'
import { inodeOf } from '../../../src/main/history/store/inode.ts'
import { openLogMemory } from '../../../src/main/monitor/logs/log-memory.ts'
import { admitChange } from '../../../src/main/settings/admit-change.ts'
import { openServerKeys } from '../../../src/main/settings/server-keys.ts'
import { createSettingsFile } from '../../../src/main/settings/settings-file.ts'
import {
  changedBy,
  listedOf,
  refusalOf,
  settingsIn,
  troublesIn,
} from '../../../src/main/settings/settings-lines.ts'
import { openSnoozes } from '../../../src/main/settings/snooze-store.ts'
import { createEventRows } from '../../../src/main/history/store/event-rows.ts'
import type { Database } from '../../../src/main/host/host.ts'
import { Refusal } from '../../../src/main/host/attempt.ts'
import { defaultSettings } from '../../../src/shared/settings.ts'
import { jsonIn, ParseError } from '../../../src/shared/parse.ts'
import type { TextSubject } from '../subject.ts'
import { hostThatSays } from '../text-host.ts'
import { parser } from './parser.ts'
import { acts, blackBoxes, learnt, shelf } from './own-file-samples.ts'

const written = JSON.stringify(defaultSettings)

/** As JSON has it: an object with every name that a stranger may have written. */
function objectIn(text: string): Readonly<Record<string, unknown>> {
  const value = jsonIn(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ParseError('no object')
  return Object.fromEntries(Object.entries(value))
}

const settings: readonly TextSubject[] = [
  {
    ...parser(
      'settings-file',
      async (text) => (await createSettingsFile(hostThatSays(text), '/s').read()).found,
      [written],
    ),
    isRaw: true,
  },
  {
    ...parser(
      'settings',
      (text) => {
        const given = objectIn(text)
        const used = settingsIn(given)
        return { used, listed: listedOf(used), troubles: troublesIn(given) }
      },
      [written],
    ),
    wrong: (made) =>
      JSON.stringify(made).length > 200_000 ? 'it is longer than any screen' : null,
  },
  parser(
    'settings-change',
    (text) => {
      const given = objectIn(text)
      return refusalOf(given) ?? settingsIn(changedBy(objectIn(written), given))
    },
    [written],
  ),
  {
    name: 'settings-admitted',
    samples: () => [written, '{"logFiles":["/a.log"],"modelFolders":["/models"]}'],
    take: (text) => admitChange(hostThatSays('{"type":"file"}'), objectIn(text), defaultSettings),
    refusals: [ParseError, Refusal],
  },
  parser(
    'server-keys',
    async (text) => (await openServerKeys(hostThatSays(text), '/k')).servers(),
    ['{"lmstudio:1234":"sk-abc","ollama:11434":"x"}'],
  ),
  parser('snoozes', async (text) => (await openSnoozes(hostThatSays(text), '/z')).made(), [
    JSON.stringify({
      snoozes: [
        { target: 'all', span: '1h', madeAtMs: 5 },
        { target: 'swapping', span: 'run', madeAtMs: 7, servers: [{ pid: 4, startedAtMs: 5 }] },
      ],
    }),
  ]),
  parser(
    'window-bounds',
    async (text) => (await openKeptBounds(hostThatSays(text), '/b')).current(),
    ['{"x":10,"y":20,"width":900,"height":640}'],
  ),
]

/** In which every event has these details. */
const databaseWith = (details: string): Database => ({
  run: () => undefined,
  all: () => [],
  prepare: () => ({ run: () => undefined, rows: () => [[5, 'a', details]] }),
  atOnce: (act) => act(),
  close: () => undefined,
})

const remembered: readonly TextSubject[] = [
  parser('acts', parseActs, [acts]),
  parser(
    'black-boxes',
    async (text) => (await createBlackBoxStore(hostThatSays(text), '/e').read()).kept,
    [blackBoxes],
  ),
  parser('learnt', (text) => learntForm.parse(text), [learnt]),
  parser('history-event', (text) => createEventRows(databaseWith(text)).within(0, 9), [
    '{"kind":"load","stage":"loaded","tookMs":5,"needBytes":7}',
    '{"kind":"alert","rule":"swapping","severity":"warning"}',
  ]),
  parser('inode', (text) => inodeOf(hostThatSays(text), '/h'), ['{"type":"file","inode":12}']),
  parser(
    'log-positions',
    async (text) => (await openLogMemory(hostThatSays(text), '/p')).positionOf('/a.log'),
    ['{"positions":{"/a.log":{"inode":12,"offsetBytes":100,"markBytes":64,"mark":"00ff"}}}'],
  ),
  parser('shelf', (text) => readShelfFile(hostThatSays(text), '/m'), [shelf(outlineVersion)]),
]

export const ownFileSubjects: readonly TextSubject[] = [...settings, ...remembered]
