/**
 * The builds of llama.cpp at which it changed what it allocates, up to `newestBuild`. Those of pull requests whose build we do not
 * know stand where their day lies between builds that we do (memory-estimate.md §2 and §3; recorded runs of b4400 to b10470).
 */
export const sinceBuild = {
  /** One stream of cells for each sequence that is not unified (#14363). */
  streams: 5_920,
  /** Flash attention by itself where the device can, and `-fa` takes a word (#15434). */
  flashAuto: 6_325,
  /** llama-server keeps prompts of before in RAM, up to `--cache-ram` (#16391). */
  promptCache: 6_730,
  /** llama-server takes four slots of one unified cache where no number was given, and for `-np 1` as well. */
  fourSlots: 6_940,
  /** Contexts are rounded up to 256 tokens (#17046). */
  contextPadding: 6_990,
  /** Where nothing else is asked for, the context and the layers are chosen so that they fit (`--fit`, December 2025). */
  fitsItself: 7_400,
  /** `-np 1` is one slot again. */
  oneSlotIsOne: 7_410,
  /** MLA keeps K alone: V is a view of it (#19067). */
  latentKeysOnly: 7_870,
  /** Graphs have an input of embeddings beside that of tokens (seen at b9400, not at b7400). */
  embeddingInputs: 8_200,
  /** CPUs with AVX2 lay out MXFP4 anew (seen at b10470, not at b7400). */
  repackedMxfp4: 8_500,
  /** Quantised keys and values are turned by a Hadamard matrix first (seen at b10470, not at b7400). */
  rotatedQuants: 8_700,
  /** Masks of flash attention are made in F16 (#23764). */
  f16Masks: 9_405,
  /** llama-server reserves logits for its slots, no longer for a whole micro-batch (#23861). */
  limitedOutputs: 9_460,
  /** Layers that predict further tokens have a cache, whether they are used or not (#24060); not so before, nor later (#28630). */
  nextnCaches: 9_500,
  /** Metal reserves an F16 copy of one layer's K and V beside flash attention (#27390). */
  metalFlashCopy: 10_475,
  noNextnCaches: 10_820,
} as const

/** Of 2026-09-08: what changed since is not known here, and taken not to have. */
export const newestBuild = 10_864

/** Days on which known builds were made: what lies between is interpolated. */
const knownDays: readonly (readonly [build: number, day: string])[] = [
  [1_500, '2023-11-08'],
  [4_400, '2024-12-30'],
  [5_300, '2025-05-07'],
  [6_200, '2025-08-18'],
  [6_451, '2025-09-13'],
  [7_079, '2025-11-16'],
  [7_400, '2025-12-15'],
  [8_651, '2026-04-03'],
  [9_174, '2026-05-16'],
  [9_512, '2026-06-04'],
  [9_986, '2026-07-14'],
  [10_573, '2026-08-22'],
  [10_630, '2026-08-25'],
  [10_760, '2026-09-02'],
  [newestBuild, '2026-09-08'],
]

/** About which build llama.cpp was at on a day (ms since the Unix epoch): engines that bundle it have a date, not its number. */
export function buildOfDay(dayMs: number): number {
  const points = knownDays.map(([build, day]) => ({ build, ms: Date.parse(day) }))
  const after = points.findIndex(({ ms }) => ms >= dayMs)
  if (after === -1) return newestBuild
  const [from, to] = [points[Math.max(0, after - 1)], points[after]]
  if (from === undefined || to === undefined || from.ms === to.ms) return points[0]?.build ?? 0
  return Math.round(from.build + ((dayMs - from.ms) / (to.ms - from.ms)) * (to.build - from.build))
}
