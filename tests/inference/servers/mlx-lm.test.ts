import { describe, expect, test } from 'vitest'
import { mlxLm } from '../../../src/main/inference/servers/mlx-lm.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

describe('mlx_lm.server', () => {
  test('its health proves it only together with the header of Python’s own server', () => {
    const [mark] = mlxLm.marks
    const ok = { status: 'ok' }
    const python = { server: 'BaseHTTP/0.6 Python/3.12.4' }
    expect(mark?.isOf(answerOf('GET /health', ok, python))).toBe(true)
    expect(mark?.isOf(answerOf('GET /health', ok, { server: 'llama.cpp' }))).toBe(false)
    expect(mark?.isOf(answerOf('GET /health', 'Not Found', { ...python, status: 404 }))).toBe(false)
  })

  test('its health says nothing about models', () => {
    const told = toldBy(mlxLm, answerOf('GET /health', { status: 'ok' }))
    expect(told).toEqual({ facts: { isReady: true, models: null }, certainty: 'fits' })
  })

  test('the list that walks the whole cache is never asked for', () => {
    const known = { process: processOf('mlx_lm.server'), facts: {}, parentKind: null }
    expect(mlxLm.polls.flatMap(({ paths }) => paths(known))).toEqual(['/health'])
  })

  test('its model and its port are those of the command line', () => {
    const process = processOf('python3 -m mlx_lm server --model acme/m-4bit --port 9090')
    expect(mlxLm.factsOfArguments?.(process)).toEqual({
      port: 9_090,
      models: [{ id: 'acme/m-4bit', state: 'loaded', format: 'mlx' }],
    })
    expect(mlxLm.factsOfArguments?.(processOf('mlx_lm.server'))).toEqual({
      port: null,
      models: null,
    })
  })

  test('its command line names it', () => {
    const line = answerOf('ps -o args', 'python -m mlx_lm.server --port 8081')
    expect(toldBy(mlxLm, line)).toMatchObject({ facts: { port: 8_081 }, certainty: 'proof' })
  })

  test.each([
    ['/venv/bin/python3.12 /venv/bin/mlx_lm.server --model m', true],
    ['python -m mlx_lm.server', true],
    ['python -um mlx_lm server', true],
    ['/venv/bin/mlx_lm.server', true],
    ['python -m mlx_lm.generate --prompt mlx_lm.server', false],
    ['vim mlx_lm.server', false],
    ['grep mlx_lm server', false],
  ])('%s: %s', (commandLine, expected) => {
    expect(mlxLm.isProcess(processOf(commandLine))).toBe(expected)
  })
})
