import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { tempFolder, until } from '../processes.ts'
import { nodeAs } from '../servers/played-ollama.ts'
import { realActing } from './real-acting.ts'

describe.runIf(process.platform === 'linux')('a llama-server with real memory', () => {
  test(
    'is quit to unload its model, only when that is confirmed, and its memory is back',
    { timeout: 60_000 },
    async () => {
      const { core, orphans, isAlive, signals, lines } = await realActing()
      const program = join(tempFolder(), 'llama-server')
      nodeAs(program)
      const script = fileURLToPath(new URL('../servers/children/ollama-runner.ts', import.meta.url))
      const before = 'export FAKE_MB=300'
      const argv = [program, script, '--model', '/models/tiny.gguf']
      const pid = await orphans.start(argv, { before })
      const model = await until('its model', async () => {
        const { servers, models } = await core.snapshotOnce()
        const server = servers.find((one) => one.pid === pid)
        return models.find((one) => one.serverId === server?.id && one.state === 'idle') ?? null
      })
      expect(model.eject).toEqual({ kind: 'quit' })
      const asked = { modelId: model.id, isDryRun: false, isConfirmed: false }
      expect(await core.unload(asked)).toMatchObject({
        outcome: 'unconfirmed',
        sentence: expect.stringMatching(/^Quit llama-server to unload \S+\? It may have to /),
      })
      expect([await isAlive(pid), signals]).toEqual([true, []])

      const act = await core.unload({ ...asked, isConfirmed: true })
      expect(act).toMatchObject({
        act: 'unload',
        outcome: 'done',
        isForced: false,
        request: `SIGTERM to llama-server (${pid})`,
      })
      expect(act.returnedBytes).toBeGreaterThan(250e6)
      expect([await isAlive(pid), signals.map(({ name }) => name)]).toEqual([false, ['SIGTERM']])
      expect(lines()).toMatchObject([
        { line: 'begun', id: act.id, act: 'unload', server: 'llama-server' },
        { line: 'ended', id: act.id, outcome: 'done', returnedBytes: act.returnedBytes },
      ])
    },
  )
})
