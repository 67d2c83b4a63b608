// Many replayed Macs in one process, each with its own Core and its own port: what fleet.test.ts and the trial `fleet`
// start. Prints the ports as one JSON line, and goes on until it is ended. Takes how many, and the file of the token.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { createCore } from '../../src/main/core/core.ts'
import { openRecording } from '../../src/main/host/open-recording.ts'
import type { Recording } from '../../src/main/host/recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import { createWebServer } from '../../src/main/web/server.ts'
import { print, runAsMain } from '../frame/main.ts'
import { projectDir } from '../frame/serve.ts'
import { recordingNames, recordingOf } from './replayed-texts.ts'

async function startMac(recording: Recording, token: string): Promise<number> {
  const { host, play } = createReplayer(recording)
  const core = await createCore(host, { roomCapBytes: null })
  const { port } = await createWebServer({
    core,
    address: '127.0.0.1',
    port: 0,
    keys: [{ token, scopes: new Set(['metrics']) }],
    rendererDir: projectDir, // nobody asks for a page
  })
  core.start()
  void play({ speed: 1, isLooping: true })
  return port
}

async function fleet(): Promise<number> {
  const [count = '', tokenFile = ''] = process.argv.slice(2)
  const token = readFileSync(tokenFile, 'utf8').trim()
  const recordings: Recording[] = []
  for (const name of recordingNames.filter((one) => one.startsWith('mac-'))) {
    const opened = await openRecording(recordingOf(name))
    if (opened.kind !== 'ok') throw new Error(`${name}: ${opened.reason}`)
    recordings.push(opened.value)
  }
  const ports: number[] = []
  while (ports.length < Number(count)) {
    const recording = recordings[ports.length % recordings.length]
    if (recording === undefined) throw new Error('there is no recording')
    ports.push(await startMac(recording, token))
  }
  print(JSON.stringify(ports))
  return 0
}

await runAsMain('fleet', fleet)
