import { describe, expect, it } from 'vitest'
import { createLogReader } from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { ollamaSignatures } from '../../../../src/main/inference/diagnosis/signatures/ollama.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { ollamaForms } from '../../../../src/main/inference/logs/forms/ollama.ts'
import { ollamaCases } from './ollama-cases.ts'

const index = indexOfForms([...ollamaForms, ...ollamaSignatures])

function failuresIn(log: string) {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(log)
  return reader.failures()
}

describe('What Ollama says of a failure', () => {
  it('is held by a case for every signature', () => {
    expect(new Set(ollamaCases.map(({ signature }) => signature))).toEqual(
      new Set(ollamaSignatures.map(({ id }) => id)),
    )
  })

  it.each(ollamaCases)('is known by $signature ($origin), with its figures', (one) => {
    const [failure] = failuresIn(one.log)
    expect(failure?.signature).toBe(one.signature)
    expect(failure?.facts).toMatchObject(one.facts ?? {})
  })

  it.each(ollamaCases)('is not seen in what only looks like $signature ($origin)', ({ twin }) => {
    expect(failuresIn(twin)).toEqual([])
  })

  it('is of the CPU where its runner says that the CPU had no memory', () => {
    const [failure] = failuresIn(
      'time=2026-07-01T10:00:00Z level=INFO source=sched.go:651 msg="Load failed" error="llama-server reported out-of-memory during startup: ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 2147483648"\n',
    )
    expect(failure?.class).toBe('system-memory-refused')
    expect(failure?.facts).toMatchObject({ triedBytes: 2_147_483_648 })
  })

  it('is no failure of Metal where another GPU refused before', () => {
    const log = [
      'time=2026-07-01T10:00:00Z level=INFO source=sched.go:651 msg="Load failed" error="llama-server reported out-of-memory during startup: cudaMalloc failed: out of memory"',
      'time=2026-07-01T10:00:01Z level=WARN source=sched.go:667 msg="model load failed; evicting all other models and retrying once" error="exit status 1"',
    ]
    expect(failuresIn(`${log.join('\n')}\n`)).toEqual([])
  })

  it('has one failure for a refusal that two lines tell of, with the path of the second', () => {
    const log = [
      'time=2026-03-25T09:45:06.861Z level=WARN source=server.go:1044 msg="model request too large for system" requested="5.3 GiB" available="4.8 GiB" total="10.0 GiB" free="4.8 GiB" swap="0 B"',
      'time=2026-03-25T09:45:06.861Z level=INFO source=sched.go:511 msg="Load failed" model=/m/blobs/sha256-667b error="model requires more system memory (5.3 GiB) than is available (4.8 GiB)"',
    ]
    const failures = failuresIn(`${log.join('\n')}\n`)
    expect(failures.map(({ signature, count }) => [signature, count])).toEqual([
      ['ollama-request-too-large', 1],
    ])
    expect(failures[0]?.facts.modelPath).toBe('/m/blobs/sha256-667b')
  })

  it('does not take half of the context for the context when a prompt is cut since 0.30', () => {
    const log = [
      'time=2026-07-01T10:00:00Z level=INFO source=llama_server.go:433 msg="starting llama-server" cmd="/x/llama-server --model /m/a.gguf --port 35259 --host 127.0.0.1 -c 8192 -np 2"',
      'time=2026-07-01T10:01:00Z level=WARN source=llama_server.go:317 msg="truncating input prompt" limit=2050 prompt=9000 keep=4 new=2050',
    ]
    const [failure] = failuresIn(`${log.join('\n')}\n`)
    expect(failure?.facts).toMatchObject({
      requestedTokens: 9000,
      contextTokens: 8192,
      contextTokensPerSequence: 4096,
    })
  })
})
