import { Refusal } from './attempt.ts'

/** The answer, or a Refusal when it has not come in time. What hangs is left behind. */
export async function within<T>(deadlineMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Refusal(`no answer within ${deadlineMs / 1000} s`)),
      deadlineMs,
    )
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

export type Patience = <T>(deadlineMs: number, start: () => Promise<T>) => Promise<T>

/** A question to a disk that hangs keeps one of Node's four threads: with more of them, every file would starve. */
const maxHanging = 2

/** As `within`, but it starts nothing more while as many as may hang do. */
export function createPatience(): Patience {
  const hanging = new Set<Promise<unknown>>()
  return async (deadlineMs, start) => {
    if (hanging.size >= maxHanging) throw new Refusal('other files hang: this one is not asked for')
    const answer = start()
    try {
      return await within(deadlineMs, answer)
    } catch (error) {
      // a Refusal: it hangs until it settles, however it does; any other error has settled it
      hanging.add(answer)
      const settled = (): void => void hanging.delete(answer)
      answer.then(settled, settled)
      throw error
    }
  }
}
