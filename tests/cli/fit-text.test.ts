import { describe, expect, test } from 'vitest'
import { fitText } from '../../src/main/cli/fit-text.ts'
import { parseMac, roomGiven, roomOfMac, type FitRoom } from '../../src/main/fit/fit-room.ts'
import type { Fit, FitPartDetail } from '../../src/shared/fit.ts'
import { formatBytes } from '../../src/shared/units.ts'
import { loadedPlan, wide } from '../fit/fitted.ts'
import { imageModel, languageModel } from '../fit/model-plans.ts'

interface Row {
  readonly title: string
  readonly onGpu: string
  readonly inAll: string
  readonly how: string
}

const rowForm = /^(.*?) {2,}(\?|–|<?[\d.]+ \w+) {2,}(\?|–|<?[\d.]+ \w+)(?: {2,}(.*))?$/

/** The rows of the table, its sum last. */
const rowsOf = (lines: readonly string[]): readonly Row[] =>
  lines.flatMap((line) => {
    const [, title, onGpu, inAll, how = ''] = rowForm.exec(line) ?? []
    return title === undefined || onGpu === undefined || inAll === undefined
      ? []
      : [{ title, onGpu, inAll, how }]
  })

/** `269 MB` in tenths of its unit; what is not told is nothing. */
const tenthsOf = (text: string): number => {
  const figure = Number.parseFloat(text)
  return Number.isNaN(figure) ? 0 : Math.round(figure * 100)
}

async function fitOfPlan(plan = languageModel()): Promise<Fit> {
  return (await loadedPlan(plan)).fit()
}

const textOf = (fit: Fit, room = wide): readonly string[] => fitText(fit, room)

function changedDetail(fit: Fit, part: FitPartDetail['part'], to: Partial<FitPartDetail>): Fit {
  return {
    ...fit,
    details: fit.details.map((detail) => (detail.part === part ? { ...detail, ...to } : detail)),
  }
}

describe('the table', () => {
  test('adds up in both columns as it is shown, whatever its parts are', async () => {
    const fit = await fitOfPlan()
    const sizes = [1, 499_999, 1_500_000, 2_499_999, 777_777_777, 1_234_567_890, 98_765_432_109]
    for (const bytes of sizes)
      for (const onGpuBytes of [0, Math.floor(bytes / 3), bytes]) {
        const changed = changedDetail(fit, 'computeBytes', { bytes, onGpuBytes })
        const rows = rowsOf(textOf(changed))
        expect(rows.map(({ title }) => title)).toEqual([
          'weights',
          'KV cache',
          'compute',
          'logits',
          'the process itself',
          'need',
        ])
        for (const column of ['onGpu', 'inAll'] as const) {
          const [sum = 0, ...parts] = rows.map((row) => tenthsOf(row[column])).reverse()
          expect(parts.reduce((total, part) => total + part, 0)).toBe(sum)
        }
      }
  })

  test('has – for nothing, ? for what is not known, and no row for what there is not', async () => {
    const rows = rowsOf(textOf(await fitOfPlan()))
    expect(rows.find(({ title }) => title === 'logits')).toMatchObject({ onGpu: '–' })
    expect(rows.map(({ title }) => title)).not.toContain('projector')
    const image = rowsOf(textOf(await fitOfPlan(imageModel)))
    expect(image).toEqual([
      { title: 'weights', onGpu: '8 MB', inAll: '8 MB', how: 'exact' },
      { title: 'compute', onGpu: '?', inAll: '?', how: 'unknown' },
      { title: 'need', onGpu: '8 MB', inAll: '8 MB', how: 'at least' },
    ])
  })
})

describe('the text', () => {
  test('says what it is, what there is, and that it fits', async () => {
    const lines = textOf(await fitOfPlan())
    expect(lines[0]).toBe(
      'model · Q4_K_M · llama · 8 layers · llama.cpp · context 32768 shared by 4 sequences',
    )
    expect(lines).toContain('Room: 1.07 TB: the room that was given.')
    expect(lines).toContain('Fits.')
    expect(lines.join('\n')).not.toMatch(/\n\n\n/)
  })

  test('says how sequences have the context, and of a split one what each has', async () => {
    const fit = await fitOfPlan()
    const room = wide
    const head = (sharing: Fit['sharing']): string | undefined =>
      fitText({ ...fit, contextTokens: 8_192, parallel: 2, sharing }, room)[0]
    expect(head('one')).toMatch(/context 8192$/)
    expect(head('shared')).toMatch(/context 8192 shared by 2 sequences$/)
    expect(head('split')).toMatch(/context 4096 for each of 2 sequences$/)
    expect(head('each')).toMatch(/context 8192 for each of 2 sequences$/)
    const longestContexts = [{ kvType: 'f16', contextTokens: 6_144 }]
    const split = fitText({ ...fit, parallel: 2, sharing: 'split', longestContexts }, room)
    expect(split).toContain(
      'Longest context that fits, with nothing to spare for each sequence: 3072 with f16.',
    )
  })
})

describe('the text about what else may be', () => {
  test('says what comes on top while it is used', async () => {
    const fit = await fitOfPlan()
    const grown = (bytes: number | null): string | undefined =>
      textOf({ ...fit, growth: { bytes, what: 'a cache' } }).find((line) =>
        line.startsWith('While it is used'),
      )
    expect(grown(1e9)).toBe('While it is used it may take up to 1.0 GB more RAM: a cache.')
    expect(grown(null)).toBe('While it is used it may take ever more RAM: a cache.')
  })

  test('has no empty line more where there is nothing to reckon', async () => {
    expect(textOf(await fitOfPlan(imageModel)).join('\n')).not.toMatch(/\n\n\n/)
  })

  test('says that it is tight, and that it cannot be told', async () => {
    const fit = await fitOfPlan()
    expect(textOf({ ...fit, verdict: 'tight' })).toContain(
      'Fits, but it is tight (little is left for anything else).',
    )
    const nowhere = { ...wide, roomBytes: null, of: 'this machine now' }
    const lines = textOf({ ...fit, verdict: 'unknown', roomBytes: null }, nowhere)
    expect(lines).toContain('How much room there is on this machine now is not known.')
    expect(lines.filter((line) => line.startsWith('Longest'))).toEqual([])
    expect(lines).toContain('Whether it fits cannot be told.')
  })

  test('has the least and the most that it may be, where they are not shown alike', async () => {
    const fit = await fitOfPlan()
    const needRow = (lowBytes: number, highBytes: number): string | undefined =>
      rowsOf(textOf({ ...fit, errorBand: { lowBytes, highBytes } })).at(-1)?.how
    expect(needRow(1.88e9, 1.92e9)).toBe('')
    expect(needRow(1.88e9, 1.96e9)).toBe('1.9 GB to 2.0 GB on the GPU')
  })
})

describe('the text about what would help', () => {
  test('says what is missing, what would fit, and how to ask for it', async () => {
    const model = await loadedPlan(languageModel())
    const room = roomGiven(300_000_000)
    const fit = model.fit({}, room)
    const lines = fitText(fit, room)
    const missing = formatBytes(fit.gapBytes ?? 0)
    expect(lines).toContain('Room: 300 MB: the room that was given.')
    const tokens = fit.maxContextThatFits ?? 0
    expect(lines.find((line) => line.startsWith('Longest context that fits, '))).toMatch(
      new RegExp(`: ${tokens} with f16, 32768 with q8_0, as long as it was made for\\.$`),
    )
    const at = lines.indexOf('What would help, with what costs least first:')
    expect(lines.slice(at - 2, at)).toEqual([`Does not fit: ${missing} too much.`, ''])
    const saved = fit.advice.map(({ savesBytes }) => formatBytes(savesBytes))
    expect(lines.slice(at + 1, at + 5)).toEqual([
      `  - keep keys and values as q8_0: then it fits, but it is tight (saves ${saved[0]}; answers hardly change)`,
      '      -fa on -ctk q8_0 -ctv q8_0',
      `  - take a context of 17920 tokens: then it fits (saves ${saved[1]}; longer conversations and documents have no place)`,
      '      -c 17920',
    ])
    const none = fitText(model.fit({}, roomGiven(1)), roomGiven(1))
    expect(none).toContain('As it is asked for, not even the shortest context fits.')
  })

  test('says how a server of Ollama and a model of it are told', async () => {
    const room = roomGiven(300_000_000)
    const fit = (await loadedPlan(languageModel())).fit(
      { engine: 'ollama', contextTokens: 32_768 },
      room,
    )
    const how = fitText(fit, room).filter((line) => line.startsWith('      '))
    expect(how).toContain('      OLLAMA_FLASH_ATTENTION=1 OLLAMA_KV_CACHE_TYPE=q8_0')
    expect(how.find((line) => line.startsWith('      by launchctl setenv'))).toMatch(
      /OLLAMA_KV_CACHE_TYPE q8_0, then quit and reopen the Ollama app$/,
    )
  })

  test('says at last what it would need where nothing suffices, without what that saves', async () => {
    const room = roomGiven(1_000_000)
    const lines = fitText((await loadedPlan(languageModel())).fit({}, room), room)
    const last = lines.find((line) => line.startsWith('  - does not fit there: it needs'))
    expect(last).toMatch(
      / in all, and with all that can be done still .*; a Mac with 8 GB holds it as it is$/,
    )
  })
})

describe('the text about the room', () => {
  test('says where the room lies within the error of the estimate', async () => {
    const fit = await fitOfPlan()
    const { needBytes } = fit
    const errorBand = { lowBytes: needBytes - 1_000, highBytes: needBytes + 1_000 }
    const told = (verdict: Fit['verdict'], gapBytes: number | null, roomBytes: number) =>
      textOf({ ...fit, verdict, errorBand, gapBytes, roomBytes }).find((line) =>
        /^(?:Fits|Does not fit)/.test(line),
      )
    const within = 'the room lies within the error of the estimate'
    expect(told('no', 1_000, needBytes - 1_000)).toBe(`Does not fit: 1 kB too much (${within}).`)
    expect(told('no', 1_001, needBytes - 1_001)).toBe('Does not fit: 1 kB too much.')
    expect(told('tight', null, needBytes + 999)).toBe(`Fits, but it is tight (${within}).`)
    expect(told('tight', null, needBytes + 1_000)).toMatch(/^Fits, but it is tight \(little is/)
  })

  test('says that RAM decides where there is no GPU', async () => {
    const room = { ...wide, device: 'cpu', gpuRoomBytes: null, ramRoomBytes: 7.99e9 } as const
    const lines = fitText((await loadedPlan(languageModel())).fit({}, room), room)
    expect(lines.some((line) => line.startsWith('No GPU is known here'))).toBe(true)
  })

  test('shows both rooms where both count', async () => {
    const model = await loadedPlan(languageModel())
    const told = (room: FitRoom): string | undefined =>
      fitText(model.fit({}, room), room).find((line) => line.startsWith('Room: '))
    expect(told({ ...wide, roomBytes: 5e9, gpuRoomBytes: 5e9, ramRoomBytes: 7.99e9 })).toBe(
      'Room: 5.0 GB on the GPU, 7.9 GB in RAM: the room that was given.',
    )
    expect(told(roomOfMac(parseMac('8GB,macos15')))).toBe(
      'Room: 5.7 GB on the GPU, 8.5 GB in RAM: a Mac with 8 GB and macOS 15, with nothing else loaded.',
    )
    // one figure of both is said once
    expect(told(roomGiven(5e9, true))).toBe('Room: 5.0 GB: the room that was given.')
  })
})

describe('what is foreign in the text', () => {
  test('brings no terminal escape of a name, an architecture or a quantization along', async () => {
    const fit = await fitOfPlan()
    const evil = 'evil\u001b[31m\n\u0007\u202e'
    const model = { ...fit.model, name: evil, architecture: evil, quantization: evil }
    const text = textOf({ ...changedDetail(fit, 'kvBytes', { formula: evil }), model }).join('¶')
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    expect(text.match(/evil\ufffd\[31m\ufffd\ufffd\ufffd/g)).toHaveLength(4)
  })

  test('brings none of an architecture along that a header claims', async () => {
    const evil = 'frob\u001b[31m\u0007'
    const lines = textOf(await fitOfPlan(languageModel({ architecture: evil })))
    // oxlint-disable-next-line no-control-regex
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
    expect(lines.find((line) => line.startsWith('The architecture '))).toMatch(/frob/)
  })

  test('cuts a formula that would fill the screen', async () => {
    const formula = Array.from({ length: 300 }, (_, index) => `${index}·17`).join(' + ')
    const lines = textOf(changedDetail(await fitOfPlan(), 'kvBytes', { formula }))
    const line = lines.find((one) => one.startsWith('KV cache: ')) ?? ''
    expect(line).toMatch(/^KV cache: 0·17 \+ .*… = 268435456 bytes$/)
    expect(line.length).toBeLessThan(450)
  })
})
