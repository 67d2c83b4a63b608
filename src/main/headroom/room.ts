/** What is left of one kind of memory, before and after what `--room` sets aside. */
export interface RoomOf {
  readonly roomBytes: number
  readonly heldBackBytes: number
}

/**
 * Sets memory aside so that at most `capBytes` are left at the first answer; from then on room moves as the machine
 * does. null sets nothing aside.
 */
export function createHoldBack(capBytes: number | null): (leftBytes: number) => RoomOf {
  let reserveBytes: number | null = null
  return (leftBytes) => {
    const left = Math.max(0, leftBytes)
    reserveBytes ??= capBytes === null ? 0 : Math.max(0, left - capBytes)
    const heldBackBytes = Math.min(left, reserveBytes)
    return { roomBytes: left - heldBackBytes, heldBackBytes }
  }
}
