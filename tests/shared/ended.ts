import type { BlackBoxReport, LastState } from '../../src/shared/black-box.ts'

/** Composed: the last moment of a Mac that loads a model beside another. */
export const lastState = (part: Partial<LastState>): LastState => ({
  atMs: Date.parse('2026-11-22T09:14:07Z'),
  state: 'tight',
  roomBytes: 0.9e9,
  limitBytes: 51.5e9,
  gpuInUseBytes: 50.2e9,
  wiredBytes: 54.1e9,
  totalBytes: 68.7e9,
  swapUsedBytes: 0,
  pressure: 'warn',
  holders: [
    { kind: 'model', name: 'qwen3-30b', server: 'Ollama', bytes: 18.4e9 },
    { kind: 'model', name: 'gemma3:27b', server: 'LM Studio', bytes: 17.2e9 },
    { kind: 'app', name: 'Xcode', server: null, bytes: 6.3e9 },
  ],
  loads: [
    {
      name: 'llama3.3:70b',
      server: 'Ollama',
      needBytes: 43.1e9,
      gapBytes: 3.2e9,
      doneRatio: 0.62,
    },
  ],
  works: [{ model: 'qwen3-30b', contextTokens: 32_768, usedTokens: 29_100 }],
  alerts: ['llama3.3:70b will not fit'],
  findings: [],
  ...part,
})

/** Composed: as `endReport` would tell it. */
export const endedReport = (part: Partial<BlackBoxReport>): BlackBoxReport => ({
  id: '1795338000000-501',
  end: 'unknown',
  endedAtMs: Date.parse('2026-11-22T09:14:09Z'),
  foundAtMs: Date.parse('2026-11-22T09:20:00Z'),
  title: 'Headroom had no ordinary end, and why is not known',
  story: [],
  signatures: [],
  last: null,
  fixes: [],
  unread: [],
  isSeen: false,
  ...part,
})
