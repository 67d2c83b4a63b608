/** The section `findings` of the details. */
export const diagnosis = {
  title: 'Findings',
} as const
