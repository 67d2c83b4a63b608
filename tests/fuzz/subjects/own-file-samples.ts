const begun = {
  schema: 'headroom/audit/1',
  line: 'begun',
  id: 'a1',
  atMs: 1_795_200_000_000,
  by: 'person',
  act: 'quit',
  target: 'Loom',
  server: null,
  request: 'quit Loom',
  isForced: false,
  heldBytes: 2_000_000_000,
  expectedBytes: 2_100_000_000,
}
const ended = {
  schema: 'headroom/audit/1',
  line: 'ended',
  id: 'a1',
  outcome: 'done',
  request: null,
  heldBytes: 2_000_000_000,
  expectedBytes: 2_100_000_000,
  returnedBytes: 2_050_000_000,
  tookMs: 1_200,
  sentence: 'Loom is closed.',
}

export const acts = `${JSON.stringify(begun)}\n${JSON.stringify(ended)}\n${JSON.stringify({ ...begun, id: 'a2', act: 'unload', server: 'Ollama' })}\n`

export const blackBoxes = JSON.stringify({
  ends: [
    {
      report: {
        id: 'e1',
        end: 'killed',
        endedAtMs: 5,
        foundAtMs: 9,
        title: 'Headroom was ended',
        story: ['The system was short of memory.'],
        signatures: [{ name: 'n', text: 't', from: 'f', process: null }],
        last: {
          atMs: 4,
          state: 'full',
          roomBytes: 0,
          limitBytes: 5,
          gpuInUseBytes: 5,
          wiredBytes: 1,
          totalBytes: 9,
          swapUsedBytes: null,
          pressure: 'critical',
          holders: [{ kind: 'model', name: 'm', server: 'Ollama', bytes: 5 }],
          loads: [{ name: 'm', server: 's', needBytes: 5, gapBytes: 1, doneRatio: 0.5 }],
          works: [{ model: 'm', contextTokens: 5, usedTokens: 3 }],
          alerts: ['a'],
          findings: [{ atMs: 3, title: 'x' }],
        },
        fixes: [{ text: 'x', command: null, costs: null }],
        unread: [],
        isSeen: false,
      },
      sought: { pid: 5, isOtherBoot: null, platform: 'linux', recorded: 'ok', untilMs: 9 },
    },
  ],
})

export const learnt = JSON.stringify({
  models: [
    {
      id: 'llama.cpp-b6800-1',
      engine: 'llama.cpp',
      build: 'b6800',
      model: 'qwen3-4b.gguf',
      likeness: 'qwen3 Q4_K_M 2497280256',
      loads: 1,
      lastAtMs: 5,
      seen: [{ atMs: 5, ratios: { computeBytes: 1.1 } }],
    },
  ],
  limit: {
    limitBytes: 12_713_115_648,
    atMs: 5,
    program: 'llama.cpp',
    overrideBytes: null,
    ramBytes: 17_179_869_184,
    macOsMajor: 26,
  },
  growths: [
    {
      id: 'g',
      engine: 'mlx',
      model: 'm',
      runs: 1,
      lastAtMs: 5,
      recent: [{ bytesPerSecond: 1_000_000, bytesPerToken: 10_000 }],
    },
  ],
})

export const shelf = (version: number): string =>
  JSON.stringify({
    version,
    folders: { '/models': { identity: '1:2', files: ['a.gguf'], folders: [] } },
    outlines: {
      '/models/a.gguf': {
        place: '/models',
        outline: {
          kind: 'model',
          engine: 'llama.cpp',
          architecture: 'llama',
          quantization: 'Q4_K_M',
          fileBytes: 5_000,
          trainedContextTokens: 4_096,
          isWhole: true,
          range: { stepTokens: 256, mostTokens: 4_096 },
          usualTokens: 4_096,
          learnable: { likeness: 'x', parts: [{ key: 'weightsBytes', bytes: 5 }] },
          curves: [
            {
              aboveTokens: 0,
              knots: [{ tokens: 256, onGpuBytes: 5, allBytes: 6, aboveBytes: null }],
            },
          ],
        },
      },
    },
  })
