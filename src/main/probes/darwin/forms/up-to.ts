/** A figure within its limit; null for what lies beyond. */
export const upTo = (limit: number, value: number | null): number | null =>
  value !== null && value <= limit ? value : null
