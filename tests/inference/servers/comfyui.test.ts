import { expect, test } from 'vitest'
import { comfyui } from '../../../src/main/inference/servers/comfyui.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

const stats = (device: object, version: string | null = 'v0.3.4-3-g7126ecf'): unknown => ({
  system: { ram_total: 64, ram_free: 24, comfyui_version: version, argv: ['main.py'] },
  devices: [{ name: 'gpu', index: 0, vram_total: 16, vram_free: 6, ...device }],
})

test('its statistics prove it, and tell the memory of its device', () => {
  const answer = answerOf('GET /system_stats', stats({ type: 'cuda' }))
  expect(comfyui.marks[0]?.isOf(answer)).toBe(true)
  expect(toldBy(comfyui, answer)).toEqual({
    facts: {
      isReady: true,
      version: '0.3.4-3-g7126ecf',
      deviceType: 'cuda',
      vramTotalBytes: 16,
      vramFreeBytes: 6,
      vramUsedBytes: 10,
      ramTotalBytes: 64,
      ramUsedBytes: 40,
    },
    certainty: 'proof',
  })
})

test.each(['mps', 'cpu'])('on %s its memory is that of the whole machine', (type) => {
  const told = toldBy(comfyui, answerOf('GET /system_stats', stats({ type })))
  expect(told?.facts).toMatchObject({ deviceType: type, memoryUsable: false })
})

test('koboldcpp gives the same answer with made-up figures, and is not it', () => {
  const answer = answerOf('GET /system_stats', stats({ name: 'koboldcpp', type: 'cuda' }))
  expect(comfyui.marks[0]?.isOf(answer)).toBe(false)
  expect(toldBy(comfyui, answer)).toEqual({ facts: { memoryUsable: false }, certainty: 'fits' })
})

test('what remains in its queue includes what it works at', () => {
  const told = (left: number): ReturnType<typeof toldBy> =>
    toldBy(comfyui, answerOf('GET /prompt', { exec_info: { queue_remaining: left } }))
  expect(told(0)?.facts).toEqual({ isReady: true, queueLength: 0, activity: 'idle' })
  expect(told(2)?.facts).toEqual({ isReady: true, queueLength: 2, activity: 'busy' })
})

test('its queue is counted, and what is in it is left', () => {
  const body = { queue_running: [[0, 'a', { prompt: 'secret' }]], queue_pending: [[1], [2]] }
  expect(toldBy(comfyui, answerOf('GET /queue', body))?.facts).toEqual({
    isReady: true,
    runningRequests: 1,
    queueLength: 2,
    activity: 'busy',
  })
})

test('all its models are let go at once', () => {
  const way = comfyui.unload
  const plan = way.kind === 'request' ? way.plan({ id: '', instanceId: null, facts: {} }) : null
  expect(plan?.takesAll).toBe(true)
  expect(plan?.request.body).toEqual({ unload_models: true, free_memory: true })
  expect(toldBy(comfyui, answerOf('POST /free', ''))?.facts).toEqual({ unloadAccepted: true })
})

test.each([
  ['python /Users/u/ComfyUI/main.py --port 8188', true],
  ['/Users/u/ComfyUI/.venv/bin/python main.py', true],
  ['python main.py --preview-method auto', true],
  ['python main.py --port 8188', false],
  ['python /Users/u/ComfyUI/convert.py', false],
  ['code /Users/u/ComfyUI/main.py', false],
])('%s: %s', (commandLine, expected) => {
  expect(comfyui.isProcess(processOf(commandLine))).toBe(expected)
})
