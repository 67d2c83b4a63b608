import { readFile } from 'node:fs/promises'
import { createCore } from '../../../src/main/core/core.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { createReplayer } from '../../../src/main/host/replayer.ts'
import { macRecording, type MacName } from '../../browser/mac-recording.ts'

/** By then the trail has its ten minutes. */
const untilFull = 720

/** The last Snapshots of a recorded Mac that somebody has watched for ten minutes, as the wire carries them. */
export async function ticksOf(name: MacName, count: number): Promise<readonly string[]> {
  const replayer = createReplayer(parseRecording(await readFile(macRecording(name), 'utf8')))
  const core = await createCore(replayer.host, { roomCapBytes: null })
  const texts: string[] = []
  core.onSnapshot((snapshot) => {
    texts.push(JSON.stringify(snapshot))
    if (texts.length >= untilFull + count) replayer.stop()
  })
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: true })
  await core.close()
  return texts.slice(-count)
}
