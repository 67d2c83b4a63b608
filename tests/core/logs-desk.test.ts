import { appendFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import type { ShownLine } from '../../src/shared/log-view.ts'
import { fromRoot } from '../from-root.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder, until } from '../processes.ts'
import { unknownOf } from '../shared/phrases/books.ts'

// composed from ggml-metal-device.m, ggml_metal_buffer_init
const refused = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 9000.00 MiB'

async function coreOver(...logFiles: readonly string[]) {
  const logs = { logFiles: () => logFiles, runsFolder: null, logMemory: null }
  const core = await createCore(localHost(), { roomCapBytes: null, logs })
  onTestFinished(() => core.close())
  core.look()
  core.start()
  await until('the first look at logs', async () => {
    const shown = await core.logs()
    return shown.logs.some(({ changedAtMs }) => changedAtMs !== null) ? shown : null
  })
  return core
}
const whole = (path: string) => ({ path, after: null, showsPrompts: false })

describe('the logs of this machine', () => {
  test('are those that are followed, and what a user has named that is not there', async () => {
    const [path, none] = [join(tempFolder(), 'a.log'), join(tempFolder(), 'none.log')]
    writeFileSync(path, `${refused}\n`)
    const { logs } = await (await coreOver(path, none)).logs()
    const own = logs.filter(({ isOwn }) => isOwn)
    expect(own).toEqual([
      { path, program: null, isOwn: true, changedAtMs: own[0]?.changedAtMs, trouble: null },
      {
        path: none,
        program: null,
        isOwn: true,
        changedAtMs: null,
        trouble: 'no file is there that is not followed already',
      },
    ])
    expect(unknownOf(new Set(own.flatMap(({ trouble }) => trouble ?? [])))).toEqual([])
  })

  test('are read as they grow, by the number that a finding tells', async () => {
    const path = join(tempFolder(), 'a.log')
    writeFileSync(path, 'srv  a: 1\n')
    const core = await coreOver(path)
    const first = await core.logLines(whole(path))
    appendFileSync(path, `srv  a: 2\n${refused}\n`)
    const { lines } = await core.logLines({ ...whole(path), after: first.next })
    expect(lines.at(-1)).toEqual({
      lineNumber: 3,
      text: refused,
      mark: { kind: 'failure', class: 'metal-alloc-failed' },
    })
    const finding = await until(
      'the finding',
      async () => core.current()?.findings.find(({ place }) => place?.path === path) ?? null,
    )
    expect(finding.place?.lineNumber).toBe(3)
  })

  test('are the only files that are ever read', async () => {
    const folder = tempFolder()
    const [path, secret, link] = ['a.log', 'secret', 'link'].map((name) => join(folder, name))
    writeFileSync(path ?? '', 'srv  a: 1\n')
    writeFileSync(secret ?? '', 'a secret\n')
    symlinkSync(secret ?? '', link ?? '')
    const core = await coreOver(path ?? '')
    const refusal = 'this log is not followed any more'
    for (const one of [secret, link, `${folder}/../${folder}/a.log`, '/etc/passwd', '', 'a.log'])
      await expect(core.logLines(whole(one ?? ''))).rejects.toThrow(refusal)
    expect(unknownOf(new Set([refusal]))).toEqual([])
  })
})

test('in a replay there are the lines of the recording', async () => {
  const recording = 'tests/fixtures/recordings/mac-m1pro-16gb-refused.jsonl'
  const replayer = createReplayer(parseRecording(readFileSync(fromRoot(recording), 'utf8')))
  const core = await createCore(replayer.host, { roomCapBytes: null })
  core.look()
  core.start()
  const failures: ShownLine[] = []
  core.onSnapshot((snapshot) => {
    const path = snapshot.findings.find(({ place }) => place !== null)?.place?.path
    if (path === undefined) return
    core.logLines(whole(path)).then(
      ({ lines }) => {
        failures.push(...lines.filter(({ mark }) => mark?.kind === 'failure'))
        if (failures.length > 0) replayer.stop()
      },
      () => undefined,
    )
  })
  // what reads logs is loaded meanwhile
  await replayer.play({ speed: 20, isLooping: true })
  await core.close()
  expect(failures.every(({ text }) => text?.includes('failed to allocate'))).toBe(true)
})
