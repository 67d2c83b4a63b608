import { fileURLToPath } from 'node:url'
import { jsonIn } from '../src/shared/parse.ts'
import type { Snapshot } from '../src/shared/snapshot.ts'
import { startChild, until, type Child } from './processes.ts'
import { expectPublishedLines } from './published.ts'

export const program = fileURLToPath(new URL('../bin/headroom.mjs', import.meta.url))

/** The real program, as it was built last (`npm test` builds first). */
export const startHeadroom = (...args: readonly string[]): Child =>
  startChild([process.execPath, program, ...args], {
    ...process.env,
    FORCE_COLOR: undefined,
    NODE_OPTIONS: undefined,
  })

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs it to its end. Whatever JSON it prints is held against its published schema. */
export async function headroom(...args: readonly string[]): Promise<Ran> {
  const child = startHeadroom(...args)
  const { code } = await child.ended
  expectPublishedLines(child.stdout())
  return { code, stdout: child.stdout(), stderr: child.stderr() }
}

const isSnapshot = (value: unknown): value is Snapshot =>
  typeof value === 'object' &&
  value !== null &&
  'schema' in value &&
  value.schema === 'headroom/snapshot/1'

/** A line of `--json` to the Snapshot it should be. */
export function snapshotIn(line: string): Snapshot {
  const value = jsonIn(line)
  if (!isSnapshot(value)) throw new Error(`not a Snapshot: ${line.slice(0, 80)}`)
  return value
}

/** The Snapshots of all whole lines. */
export const snapshotsIn = (text: string): readonly Snapshot[] =>
  text.split('\n').slice(0, -1).map(snapshotIn)

/** The first Snapshot that it prints and that is as wanted. */
export const printedSnapshot = (
  child: Child,
  what: string,
  isWanted: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> =>
  until(`a Snapshot with ${what}`, () => snapshotsIn(child.stdout()).find(isWanted) ?? null)

/** Its address and its token, when `serve` stands. */
export async function served(child: Child): Promise<{ port: number; token: string }> {
  const url = new URL(await child.printed(/Headroom: (\S+)\n/))
  return { port: Number(url.port), token: url.hash.replace(/^#token=/, '') }
}
