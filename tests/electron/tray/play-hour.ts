import { readFileSync } from 'node:fs'
import { createCore } from '../../../src/main/core/core.ts'
import { keyOfGauge } from '../../../src/shared/gauge.ts'
import { defaultSettings } from '../../../src/shared/settings.ts'
import { createTrayFace } from '../../../src/main/electron/tray/tray-face.ts'
import { trayLookOf } from '../../../src/main/electron/tray/tray-look.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { createReplayer } from '../../../src/main/host/replayer.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { scenePath, type SceneName } from '../../core/mac-scene.ts'

const hourMs = 3_600_000

/** Something that was set in the menu bar. */
export interface Change {
  readonly what: 'image' | 'title' | 'toolTip'
  readonly value: string
  readonly atMs: number
}

export interface Hour {
  readonly snapshots: readonly Snapshot[]
  readonly sets: readonly Change[]
}

/** An hour of a scene, over and over, through the whole Core, nobody looking; shown as if it were this machine. */
export async function playHour(name: SceneName): Promise<Hour> {
  // loaded when they are wanted, in real time: on a busy machine many played seconds would pass meanwhile
  await Promise.all([
    import('../../../src/main/monitor/loads/load-models.ts'),
    import('../../../src/main/inference/diagnosis/catalogue.ts'),
  ])
  const replayer = createReplayer(parseRecording(readFileSync(scenePath(name), 'utf8')))
  const host = { ...replayer.host, mode: 'live' } as const
  const { clock } = host
  const sets: Change[] = []
  const set = (what: Change['what'], value: string): void =>
    void sets.push({ what, value, atMs: clock.nowMs() })
  const face = createTrayFace(
    {
      setImage: (gauge) => set('image', keyOfGauge(gauge)),
      setTitle: (title) => set('title', title),
      setToolTip: (text) => set('toolTip', text),
    },
    clock,
  )
  const core = await createCore(host, { roomCapBytes: null })
  const snapshots: Snapshot[] = []
  core.onSnapshot((snapshot) => {
    snapshots.push(snapshot)
    face.show(trayLookOf(snapshot, { ...defaultSettings, hint: null }))
  })
  clock.after(hourMs, replayer.stop)
  core.start()
  await replayer.play({ speed: null, isLooping: true })
  await core.close()
  return { snapshots, sets }
}
