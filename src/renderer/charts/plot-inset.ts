/** Where the box of the lines lies in its place, the same for each plot of one column. */
export const plotInset = { leftPx: 58, rightPx: 10, topPx: 8, bottomPx: 6, timePx: 24 } as const
