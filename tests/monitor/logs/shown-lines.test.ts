import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createShownLines } from '../../../src/main/monitor/logs/shown-lines.ts'
import { allCases } from '../../inference/diagnosis/signatures/all-cases.ts'

const index = createCatalogue()
const reader = () => createShownLines(index, { program: null, isAppleSilicon: true })
const linesOf = (text: string) => reader().read(text).lines

// composed from ggml-metal-device.m and llama-model-loader.cpp
const refused = 'ggml_metal_buffer_init: error: failed to allocate buffer, size =  2048.00 MiB'

describe('the lines of a log, for the eye', () => {
  test('are marked by what they say to the grammar', () => {
    const lines = linesOf(
      `srv  update_slots: all slots are idle\n${refused}\nllama_model_loader: loaded meta data with 26 key-value pairs and 255 tensors from /m/a.gguf (version GGUF V3 (latest))\n`,
    )
    expect(lines.map(({ mark }) => mark)).toEqual([
      null,
      { kind: 'failure', class: 'metal-alloc-failed' },
      { kind: 'load' },
    ])
    expect(lines.every(({ isOwn }) => isOwn)).toBe(true)
  })

  test('are harmless: no colours, no control characters, nothing that turns the writing', () => {
    const [line] = linesOf('srv  a: \u001b[31mred\u001b[0m\u0007 \u202egpj.exe\tx\n')
    expect(line?.text).toBe('srv  a: red\ufffd \ufffdgpj.exe    x')
  })

  test('are cut where they are too long', () => {
    const [line] = linesOf(`${'a'.repeat(60_000)}\n`)
    expect(line?.text).toBe(`${'a'.repeat(3_999)}…`)
    expect(line?.isOwn).toBe(false)
  })

  test('are one where a bar overwrites itself, as it stands at last', () => {
    const { lines, isLastOpen } = reader().read('a_b: 1%\ra_b: 2%\r\na_b: 3%\r')
    expect(lines.map(({ text }) => text)).toEqual(['a_b: 2%', 'a_b: 3%'])
    expect(isLastOpen).toBe(true)
  })

  test('have the mark of a failure that a bar has overwritten', () => {
    const [line] = linesOf(`${refused}\ra_b: 3%\n`)
    expect(line?.mark?.kind).toBe('failure')
  })

  test('say nothing within the body of a request, whatever they quote', () => {
    const [, inside, behind] = linesOf(
      `2026-03-16 20:40:22,469 - DEBUG - Incoming Request Body: {\n${refused}\n2026-03-16 20:40:23,469 - INFO - x\n`,
    )
    expect([inside?.mark, inside?.isOwn, behind?.isOwn]).toEqual([null, false, true])
  })

  test('belong to a file of their own after a turn', () => {
    const lines = reader()
    lines.read('User: a prompt in a log without a clock\n')
    lines.turnPage()
    expect(lines.read('srv  update_slots: ok\n').lines[0]?.isOwn).toBe(true)
  })
})

test('every failure that the grammar knows is marked as one of its class', () => {
  const unmarked = allCases.flatMap(({ log, signature }) => {
    const marks = linesOf(`${log}\n`).flatMap(({ mark }) => (mark?.kind === 'failure' ? mark : []))
    return marks.length === 0 ? [signature] : []
  })
  expect(unmarked).toEqual([])
})
