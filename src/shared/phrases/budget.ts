/** How often phrases may still be held against one text. */
export interface Budget {
  readonly renew: () => void
  /** Takes one; false: there is none left. */
  readonly take: () => boolean
  readonly isSpent: () => boolean
}

export function createBudget(most: number): Budget {
  let left = most
  return {
    renew: () => {
      left = most
    },
    take: () => --left >= 0,
    isSpent: () => left < 0,
  }
}
