// load_tensors:   CPU_Mapped model buffer size =    13.38 MiB
// llama_context:        CPU  output buffer size =     0.06 MiB
// llama_kv_cache:        CPU KV buffer size =     4.00 MiB
// llama_memory_recurrent:        CPU RS buffer size =     1.06 MiB
// sched_reserve:        CPU compute buffer size =    17.00 MiB
const line = /: +(\S+) +(model|KV|RS|compute|output) buffer size = +([\d.]+) MiB$/gm

export interface StatedBuffer {
  readonly kind: string
  readonly where: string
  readonly bytes: number
}

/** The buffers of one load, as llama.cpp prints them. */
export const statedBuffers = (log: string): readonly StatedBuffer[] =>
  [...log.matchAll(line)].map(([, where = '', kind = '', mib]) => ({
    kind,
    where,
    bytes: Number(mib) * 2 ** 20,
  }))

/** It prints two decimals of a MiB. */
export const printedWithinBytes = 0.005 * 2 ** 20 + 1
