const withinMs = 2_000
const tooMany = 429

/** Why a WebSocket was not taken is told to no page; an answer to a request is. */
export async function isLockedOut(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(withinMs)
    return (await fetch('/', { method: 'HEAD', cache: 'no-store', signal })).status === tooMany
  } catch {
    // TypeError, TimeoutError: nobody answers
    return false
  }
}
