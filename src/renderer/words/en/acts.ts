/** The section `acts` of the details. */
export const acts = {
  title: 'Acts',
} as const
