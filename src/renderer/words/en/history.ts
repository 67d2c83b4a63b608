/** The section `history` of the details. */
export const history = {
  title: 'History',
} as const
