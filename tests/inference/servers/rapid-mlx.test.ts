import { describe, expect, test } from 'vitest'
import { rapidMlx } from '../../../src/main/inference/servers/rapid-mlx.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

const health = { status: 'healthy', ready: true, model_loaded: true, model_name: 'qwen3.5-9b' }

describe('Rapid-MLX', () => {
  test('it is loading until it says that it is ready', () => {
    const warming = answerOf('GET /healthz', { ...health, ready: false })
    expect(toldBy(rapidMlx, warming)?.facts.isReady).toBe(false)
    expect(toldBy(rapidMlx, answerOf('GET /healthz', health))?.facts.isReady).toBe(true)
  })

  test('while it goes it answers 503 and is not ready', () => {
    const draining = answerOf('GET /healthz', { ...health, status: 'draining' }, { status: 503 })
    expect(toldBy(rapidMlx, draining)?.facts.isReady).toBe(false)
    expect(rapidMlx.marks[0]?.isOf(draining)).toBe(true)
  })

  test('only what never waits for the GPU is asked for its health', () => {
    const known = { process: processOf('rapid-mlx serve m'), facts: {}, parentKind: null }
    expect(rapidMlx.polls.flatMap(({ paths }) => paths(known))).toEqual(['/healthz', '/v1/status'])
  })

  test('the command line names its model', () => {
    const process = processOf('python3.12 /opt/bin/rapid-mlx serve qwen3.5-9b --port 8010')
    expect(rapidMlx.factsOfArguments?.(process)).toEqual({
      port: 8_010,
      models: [{ id: 'qwen3.5-9b', state: 'loaded', format: 'mlx' }],
    })
  })

  test.each([
    ['rapid-mlx serve m', true],
    ['rapid-mlx chat m', false],
    ['vllm-mlx serve m', false],
  ])('%s: %s', (commandLine, expected) => {
    expect(rapidMlx.isProcess(processOf(commandLine))).toBe(expected)
  })
})
