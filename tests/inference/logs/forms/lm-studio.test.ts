import { describe, expect, it } from 'vitest'
import {
  createLogReader,
  type LogReader,
} from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { lmStudioForms } from '../../../../src/main/inference/logs/forms/lm-studio.ts'

const index = indexOfForms(lmStudioForms)

function readerOf(log: string): LogReader {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${log}\n`)
  return reader
}

// composed from the three ways in which public logs of LM Studio begin their lines
const tagged = [
  '\t...[INFO] [LM STUDIO SERVER] Server stopped.',
  '[2025-04-17 18:32:17][INFO][LM STUDIO SERVER] Success! HTTP server listening on port 1234',
  '2025-05-20 15:33:59  [INFO] [LM STUDIO SERVER] Logs are saved into /tmp/lmstudio-server-log.txt.',
  '[LM STUDIO SERVER] Supported endpoints:',
]

describe('what LM Studio says of itself', () => {
  it.each(tagged)('the tag of its server names it: %s', (line) => {
    expect(readerOf(line).state().program).toBe('lm-studio')
  })

  it('a sentence with its tag does not', () => {
    expect(
      readerOf('Lines with [LM STUDIO SERVER] Supported endpoints: come from its server.').state()
        .program,
    ).toBeNull()
  })

  it('its version stands where it looks for a newer one', () => {
    // recorded: lmstudio-ai/lmstudio-bug-tracker#150
    const line =
      '[2024-10-10 04:58:26.160] [info]  [AppUpdater] Current version: 0.3.4 (build: 3), new version: 0.3.3 (build: undefined)'
    expect(readerOf(line).state()).toMatchObject({ program: 'lm-studio', version: '0.3.4' })
  })

  it('the estimates of lms are in GiB', () => {
    // composed: of the lines that lms load prints, see corpus
    const log =
      'Estimated GPU Memory:    15.78 GiB   (Confidence: LOW)\nEstimated Total Memory:  16.50 GiB'
    expect(readerOf(log).facts()).toEqual({
      triedBytes: 16_943_645_983,
      requiredBytes: 17_716_740_096,
    })
  })

  it('the context of a load is the one that it estimates with', () => {
    // recorded: lmstudio-ai/lmstudio-bug-tracker#2190
    const line =
      "[2026-07-23 10:21:52.880] [error] [LM Studio] Model load size estimate with raw num offload layers 'max' and context length '8192':"
    expect(readerOf(line).facts()).toEqual({ contextTokens: 8_192 })
  })

  it('a load that failed is one', () => {
    expect(readerOf('🥲 Failed to load the model').state().stage).toBe('failed')
  })
})
