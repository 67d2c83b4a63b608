import type { LlamaModel, LlamaSequence, Token } from './library.ts'

/** What is asked of a slot. */
export interface Task {
  readonly prompt: readonly Token[]
  /** null: until the context is full. */
  readonly maxTokens: number | null
  readonly ignoresEnd: boolean
  readonly hasLeft: () => boolean
}

export interface Completion {
  readonly slotId: number
  readonly content: string
  readonly stopType: 'limit' | 'eos' | 'none'
  /** The context was full. */
  readonly truncated: boolean
  readonly decodedTokens: number
  /** What the slot holds now. */
  readonly heldTokens: number
  readonly promptMs: number
  readonly predictedMs: number
}

/** The requests that a model works at side by side. */
export interface Slots {
  readonly contextTokens: number
  readonly total: number
  isBusy(): boolean
  /** As `GET /slots` tells them. */
  told(): readonly object[]
  /** Waits for a free slot; the one that was longest idle takes it. */
  complete(task: Task): Promise<Completion>
}

interface Slot {
  readonly id: number
  readonly sequence: LlamaSequence
  run: Run | null
  isProcessing: boolean
}

/** What a slot works at, or worked at last. */
interface Run {
  readonly taskId: number
  readonly task: Task
  decodedTokens: number
}

/** llama-server's defaults, with which the tiny models say nothing special. */
const sampling = { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05 } as const

export function createSlots(model: LlamaModel, sequences: readonly LlamaSequence[]): Slots {
  const idle: Slot[] = sequences.map((sequence, id) => ({
    id,
    sequence,
    run: null,
    isProcessing: false,
  }))
  const all = [...idle]
  const waiting: ((slot: Slot) => void)[] = []
  let taskCount = 0

  const take = (): Promise<Slot> => {
    const slot = idle.shift()
    if (slot !== undefined) return Promise.resolve(slot)
    return new Promise((resolve) => {
      waiting.push(resolve)
    })
  }
  const giveBack = (slot: Slot): void => {
    slot.isProcessing = false
    const next = waiting.shift()
    if (next === undefined) idle.push(slot)
    else next(slot)
  }

  return {
    contextTokens: sequences[0]?.contextSize ?? 0,
    total: all.length,
    isBusy: () => idle.length < all.length,
    told: () => all.map(toldOf),
    complete: async (task) => {
      const taskId = taskCount++
      const slot = await take()
      try {
        return await generate(model, slot, { taskId, task, decodedTokens: 0 })
      } finally {
        giveBack(slot)
      }
    },
  }
}

async function generate(model: LlamaModel, slot: Slot, run: Run): Promise<Completion> {
  const { sequence } = slot
  const { prompt, maxTokens, ignoresEnd, hasLeft } = run.task
  await sequence.clearHistory()
  Object.assign(slot, { run, isProcessing: true })
  const written: Token[] = []
  const startedMs = performance.now()
  let firstMs = startedMs
  let stopType: Completion['stopType'] = 'limit'
  for await (const token of sequence.evaluate(prompt, { ...sampling, yieldEogToken: true })) {
    if (written.length === 0) firstMs = performance.now()
    if (model.isEogToken(token) && !ignoresEnd) {
      stopType = 'eos'
      break
    }
    written.push(token)
    run.decodedTokens = written.length
    if (hasLeft()) {
      stopType = 'none'
      break
    }
    if (written.length === maxTokens || isFull(sequence)) break
  }
  return {
    slotId: slot.id,
    content: model.detokenize(written),
    stopType,
    truncated: stopType === 'limit' && written.length !== maxTokens,
    decodedTokens: written.length,
    heldTokens: sequence.nextTokenIndex,
    promptMs: firstMs - startedMs,
    predictedMs: performance.now() - firstMs,
  }
}

const isFull = ({ nextTokenIndex, contextSize }: LlamaSequence): boolean =>
  nextTokenIndex >= contextSize - 1

// {"id":3,"n_ctx":4096,"speculative":false,"is_processing":true,"id_task":2,"n_prompt_tokens":592,
//  "n_prompt_tokens_processed":441,"n_prompt_tokens_cache":0,"params":{...},
//  "next_token":[{"has_next_token":true,"has_new_line":false,"n_remain":549,"n_decoded":151}]}
function toldOf({ id, sequence, run, isProcessing }: Slot): object {
  const slot = {
    id,
    n_ctx: sequence.contextSize,
    speculative: false,
    is_processing: isProcessing,
  }
  if (run === null) return slot
  const { taskId, task, decodedTokens } = run
  const promptTokens = task.prompt.length
  const limit = task.maxTokens ?? -1
  const heldTokens = sequence.nextTokenIndex
  return {
    ...slot,
    id_task: taskId,
    // at the start of a request it is the whole prompt, of which nothing is processed yet
    n_prompt_tokens: isProcessing ? Math.max(promptTokens, heldTokens) : heldTokens,
    n_prompt_tokens_processed: isProcessing ? Math.min(promptTokens, heldTokens) : 0,
    n_prompt_tokens_cache: 0,
    params: { n_predict: limit, max_tokens: limit, ignore_eos: task.ignoresEnd, stream: false },
    next_token: [
      {
        has_next_token: isProcessing,
        has_new_line: false,
        n_remain: isProcessing && task.maxTokens !== null ? task.maxTokens - decodedTokens : -1,
        n_decoded: isProcessing ? decodedTokens : 0,
      },
    ],
  }
}
