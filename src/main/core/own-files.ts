import { z } from 'zod/mini'
import { pid } from '../../shared/ids.ts'
import type { DataKind } from '../../shared/own-data.ts'
import { jsonIn } from '../../shared/parse.ts'
import { historyNames } from '../history/store/store-names.ts'
import { visitsName } from '../history/visit-log.ts'
import { isLeftBehind, isLockOf } from '../host/file-lock.ts'
import type { Asker, Host } from '../host/host.ts'
import { runOf } from '../monitor/logs/run-name.ts'

/** A file of Headroom's own, as it lies in the folder of this user. */
export interface OwnFile {
  readonly kind: DataKind
  /** From the folder on: `settings.json`, `runs/2026-11-22T02-28-45Z-llama-server-4242.log`. */
  readonly name: string
  readonly path: string
  readonly bytes: number
}

/** By their names in the folder; a broken one that was kept aside, and one that was never written to its end, belong to it. */
const namesOf = {
  // where its window stood goes along: it is no more than another wish of the user
  settings: ['settings.json', 'details-window.json'],
  acts: ['acts.jsonl'],
  visits: [visitsName],
  snoozes: ['snoozes.json'],
  history: historyNames,
  learnt: ['learnt.json'],
  'black-boxes': ['black-boxes.json'],
  'log-positions': ['log-positions.json'],
  'model-list': ['models.json'],
  'server-keys': ['server-keys.json'],
} as const satisfies Partial<Record<DataKind, readonly string[]>>

const runsName = 'runs'
const flightFolder = /^flight(?:-left-\d+(?:-[\da-f]{8})?)?$/
/** Electron keeps its own files in the same folder. */
const maxNames = 10_000

const isKind = (kind: string): kind is keyof typeof namesOf => Object.hasOwn(namesOf, kind)
const kinds = Object.keys(namesOf).filter(isKind)

const isOf = (name: string, own: string): boolean =>
  name === own ||
  name.startsWith(`${own}.broken`) ||
  (name.startsWith(`.${own}.`) && name.endsWith('.tmp'))

/**
 * The locks of this kind that a process left behind when it died. One that is held stays: whoever forgets the file holds it
 * meanwhile.
 */
export async function leftLocksIn(
  { ask, clock }: Pick<Host, 'ask' | 'clock'>,
  folder: string,
  kind: DataKind,
): Promise<readonly string[]> {
  const names = isKind(kind) ? namesOf[kind] : []
  const locks = (await namesIn({ ask }, folder)).filter((name) =>
    names.some((own) => isLockOf(name, own)),
  )
  const left = await Promise.all(
    locks.map(async (name) => {
      const path = `${folder}/${name}`
      const found = await statOf({ ask }, path)
      return found !== null && isLeftBehind(found.modifiedAtMs, clock.nowMs()) ? [path] : []
    }),
  )
  return left.flat()
}

const namesShape = z.array(z.string())
const statShape = z.object({ type: z.string(), sizeBytes: z.number(), modifiedAtMs: z.number() })

/** All of them. Those of a run that goes on are another program's until it ends. */
export async function ownFilesIn(asker: Asker, folder: string): Promise<readonly OwnFile[]> {
  const plain = (await namesIn(asker, folder)).flatMap((name) => {
    const kind = kinds.find((one) => namesOf[one].some((own) => isOf(name, own)))
    return kind === undefined ? [] : [{ kind, name }]
  })
  const runs = (await namesIn(asker, `${folder}/${runsName}`)).filter(
    (name) => runOf(name) !== null,
  )
  const ended = await Promise.all(
    runs.map(async (name) => ((await goesOn(asker, name)) ? [] : [name])),
  )
  const ofRuns = ended
    .flat()
    .map((name) => ({ kind: 'run-logs' as const, name: `${runsName}/${name}` }))
  const found = await Promise.all(
    [...plain, ...ofRuns, ...(await flightFilesIn(asker, folder))].map(async ({ kind, name }) => {
      const path = `${folder}/${name}`
      const found = await statOf(asker, path)
      return found === null ? [] : [{ kind, name, path, bytes: found.sizeBytes }]
    }),
  )
  return found.flat()
}

/** What is recorded, and what runs before this one have left. */
async function flightFilesIn(
  asker: Asker,
  folder: string,
): Promise<readonly Pick<OwnFile, 'kind' | 'name'>[]> {
  const folders = (await namesIn(asker, folder)).filter((name) => flightFolder.test(name))
  const files = await Promise.all(
    folders.map(async (name) =>
      (await namesIn(asker, `${folder}/${name}`)).map((file) => `${name}/${file}`),
    ),
  )
  return files.flat().map((name) => ({ kind: 'flight' as const, name }))
}

async function namesIn(asker: Asker, path: string): Promise<readonly string[]> {
  const names = await asker.ask({ kind: 'dir', path })
  return names.kind === 'ok' ? namesShape.parse(jsonIn(names.value)).slice(0, maxNames) : []
}

async function goesOn(asker: Asker, name: string): Promise<boolean> {
  const run = runOf(name)
  if (run === null) return false
  const found = await asker.ask({ kind: 'process', pid: pid(run.pid) })
  return found.kind === 'ok' && found.value === 'runs'
}

/** null: it is no file, or it is gone. */
async function statOf(asker: Asker, path: string): Promise<z.infer<typeof statShape> | null> {
  const found = await asker.ask({ kind: 'stat', path })
  if (found.kind !== 'ok') return null
  const stat = statShape.parse(jsonIn(found.value))
  return stat.type === 'file' ? stat : null
}
