import { existsSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Core } from '../../src/main/core/core.ts'
import type { Explain } from '../../src/shared/explain.ts'
import type { Finding } from '../../src/shared/finding.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { headroom } from '../headroom-program.ts'
import { tempFolder, until } from '../processes.ts'
import { ask, engineWords, lacking, spawned, started, timeout } from './own-engine.ts'
import { writeTinyGguf } from './tiny-gguf.ts'
import { modelOf, serverOf, watching, whenTold } from './watching.ts'

/** So much context wants 12 GB, twice as much as the engine has address space left. */
const tooManyTokens = 2_000_000
const mostAddressBytes = 11 * 2 ** 30

const isExplain = (value: unknown): value is Explain =>
  typeof value === 'object' && value !== null && 'findings' in value && 'facts' in value

async function explained(log: string): Promise<Explain> {
  const { stdout, stderr } = await headroom('explain', log, '--json')
  const value = jsonIn(stdout)
  if (!isExplain(value)) throw new Error(`not an explanation: ${stderr}`)
  return value
}

/** What stands in this log, as soon as something does. */
const findingIn = (core: Core, log: string): Promise<Finding> =>
  whenTold(
    core,
    `a finding in ${log}`,
    ({ findings }) => findings.find(({ place }) => place?.path === log) ?? null,
  )

/**
 * An engine that fails while Headroom looks. Tiny models fail at once, and large ones after seconds: it is stopped on its way
 * to the load, until Headroom knows it.
 */
async function failing(core: Core, file: string, contextTokens = 512): Promise<Finding> {
  const logFile = join(tempFolder(), 'llama.log')
  const wanted = {
    kind: 'model',
    file,
    contextTokens,
    slots: 1,
    logFile,
    mostAddressBytes,
  } as const
  const running = await spawned(wanted)
  await until('its log is there', () => (existsSync(logFile) ? true : null))
  process.kill(running.pid, 'SIGSTOP')
  const foundAtMs = await whenTold(core, 'it is found', (snapshot) =>
    serverOf(snapshot, running) === null ? null : snapshot.atMs,
  )
  await whenTold(core, 'its log is looked for', ({ atMs }) => (atMs > foundAtMs ? true : null))
  process.kill(running.pid, 'SIGCONT')
  await running.ended
  return findingIn(core, logFile)
}

describe.skipIf(lacking !== null)(
  `the log of a real llama.cpp that loads a model (${engineWords})`,
  { timeout },
  () => {
    test('Headroom finds it by the command line, and has the size of the cache from it', async () => {
      const folder = tempFolder()
      const [file, logFile] = [join(folder, 'tiny.gguf'), join(folder, 'llama.log')]
      const { kvBytesPerToken } = writeTinyGguf(file)
      const core = await watching()
      const running = await started({
        kind: 'model',
        file,
        contextTokens: 4_096,
        slots: 2,
        logFile,
      })
      const model = await whenTold(core, 'its log has told of the cache', (snapshot) => {
        const found = modelOf(snapshot, running)
        return found?.memory.kv?.origin === 'log' ? found : null
      })
      expect(model.file).toBe(file)
      expect(model.memory.kv?.bytes).toBe(4_096 * kvBytesPerToken)
      expect(core.current()?.findings.filter(({ place }) => place !== null)).toEqual([])
    })

    test('explain reads path, context and buffers out of it, and finds nothing wrong', async () => {
      const folder = tempFolder()
      const [file, logFile] = [join(folder, 'tiny.gguf'), join(folder, 'llama.log')]
      const { weightsBytes, kvBytesPerToken } = writeTinyGguf(file)
      const running = await started({
        kind: 'model',
        file,
        contextTokens: 2_048,
        slots: 2,
        logFile,
      })
      await running.stop()
      const lines = readFileSync(logFile, 'utf8').split('\n')
      const begun = lines.filter((line) =>
        line.endsWith(' llama_context: constructing llama_context'),
      )
      expect(begun).toHaveLength(1)
      const { facts, findings } = await explained(logFile)
      expect(findings).toEqual([])
      expect(facts).toMatchObject({
        modelPath: file,
        contextTokens: 2_048,
        contextTokensPerSequence: 1_024,
        cpuKvBytes: 2_048 * kvBytesPerToken,
      })
      const printedInSteps = 0.01 * 2 ** 20
      expect(Math.abs((facts.cpuModelBytes ?? 0) - weightsBytes)).toBeLessThan(printedInSteps)
      expect(facts.cpuComputeBytes).toBeGreaterThan(2 ** 20)
    })
  },
)

describe.skipIf(lacking !== null)(
  `the log of a real llama.cpp that fails (${engineWords})`,
  { timeout },
  () => {
    test('a context that the system has no memory for is one, with the bytes that were refused', async () => {
      const file = join(tempFolder(), 'tiny.gguf')
      const { kvBytesPerToken } = writeTinyGguf(file)
      const finding = await failing(await watching(), file, tooManyTokens)
      expect(finding).toMatchObject({ class: 'system-memory-refused', count: 1 })
      expect(finding.place?.line).toContain('insufficient memory (attempted to allocate')
      // it makes the context a multiple of 256
      const wantedBytes = Math.ceil(tooManyTokens / 256) * 256 * kvBytesPerToken
      expect(Math.abs((finding.facts.triedBytes ?? 0) - wantedBytes)).toBeLessThan(64 * 1_024)
      expect(finding.facts.modelPath).toBe(file)
      const { findings, facts } = await explained(finding.place?.path ?? '')
      expect(findings.map((one) => one.class)).toEqual(['system-memory-refused'])
      expect(facts.triedBytes).toBe(finding.facts.triedBytes)
    })

    test('a file that was cut off is incompatible, and one that is not there is missing', async () => {
      const folder = tempFolder()
      const file = join(folder, 'tiny.gguf')
      const { fileBytes } = writeTinyGguf(file)
      truncateSync(file, Math.floor(fileBytes / 2))
      const core = await watching()
      const cut = await failing(core, file)
      expect(cut.class).toBe('gguf-incompatible')
      expect(cut.place?.line).toContain('is not within the file bounds')
      const missing = await failing(core, join(folder, 'none.gguf'))
      expect(missing.class).toBe('model-missing')
      expect(missing.place?.line).toContain('No such file or directory')
      const told = await Promise.all(
        [cut, missing].map(({ place }) => explained(place?.path ?? '')),
      )
      expect(told.map(({ findings }) => findings.map((one) => one.class))).toEqual([
        ['gguf-incompatible'],
        ['model-missing'],
      ])
    })
  },
)

describe.skipIf(lacking !== null)(
  `the log of a router over a real llama.cpp (${engineWords})`,
  { timeout },
  () => {
    test('what a child is refused is found at the router, which lives on', async () => {
      const folder = tempFolder()
      const logFile = join(folder, 'llama.log')
      const { kvBytesPerToken } = writeTinyGguf(join(folder, 'one.gguf'))
      const router = await started({
        kind: 'router',
        folder,
        contextTokens: tooManyTokens,
        slots: 1,
        logFile,
        mostAddressBytes,
      })
      const core = await watching()
      const { id } = await whenTold(core, 'it is found', (snapshot) => serverOf(snapshot, router))
      await ask(router, '/models/load', { model: 'one' })
      const finding = await findingIn(core, logFile)
      expect(finding).toMatchObject({ class: 'system-memory-refused', program: 'llama.cpp' })
      expect(finding.facts.triedBytes).toBeGreaterThan(tooManyTokens * kvBytesPerToken)
      const ofRouter = await whenTold(core, 'its child is gone', ({ findings }) => {
        const found = findings.find((one) => one.id === finding.id)
        return found?.serverId === id ? found : null
      })
      expect(ofRouter.place?.line).toContain('insufficient memory')
    })
  },
)
