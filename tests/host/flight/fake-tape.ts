import { createFakeHost, type FakeHost } from '../../fake-host.ts'
import { createSegments } from '../../../src/main/host/flight/segments.ts'
import { recordingOf } from '../../../src/main/host/flight/left-run.ts'
import { createTape, type Stir } from '../../../src/main/host/flight/tape.ts'
import { tapHost } from '../../../src/main/host/tapped-host.ts'
import type { Host } from '../../../src/main/host/host.ts'
import type { Recording } from '../../../src/main/host/recording.ts'
import type { World } from '../../world.ts'
import { tempFolder } from '../../processes.ts'

export interface Taped {
  readonly host: Host
  readonly folder: string
  told(stir: Stir, atMs?: number): void
  writtenBytes(): number
  /** What is in the files, when all that waits is written. */
  recording(): Promise<Recording | null>
}

/** A host whose answers are recorded, without a session. */
export function tapeOf(inner: Host): Taped {
  const folder = tempFolder()
  const segments = createSegments(folder)
  const { clock, platform } = inner
  const tape = createTape({ clock, platform, redact: (text) => text, segments })
  return {
    host: tapHost(inner, tape.note, () => (text) => text),
    folder,
    told: (stir, atMs = clock.nowMs()) => tape.told(stir, atMs),
    writtenBytes: segments.writtenBytes,
    recording: async () => {
      tape.finish()
      await segments.close()
      return recordingOf({ folder, session: null, endedAtMs: clock.nowMs() })
    },
  }
}

export interface FakeTape extends FakeHost {
  readonly taped: Taped
  /** Asks for files and tells of it, a second later. */
  tick(stir: Stir, ...paths: readonly string[]): Promise<void>
}

/** A small world that is asked once a second. */
export function fakeTape(world: World): FakeTape {
  const fake = createFakeHost(world)
  const taped = tapeOf(fake.host)
  return {
    ...fake,
    taped,
    tick: async (stir, ...paths) => {
      await fake.advance(1_000)
      const atMs = fake.host.clock.nowMs()
      for (const path of paths) await taped.host.ask({ kind: 'file', path }, atMs)
      taped.told(stir, atMs)
    },
  }
}

/** What a recording says of one file, and when, since its beginning. */
export const toldOf = (
  recording: Recording | null,
  path: string,
): readonly (readonly [number, string | undefined])[] =>
  (recording?.entries ?? [])
    .filter(({ key }) => key === path)
    .map(({ atMs, text, error }) => [atMs, text ?? error] as const)
